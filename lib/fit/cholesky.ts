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
    let j = start;
    for (; j + 4 <= i; j += 4) {
      const from = Math.max(start, Math.min(first[j], first[j + 1], first[j + 2], first[j + 3]));
      solveFour(row, {given, lower, from, j});
    }
    for (; j < i; ++j) {
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

interface Four {
  given: ArrayLike<number>;
  lower: readonly Float64Array[];
  /** before it, all four of `lower` have zeros, or `row` has */
  from: number;
  j: number;
}

/** Numbers j to j + 3 of a row of L: four sums that do not wait for one another, each taken in the order of a single one. */
function solveFour(row: Float64Array, {given, lower, from, j}: Four): void {
  const [a, b, c, d] = [lower[j], lower[j + 1], lower[j + 2], lower[j + 3]];
  let [s0, s1, s2, s3] = [given[j], given[j + 1], given[j + 2], given[j + 3]];
  for (let k = from; k < j; ++k) {
    const x = row[k];
    s0 -= x * a[k];
    s1 -= x * b[k];
    s2 -= x * c[k];
    s3 -= x * d[k];
  }
  const x0 = s0 / a[j];
  const x1 = (s1 - x0 * b[j]) / b[j + 1];
  const x2 = (s2 - x0 * c[j] - x1 * c[j + 1]) / c[j + 2];
  row[j] = x0;
  row[j + 1] = x1;
  row[j + 2] = x2;
  row[j + 3] = (s3 - x0 * d[j] - x1 * d[j + 1] - x2 * d[j + 2]) / d[j + 3];
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
  const diagonal = new Float64Array(n + 3); // the last columns may be fewer than four
  // four columns of the inverse of L, a row of them after the other: each number of L that is read is used four times
  const columns = new Float64Array(4 * n);
  for (let m = 0; m < n; m += 4) {
    for (let i = m; i < n; ++i) {
      const row = lower[i];
      const from = Math.max(m, first[i]);
      let [s0, s1, s2, s3] = [Number(i === m), Number(i === m + 1), Number(i === m + 2), Number(i === m + 3)];
      for (let k = from, at = 4 * from; k < i; ++k, at += 4) {
        const x = row[k];
        s0 -= x * columns[at];
        s1 -= x * columns[at + 1];
        s2 -= x * columns[at + 2];
        s3 -= x * columns[at + 3];
      }
      const pivot = row[i];
      diagonal[m] += (columns[4 * i] = s0 / pivot) ** 2;
      diagonal[m + 1] += (columns[4 * i + 1] = s1 / pivot) ** 2;
      diagonal[m + 2] += (columns[4 * i + 2] = s2 / pivot) ** 2;
      diagonal[m + 3] += (columns[4 * i + 3] = s3 / pivot) ** 2;
    }
  }
  return diagonal.slice(0, n);
}
