import * as fc from "fast-check";
import type {AdditiveModel, PairShape} from "../../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {heightOver, surfaceOf} from "../../../lib/model/surface.js";
import {toRow, toTable} from "../../support/syntheticUsers.js";

const height = fc.double({min: -3, max: 3, noNaN: true});
/** 2 to 8 knots, some close and some far apart. */
const risingKnots = fc.array(fc.double({min: 0.01, max: 100, noNaN: true}), {minLength: 2, maxLength: 8}).map((steps) => {
  let knot = -50;
  return steps.map((step) => (knot += step));
});
const pairs: fc.Arbitrary<PairShape> = fc
  .tuple(risingKnots, risingKnots)
  .chain(([a, b]) =>
    fc
      .array(fc.array(height, {minLength: b.length, maxLength: b.length}), {minLength: a.length, maxLength: a.length})
      .map((values): PairShape => ({columns: [0, 1], knots: [a, b], values}))
  );
const place = fc.double({min: -120, max: 900, noNaN: true});

/** A tent: 1 at knot k, falling to 0 at its neighbours, level beyond the ends. */
function tent(knots: readonly number[], k: number, x: number): number {
  const at = Math.min(Math.max(x, knots[0]), knots[knots.length - 1]);
  const before = k === 0 || at >= knots[k] ? 1 : (at - knots[k - 1]) / (knots[k] - knots[k - 1]);
  const after = k === knots.length - 1 || at <= knots[k] ? 1 : (knots[k + 1] - at) / (knots[k + 1] - knots[k]);
  return Math.max(0, before) * Math.max(0, after);
}

/** The surface as a sum of tents, which is another way to say bilinear. */
function tents({knots: [a, b], values}: PairShape, x: number, y: number): number {
  return values.reduce((sum, row, k) => sum + row.reduce((inner, v, l) => inner + v * tent(a, k, x) * tent(b, l, y), 0), 0);
}

describe("heightOver(surface, x, y)", () => {
  it("is the value wherever knots cross, to the bit", () => {
    fc.assert(
      fc.property(pairs, (pair) => {
        const surface = surfaceOf(pair);
        for (const [k, x] of pair.knots[0].entries())
          for (const [l, y] of pair.knots[1].entries()) expect(heightOver(surface, x, y) - pair.values[k][l]).toBe(0);
      }),
      {seed: 1}
    );
  });

  it("is linear in either column between knots, and level beyond", () => {
    fc.assert(
      fc.property(pairs, place, place, (pair, x, y) => {
        const surface = surfaceOf(pair);
        expect(heightOver(surface, x, y)).toBeCloseTo(tents(pair, x, y), 10);
        const last = pair.knots[0].length - 1;
        expect(heightOver(surface, pair.knots[0][last] + 1e30, y)).toBe(heightOver(surface, pair.knots[0][last], y));
        expect(heightOver(surface, pair.knots[0][0] - 1e30, y)).toBe(heightOver(surface, pair.knots[0][0], y));
      }),
      {seed: 1}
    );
  });

  it("is 0 where either is missing", () => {
    const surface = surfaceOf({
      columns: [0, 1],
      knots: [
        [0, 1],
        [0, 1]
      ],
      values: [
        [1, 1],
        [1, 1]
      ]
    });
    expect([heightOver(surface, NaN, 0), heightOver(surface, 0, NaN), heightOver(surface, 0, 0)]).toEqual([0, 0, 1]);
  });
});

describe("createScorer(model with pairs)", () => {
  const model = (pair?: PairShape): AdditiveModel => ({
    version: 2,
    kind: "additive",
    inputs: ["x0", "x1", "x2"].map((name) => ({name, kind: "number"})),
    encoding: ["x0", "x1", "x2"].map((input) => ({input, kind: "number", mean: 0, scale: 1, missing: null})),
    intercept: -1,
    shapes: [1, 2, 3].map((k) => ({knots: [0, k], values: [0, 1], missing: 0.25})),
    ...(pair ? {pairs: [{...pair, columns: [0, 2]}, pair]} : {})
  });

  it("adds to each row what its pairs do, and scores rows and tables alike", () => {
    const cell = fc.option(place, {nil: null});
    fc.assert(
      fc.property(pairs, fc.array(fc.tuple(cell, cell, cell), {minLength: 1, maxLength: 9}), (pair, rows) => {
        const [plain, paired] = [createScorer(model()), createScorer(model(pair))];
        const together = paired.logOddsTable(toTable(rows));
        for (const [i, row] of rows.entries()) {
          const [x0, x1, x2] = row.map((x) => (x === null ? null : Math.fround(x)));
          const more = [x2, x1].reduce((sum: number, y) => sum + (x0 === null || y === null ? 0 : tents(pair, x0, y)), 0);
          expect(together[i]).toBeCloseTo(plain.logOddsRow(toRow(row)) + more, 9);
          expect(paired.logOddsRow(toRow(row))).toBe(together[i]);
        }
      }),
      {seed: 1}
    );
  });
});
