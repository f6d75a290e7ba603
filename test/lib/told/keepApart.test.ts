import type {ToldSet} from "../../../lib/told/keepApart.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {keepApart} from "../../../lib/told/keepApart.js";
import {isGroup} from "../../../lib/metrics/isGroup.js";
import {createRandom, drawIndex} from "../../../lib/random.js";

const SIDE = 4;

interface World {
  seed: number;
  n: number;
  share: number;
  /** of the users, whose seats are others than the plan says */
  stray: number;
}

/** Cells of plan and use, of seats and use where seats are nearly the plan, and of region and age, which have nothing to do with these. */
function draw({seed, n, share, stray}: World): {pages: ToldSet[][]; told: ToldSet[]; y: Uint8Array} {
  const random = createRandom(`apart ${seed}`);
  const plan = Int32Array.from({length: n}, () => drawIndex(SIDE, random));
  const seats = plan.map((own) => (random() < stray ? drawIndex(SIDE, random) : own));
  const [use, region, age] = [0, 1, 2].map(() => Int32Array.from({length: n}, () => drawIndex(SIDE, random)));
  const wholes = Object.entries({plan, seats, use, region, age}).flatMap(([input, codes]) =>
    Array.from({length: SIDE}, (_, place): ToldSet => ({parts: [{codes, from: place, to: place + 1}], inputs: [input]}))
  );
  const cellsOf = (first: Int32Array, second: Int32Array, inputs: string[]): ToldSet[] => {
    const codes = first.map((own, i) => own * SIDE + second[i]);
    return Array.from({length: SIDE * SIDE}, (_, place): ToldSet => ({parts: [{codes, from: place, to: place + 1}], inputs}));
  };
  const pages = [cellsOf(plan, use, ["plan", "use"]), cellsOf(seats, use, ["seats", "use"]), cellsOf(region, age, ["region", "age"])];
  return {pages, told: wholes, y: Uint8Array.from({length: n}, () => Number(random() < share))};
}

/** Users of a set, and what is left of the larger of two where one lies within the other, where that is too few. */
function countFew(first: readonly ToldSet[], second: readonly ToldSet[], y: Uint8Array): number {
  const membersOf = ({parts}: ToldSet): Set<number> =>
    new Set([...y.keys()].filter((i) => parts.every(({codes, from, to}) => codes[i] >= from && codes[i] < to)));
  const others = second.map(membersOf);
  let few = 0;
  for (const own of first.map(membersOf)) {
    for (const other of others) {
      const [small, large] = own.size < other.size ? [own, other] : [other, own];
      if (small.size === large.size || [...small].some((i) => !large.has(i))) continue;
      const left = [...large].filter((i) => !small.has(i));
      if (!isGroup({n: left.length, churned: left.filter((i) => y[i] === 1).length})) ++few;
    }
  }
  return few;
}

describe("keepApart(pages, told, users)", () => {
  const worlds = fc.record({
    seed: fc.nat(1e6),
    n: fc.constantFrom(900, 5000),
    share: fc.constantFrom(0.15, 0.5),
    stray: fc.constantFrom(0, 0.002, 0.01, 0.2)
  });

  it("tells no cells of two inputs of which few follow beside another pair's, nor beside what is told anyway", () => {
    let before = 0;
    fc.assert(
      fc.property(worlds, (world) => {
        const {pages, told, y} = draw(world);
        const mayStand = keepApart(pages, told, {y, groups: null});
        const few = countFew(pages[1], [...pages[0], ...pages[2]], y);
        before += few;
        expect([mayStand[0], mayStand[2]]).toEqual([true, true]); // the first, and what has nothing to do with it
        expect(mayStand[1]).toBe(few === 0);
      }),
      {numRuns: 25, seed: 3}
    );
    expect(before).toBeGreaterThan(10);
  });

  it("counts customers where rows repeat them", () => {
    const codes = Int32Array.from({length: 2000}, (_, i) => (i < 1000 ? 0 : 1));
    const nearly = codes.map((own, i) => (i >= 960 && i < 1000 ? 2 : own));
    const y = Uint8Array.from(codes, (_, i) => i % 2);
    const [page, told] = [codes, nearly].map((own): ToldSet => ({parts: [{codes: own, from: 0, to: 1}]}));
    expect(keepApart([[page]], [told], {y, groups: null})).toEqual([true]);
    expect(keepApart([[page]], [told], {y, groups: Int32Array.from(codes, (_, i) => (i >= 960 && i < 1000 ? i % 5 : i))})).toEqual([false]);
  });
});
