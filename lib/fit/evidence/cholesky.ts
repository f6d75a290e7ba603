import {check} from "../../check.js";

/**
 * The lower triangle L with L Lᵀ = matrix (Cholesky), row by row: row i has i + 1 numbers.
 *
 * @param matrix symmetric, positive definite
 * @throws if it is not positive definite
 */
export function cholesky(matrix: readonly ArrayLike<number>[]): number[][] {
  const lower: number[][] = [];
  for (let i = 0; i < matrix.length; ++i) {
    const row: number[] = [];
    for (let j = 0; j <= i; ++j) {
      let sum = matrix[i][j];
      for (let k = 0; k < j; ++k) sum -= row[k] * (lower[j] ?? row)[k];
      if (j < i) row.push(sum / lower[j][j]);
      else {
        check(sum > 0, {where: "cholesky", rule: "the matrix must be positive definite", got: `pivot ${sum} at ${i}`});
        row.push(Math.sqrt(sum));
      }
    }
    lower.push(row);
  }
  return lower;
}

/** Solves L Lᵀ x = b. @param lower as {@link cholesky} gives it */
export function solveCholesky(lower: readonly number[][], b: ArrayLike<number>): Float64Array {
  const n = lower.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; ++i) {
    for (let k = 0; k < i; ++k) x[i] -= lower[i][k] * x[k];
    x[i] /= lower[i][i];
  }
  for (let i = n - 1; i >= 0; --i) {
    for (let k = i + 1; k < n; ++k) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  return x;
}
