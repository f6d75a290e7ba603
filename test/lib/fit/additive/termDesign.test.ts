import type {Term, TermDesign} from "../../../../lib/fit/additive/termDesign.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {curvatureOf, extendCurvature} from "../../../../lib/fit/additive/termCurvature.js";
import {countFunctions, gradeRows, gradientOf} from "../../../../lib/fit/additive/termDesign.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";

/** Terms of levels, then terms with heights; some rows have no code. */
function drawDesign(nRows: number, shape: {levels: number[]; heights: [nCodes: number, nFunctions: number][]}, seed: number): TermDesign {
  const random = createRandom(seed);
  const drawCodes = (nCodes: number): Int32Array => Int32Array.from({length: nRows}, () => Math.floor(random() * (nCodes + 1)) - 1);
  const levels = shape.levels.map((n): Term => ({codes: drawCodes(n), nCodes: n, heights: null, nFunctions: n}));
  const heights = shape.heights.map(([nCodes, nFunctions]): Term => ({
    codes: drawCodes(nCodes),
    nCodes,
    heights: Float64Array.from({length: nCodes * nFunctions}, () => drawNormal(random)),
    nFunctions
  }));
  return {nRows, terms: [...levels, ...heights]};
}

/** The design as rows of numbers. */
function expand({nRows, terms}: TermDesign): number[][] {
  return Array.from({length: nRows}, (_, i) => [
    ...terms.flatMap(({codes, heights, nFunctions}) =>
      Array.from({length: nFunctions}, (_d, m) => {
        if (codes[i] < 0) return 0;
        return heights === null ? Number(codes[i] === m) : heights[codes[i] * nFunctions + m];
      })
    ),
    1
  ]);
}

describe("gradeRows, gradientOf, curvatureOf, extendCurvature", () => {
  it("gives what the rows give, one by one", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 1300}),
        fc.record({
          levels: fc.array(fc.integer({min: 1, max: 5}), {maxLength: 2}),
          heights: fc.array(fc.tuple(fc.integer({min: 1, max: 9}), fc.integer({min: 0, max: 6})), {maxLength: 3})
        }),
        fc.record({every: fc.integer({min: 1, max: 3}), nKnown: fc.integer({min: 0, max: 5})}),
        fc.integer(),
        (nRows, shape, {every, nKnown}, seed) => {
          const design = drawDesign(nRows, shape, seed);
          const n = countFunctions(design);
          const random = createRandom(seed + 1);
          const y = Uint8Array.from({length: nRows}, () => Number(random() < 0.3));
          const coefficients = Float64Array.from({length: n}, () => drawNormal(random));
          const {logLikelihood, residual, spread} = gradeRows(design, y, coefficients);
          const gradient = gradientOf(design, residual);
          const curvature = curvatureOf(design, spread, every).triangle;
          const first = {nRows, terms: design.terms.slice(0, nKnown)};
          const extended = extendCurvature(curvatureOf(first, spread, every), design).triangle;
          const rows = expand(design);
          const p = rows.map((row) => 1 / (1 + Math.exp(-row.reduce((sum, x, m) => sum + x * coefficients[m], 0))));
          const expected = p.reduce((sum, d, i) => sum + Math.log(y[i] === 1 ? d : 1 - d), 0);
          expect(logLikelihood).toBeCloseTo(expected, 6);
          for (let m = 0; m < n; ++m) {
            expect(gradient[m]).toBeCloseTo(
              rows.reduce((sum, row, i) => sum + row[m] * (y[i] - p[i]), 0),
              7
            );
            for (let k = 0; k <= m; ++k) {
              const sum = rows.reduce((all, row, i) => all + (i % every === 0 ? every * row[m] * row[k] * p[i] * (1 - p[i]) : 0), 0);
              expect(curvature[m][k]).toBeCloseTo(sum, 7);
              expect(extended[m][k]).toBeCloseTo(sum, 7);
            }
          }
        }
      ),
      {numRuns: 60}
    );
  });
});
