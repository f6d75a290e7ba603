import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {takeOutMargins} from "../../../../lib/fit/additive/twoWay.js";

const range = (n: number): number[] => Array.from({length: n}, (_, i) => i);

describe("takeOutMargins({values, weights, nColumns})", () => {
  it("leaves what sums to 0 along every row and column, and takes out nothing but numbers for these", () => {
    const table = fc.record({nRows: fc.integer({min: 1, max: 6}), nColumns: fc.integer({min: 1, max: 6})}).chain(({nRows, nColumns}) =>
      fc.record({
        nRows: fc.constant(nRows),
        nColumns: fc.constant(nColumns),
        values: fc.array(fc.double({min: -5, max: 5, noNaN: true}), {minLength: nRows * nColumns, maxLength: nRows * nColumns}),
        weights: fc.array(fc.integer({min: 0, max: 9}), {minLength: nRows * nColumns, maxLength: nRows * nColumns})
      })
    );
    fc.assert(
      fc.property(table, ({nRows, nColumns, values, weights}) => {
        const {left, degrees} = takeOutMargins({values, weights, nColumns});
        const sumOver = (cells: number[]): number => cells.reduce((sum, at) => sum + weights[at] * left[at], 0);
        for (const row of range(nRows)) expect(sumOver(range(nColumns).map((c) => row * nColumns + c))).toBeCloseTo(0, 7);
        for (const c of range(nColumns)) expect(sumOver(range(nRows).map((row) => row * nColumns + c))).toBeCloseTo(0, 7);
        // numbers for rows and columns alone leave nothing
        const margins = values.map((_, at) => Math.floor(at / nColumns) ** 2 - 3 * (at % nColumns));
        for (const [at, d] of takeOutMargins({values: margins, weights, nColumns}).left.entries())
          if (weights[at] > 0) expect(d).toBeCloseTo(0, 7);
        // what is left stays
        const again = takeOutMargins({values: left, weights, nColumns}).left;
        for (const [at, d] of again.entries()) expect(d).toBeCloseTo(left[at], 7);
        expect(degrees).toBeGreaterThanOrEqual(0);
      })
    );
  });

  it.each([
    ["whole", [1, 1, 1, 1, 1, 1, 1, 1, 1], 4],
    ["without a cell", [0, 1, 1, 1, 1, 1, 1, 1, 1], 3],
    ["without a row", [0, 0, 0, 1, 1, 1, 1, 1, 1], 2],
    ["in two parts that no row or column joins", [1, 1, 0, 1, 1, 0, 0, 0, 1], 1],
    ["of one cell a row", [1, 0, 0, 0, 1, 0, 0, 0, 1], 0]
  ])("counts what is left to chance: %s", (_, weights, degrees) => {
    expect(takeOutMargins({values: range(9), weights, nColumns: 3}).degrees).toBe(degrees);
  });
});
