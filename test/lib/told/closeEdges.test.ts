import type {NumberColumn} from "../../../lib/dataset/table.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {bandRows, edgesOf} from "../../../lib/explore/bandRows.js";
import {findToldEdges} from "../../../lib/explore/toldEdges.js";
import {isGroup} from "../../../lib/metrics/isGroup.js";
import {createRandom, drawIndex, drawNormal} from "../../../lib/random.js";
import {tellColumn} from "../../../lib/statistics/tell.js";

const N = 1500;

/** Minutes, and what is charged for them; and a number that has nothing to do with either. */
function draw({seed, price, spread, share, holes = 0}: {seed: number; price: number; spread: number; share: number; holes?: number}) {
  const random = createRandom(`close ${seed}`);
  const minutes = Float32Array.from({length: N}, () => Math.round(1800 + 540 * drawNormal(random)) / 10);
  const charge = minutes.map((d) => Math.round(100 * price * d + 100 * spread * price * drawNormal(random)) / 100);
  const calls = Float32Array.from({length: N}, () => drawIndex(160, random));
  const missing = (values: Float32Array): Float32Array => values.map((d) => (random() < holes ? NaN : d));
  const columns = [minutes, missing(charge), calls].map((values, k): NumberColumn => ({name: `x${k}`, kind: "number", values}));
  return {columns, y: Uint8Array.from({length: N}, () => Number(random() < share))};
}

/** By edge, both sides of it: the rows that pages tell of. */
function sidesOf(column: NumberColumn, edges: readonly number[]): Set<number>[] {
  const values = tellColumn(column.values);
  const where = (isIn: (value: number) => boolean): Set<number> => new Set([...values.keys()].filter((i) => isIn(values[i])));
  return edges.slice(1).flatMap((edge) => [where((d) => d < edge), where((d) => d >= edge)]);
}

/** What is left of a side of the one beyond a side of the other that lies within it, where that is too few; as "n of whom churned". */
function fewBetween(first: readonly Set<number>[], second: readonly Set<number>[], y: Uint8Array): string[] {
  return first.flatMap((a) =>
    second.flatMap((b) => {
      const [small, large] = a.size < b.size ? [a, b] : [b, a];
      if (small.size === large.size || [...small].some((i) => !large.has(i))) return [];
      const left = [...large].filter((i) => !small.has(i));
      const churned = left.filter((i) => y[i] === 1).length;
      return isGroup({n: left.length, churned}) ? [] : [`${left.length}, ${churned}`];
    })
  );
}

describe("findToldEdges(columns, users)", () => {
  it("leaves no few between an edge of one input and an edge of another that orders users nearly alike", () => {
    let before = 0;
    const worlds = fc.record({
      seed: fc.nat(1e6),
      price: fc.constantFrom(0.17, 0.045, 0.27, -0.17, 3),
      spread: fc.constantFrom(0, 0.2, 3),
      share: fc.constantFrom(0.1, 0.3, 0.6),
      holes: fc.constantFrom(0, 0, 0.05)
    });
    fc.assert(
      fc.property(worlds, (world) => {
        const {columns, y} = draw(world);
        const users = {y, groups: null};
        const told = findToldEdges(columns, users);
        const cut = columns.map((column, k) => edgesOf(bandRows({}, column, {...users, edges: told[k]})));
        const asAlone = columns.map((column) => edgesOf(bandRows({}, column, users)));
        before += fewBetween(sidesOf(columns[0], asAlone[0]), sidesOf(columns[1], asAlone[1]), y).length;
        expect(fewBetween(sidesOf(columns[0], cut[0]), sidesOf(columns[1], cut[1]), y)).toEqual([]);
        expect(cut[1].length).toBeGreaterThan(1);
        expect([told[0], told[2]]).toEqual([null, null]);
      }),
      {numRuns: 16}
    );
    expect(before).toBeGreaterThan(20);
  });

  it("leaves an input alone whose edges are those of another, and numbers that have nothing to do with each other", () => {
    const {columns, y} = draw({seed: 1, price: 1, spread: 0, share: 0.3});
    const same = [columns[0], {...columns[0], name: "again"}, columns[2]];
    expect(findToldEdges(same, {y, groups: null})).toEqual([null, null, null]);
  });

  it("counts customers where rows repeat them", () => {
    const {columns, y} = draw({seed: 2, price: 0.17, spread: 0, share: 0.5});
    const groups = Int32Array.from({length: N}, (_, i) => i % 300);
    const [rows, customers] = [null, groups].map((of) => findToldEdges(columns, {y, groups: of})[1]?.size ?? Infinity);
    expect(customers).toBeLessThan(Infinity);
    expect(rows).toBeLessThan(Infinity);
  });
});
