import {check} from "../check.js";

/**
 * The lower triangle L with L Lᵀ = matrix (Cholesky), row by row: row i has i + 1 numbers. Zeros before the first number of a row
 * cost nothing, so a matrix that begins with a large diagonal block, as levels of a category make one, is cheap.
 *
 * @param matrix symmetric, positive definite; what stands above the diagonal is not read
 * @throws if it is not positive definite
 */
export function cholesky(matrix: readonly ArrayLike<number>[]): Float64Array[] {
  const lower: Float64Array[] = [];
  const first = new Int32Array(matrix.length);
  for (let i = 0; i < matrix.length; ++i) {
    const given = matrix[i];
    const row = new Float64Array(i + 1);
    let start = 0;
    while (start < i && given[start] === 0) ++start;
    first[i] = start;
    for (let j = start; j < i; ++j) {
      const other = lower[j];
      let sum = given[j];
      for (let k = Math.max(start, first[j]); k < j; ++k) sum -= row[k] * other[k];
      row[j] = sum / other[j];
    }
    let pivot = given[i];
    for (let k = start; k < i; ++k) pivot -= row[k] * row[k];
    check(pivot > 0, {where: "cholesky", rule: "the matrix must be positive definite", got: `pivot ${pivot} at ${i}`});
    row[i] = Math.sqrt(pivot);
    lower.push(row);
  }
  return lower;
}

/** Solves L Lᵀ x = b. @param lower as {@link cholesky} gives it */
export function solveCholesky(lower: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const n = lower.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; ++i) {
    const row = lower[i];
    let sum = x[i];
    for (let k = 0; k < i; ++k) sum -= row[k] * x[k];
    x[i] = sum / row[i];
  }
  for (let i = n - 1; i >= 0; --i) {
    const row = lower[i];
    const value = (x[i] /= row[i]);
    for (let k = 0; k < i; ++k) x[k] -= row[k] * value;
  }
  return x;
}

/** The diagonal of the inverse of L Lᵀ, such as the variances of estimates. @param lower as {@link cholesky} gives it */
export function inverseDiagonal(lower: readonly Float64Array[]): Float64Array {
  const n = lower.length;
  const first = lower.map((row) => row.findIndex((d) => d !== 0));
  const diagonal = new Float64Array(n);
  const y = new Float64Array(n);
  for (let m = 0; m < n; ++m) {
    y[m] = 1 / lower[m][m];
    diagonal[m] = y[m] * y[m];
    for (let i = m + 1; i < n; ++i) {
      const row = lower[i];
      let sum = 0;
      for (let k = Math.max(m, first[i]); k < i; ++k) sum -= row[k] * y[k];
      y[i] = sum / row[i];
      diagonal[m] += y[i] * y[i];
    }
  }
  return diagonal;
}
