import type {PairInput} from "../../../../lib/fit/additive/pairInput.js";
import {describe, expect, it} from "vitest";
import {createCells} from "../../../../lib/fit/additive/cells.js";
import {createPairBasis} from "../../../../lib/fit/additive/pairBasis.js";
import {MIN_GROUP} from "../../../../lib/groups.js";
import {createRandom, drawIndex, drawNormal} from "../../../../lib/random.js";

const random = createRandom(1);
const N = 3000;
const one = Float32Array.from({length: N}, () => drawNormal(random));
const other = Float32Array.from({length: N}, () => drawNormal(random));
/** Nearly the same as the first: who is high in one is hardly ever low in the other. */
const alike = one.map((x, i) => 0.9 * x + 0.4 * other[i]);
const number = (name: string, values: Float32Array, column: number): PairInput => ({
  name,
  columns: [column],
  kind: "number",
  cells: createCells(values)
});
function levels(name: string, codes: Int32Array, nLevels: number): PairInput {
  const counts = new Int32Array(nLevels);
  for (const code of codes) if (code >= 0) ++counts[code];
  return {name, columns: [...counts.keys()].map((level) => 10 + level), kind: "levels", levels: {codes, counts}};
}

/** By crossing of the knots, those who are nearest to it. */
function countNearest(knots: readonly (readonly number[])[], values: readonly Float32Array[]): number[] {
  const nearest = (of: readonly number[], x: number): number =>
    of.reduce((best, knot, k) => (Math.abs(knot - x) < Math.abs(of[best] - x) ? k : best), 0);
  const counts = new Array<number>(knots[0].length * knots[1].length).fill(0);
  for (let i = 0; i < N; ++i) ++counts[nearest(knots[0], values[0][i]) * knots[1].length + nearest(knots[1], values[1][i])];
  return counts;
}

describe("createPairBasis(a, b)", () => {
  it.each([
    ["apart", other],
    ["alike", alike]
  ])("lets what bends rest on twenty users wherever it is not 0: numbers %s", (_, second) => {
    const basis = createPairBasis(number("a", one, 0), number("b", second, 1));
    if (!basis) throw new Error("there must be a basis");
    const knots = basis.axes.map((axis) => axis.knots);
    const counts = countNearest(knots, [one, second]);
    expect(basis.nPlanes).toBe(1);
    expect(basis.surfaces.length).toBeGreaterThan(4);
    for (const surface of basis.surfaces.slice(basis.nPlanes))
      for (const [at, height] of surface.entries()) if (height !== 0) expect(counts[at]).toBeGreaterThanOrEqual(MIN_GROUP);
    expect(counts.filter((n) => n < MIN_GROUP).reduce((sum, n) => sum + n, 0)).toBeLessThan(0.04 * N);
  });

  it("has a coarser grid of fewer users", () => {
    const found = [3000, 800, 200, 130].map(
      (n) => createPairBasis(number("a", one.subarray(0, n), 0), number("b", other.subarray(0, n), 1))?.axes[0].knots.length
    );
    expect(found[0]).toBe(6);
    expect(found).toEqual(found.toSorted((a = 0, b = 0) => b - a));
    expect(found[3]).toBe(2);
  });

  it("gives levels of two categories no height where fewer than twenty have both, and the rare ones none at all", () => {
    const region = Int32Array.from({length: N}, (_, i) => (i < 15 ? 3 : drawIndex(3, random)));
    const plan = region.map((code) => (code === 0 ? 0 : drawIndex(2, random)));
    const basis = createPairBasis(levels("region", region, 4), levels("plan", plan, 2));
    expect(basis?.axes.map(({knots}) => knots)).toEqual([
      [10, 11, 12],
      [10, 11]
    ]);
    for (const surface of basis?.surfaces ?? []) expect(surface[1]).toBe(0);
  });

  it("is none where two never part, or one never varies", () => {
    const same = Int32Array.from({length: N}, (_, i) => i % 2);
    expect(createPairBasis(levels("a", same, 2), levels("b", same, 2))).toBeNull();
    expect(createPairBasis(number("a", new Float32Array(N).fill(7), 0), number("b", one, 1))).toBeNull();
  });
});
