import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {cholesky, inverseDiagonal, solveCholesky} from "../../../lib/fit/cholesky.js";

const number = fc.double({min: -2, max: 2, noNaN: true});
/** A A' + 1 on the diagonal, where the first rows have nothing in common, as levels of a category. */
const matrices = fc.tuple(fc.integer({min: 0, max: 7}), fc.integer({min: 1, max: 11})).chain(([nLevels, nDense]) =>
  fc
    .array(fc.array(number, {minLength: nLevels + nDense, maxLength: nLevels + nDense}), {minLength: nDense, maxLength: nDense})
    .map((dense) => {
      const n = nLevels + nDense;
      const factor = Array.from({length: n}, (_, i) =>
        Array.from({length: n}, (__, j) => (i < nLevels ? Number(i === j) : dense[i - nLevels][j]))
      );
      return factor.map((a, i) => factor.map((b, j) => a.reduce((sum, x, k) => sum + x * b[k], i === j ? 1 : 0)));
    })
);

describe("cholesky(matrix), solveCholesky(lower, b), inverseDiagonal(lower)", () => {
  it("give back the matrix, solve it, and know its inverse's diagonal, whatever its zeros", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const lower = cholesky(matrix);
        const at = (i: number, k: number): number => lower[i][k] ?? 0;
        for (const [i, row] of matrix.entries())
          for (const [j, d] of row.entries()) expect(row.reduce((sum, _, k) => sum + at(i, k) * at(j, k), 0)).toBeCloseTo(d, 9);
        const inverse = matrix.map((_, m) =>
          solveCholesky(
            lower,
            matrix.map((__, i) => Number(i === m))
          )
        );
        for (const [i, row] of matrix.entries())
          for (const [m, x] of inverse.entries()) expect(row.reduce((sum, d, k) => sum + d * x[k], 0)).toBeCloseTo(Number(i === m), 8);
        for (const [m, d] of inverseDiagonal(lower).entries()) expect(d).toBeCloseTo(inverse[m][m], 9);
      }),
      {numRuns: 100, seed: 1}
    );
  });

  it("refuse what is not positive definite", () => {
    expect(() => cholesky([[1], [2, 1]])).toThrow("cholesky: the matrix must be positive definite; got pivot -3 at 1.");
  });
});
