import type {PairInput} from "../../../../lib/fit/additive/pairInput.js";
import {describe, expect, it} from "vitest";
import {createCells} from "../../../../lib/fit/additive/cells.js";
import {choosePairBasis} from "../../../../lib/fit/additive/choosePairBasis.js";
import {coarsen} from "../../../../lib/fit/additive/coarseRows.js";
import {findJump} from "../../../../lib/fit/additive/findJump.js";
import {MIN_GROUP} from "../../../../lib/groups.js";
import {createRandom, drawIndex, drawNormal} from "../../../../lib/random.js";

const N = 3000;
const random = createRandom(1);
const [one, other] = [0, 1].map(() => Float32Array.from({length: N}, () => drawNormal(random)));
const visits = Float32Array.from({length: N}, () => drawIndex(6, random));
const number = (name: string, values: Float32Array, column: number): PairInput => ({
  name,
  columns: [column],
  kind: "number",
  cells: createCells(values)
});
const a = number("a", one, 0);
const b = number("b", other, 1);

/** What a fit would leave of labels half of which churn, where the truth adds this. */
const leftOf = (heightAt: (row: number) => number) => {
  const labels = createRandom(2);
  const chances = Float64Array.from({length: N}, (_, row) => 1 / (1 + Math.exp(-heightAt(row))));
  return {residual: chances.map((p) => Number(labels() < p) - 0.5), spread: new Float64Array(N).fill(1 / 4)};
};
const crossed = leftOf((row) => Math.sign(one[row] - 0.7) * Math.sign(other[row] + 0.4));
const product = leftOf((row) => 0.5 * one[row] * other[row]);

describe("findJump(input, other, remainder)", () => {
  it("finds where a number jumps together with another", () => {
    expect(findJump(a, coarsen(b, 4), crossed)).toBeCloseTo(0.7, 1);
    expect(findJump(b, coarsen(a, 4), crossed)).toBeCloseTo(-0.4, 1);
  });

  it("finds it between two whole numbers", () => {
    const left = leftOf((row) => (visits[row] < 4 ? -1 : 1) * Math.sign(other[row]));
    expect(findJump(number("visits", visits, 0), coarsen(b, 4), left)).toBe(4);
  });

  it("finds none of levels, of a number that never varies, and where users are too few on every one of two sides", () => {
    const plan: PairInput = {
      name: "plan",
      columns: [2, 3],
      kind: "levels",
      levels: {codes: new Int32Array(N), counts: Int32Array.of(N, 0)}
    };
    expect(findJump(plan, coarsen(b, 4), crossed)).toBeNull();
    expect(findJump(number("same", new Float32Array(N).fill(7), 0), coarsen(b, 4), crossed)).toBeNull();
    expect(findJump(a, coarsen(b, 4), {...crossed, spread: new Float64Array(N).fill(1e-4)})).toBeNull();
  });
});

describe("choosePairBasis(a, b, remainder)", () => {
  const knotsOf = (first: PairInput, second: PairInput, left: typeof crossed): number[][] =>
    choosePairBasis(first, second, left)?.axes.map((axis) => axis.knots) ?? [];
  const widths = (knots: readonly number[], values: Float32Array): number[] =>
    knots.slice(1).map((knot, k) => values.filter((x) => x >= knots[k] && x <= knot).length);

  it("has two knots about a jump, at least twenty users apart and few more", () => {
    const [ofA, ofB] = knotsOf(a, b, crossed);
    for (const [knots, values, jump] of [[ofA, one, 0.7] as const, [ofB, other, -0.4] as const]) {
      expect(Math.min(...widths(knots, values))).toBeGreaterThanOrEqual(MIN_GROUP);
      const at = knots.findIndex((knot) => knot >= jump);
      expect(knots[at] - knots[at - 1]).toBeLessThan(0.06);
    }
  });

  it("keeps to quantiles where nothing jumps", () => {
    expect(knotsOf(a, b, product)).toEqual(
      knotsOf(
        a,
        b,
        leftOf(() => 0)
      )
    );
    for (const [knots, values] of [[knotsOf(a, b, product)[0], one] as const, [knotsOf(a, b, product)[1], other] as const])
      expect(Math.min(...widths(knots, values))).toBeGreaterThan(0.1 * N);
  });

  it("is none where one never varies", () => {
    expect(choosePairBasis(number("same", new Float32Array(N).fill(7), 0), b, crossed)).toBeNull();
  });
});
