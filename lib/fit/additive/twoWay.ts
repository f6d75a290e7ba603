/** A table of numbers by two things, row by row, each cell with its weight; a cell of weight 0 has no say. */
export interface TwoWay {
  values: ArrayLike<number>;
  weights: ArrayLike<number>;
  nColumns: number;
}

/** A pivot below this share of its column's weight is 0, but for rounding. */
const ROUNDING = 1e-9;

/**
 * What a two-way table has beyond a number for each row and a number for each column: the residuals of the weighted least squares of both,
 * whose weighted sum along every row and every column is 0. Of a product of two inputs it is the pure interaction.
 *
 * @returns left: as long as the values; a cell without a say has what the numbers of its row and column leave of its own. degrees: of
 *   freedom, of those that have one
 * @see Lengerich and others (2020), Purifying interaction effects with the functional ANOVA
 */
export function takeOutMargins({values, weights, nColumns}: TwoWay): {left: Float64Array; degrees: number} {
  const nRows = values.length / nColumns;
  const byRow = new Float64Array(nRows);
  const means = new Float64Array(nRows);
  let degrees = 0;
  for (let at = 0; at < values.length; ++at) {
    const row = Math.floor(at / nColumns);
    byRow[row] += weights[at];
    means[row] += weights[at] * values[at];
    if (weights[at] > 0) ++degrees;
  }
  for (let row = 0; row < nRows; ++row) {
    if (byRow[row] === 0) continue;
    means[row] /= byRow[row];
    --degrees;
  }
  // rows are eliminated: what is left is a system of the columns alone
  const matrix = Array.from({length: nColumns}, () => new Float64Array(nColumns));
  const right = new Float64Array(nColumns);
  for (let at = 0; at < values.length; ++at) {
    if (!(weights[at] > 0)) continue;
    const row = Math.floor(at / nColumns);
    const column = at % nColumns;
    right[column] += weights[at] * (values[at] - means[row]);
    matrix[column][column] += weights[at];
    const share = weights[at] / byRow[row];
    for (let other = 0; other < nColumns; ++other) matrix[column][other] -= share * weights[row * nColumns + other];
  }
  const {solution, rank} = solveSingular(matrix, right);
  const left = new Float64Array(values.length);
  for (let row = 0; row < nRows; ++row) {
    const at = row * nColumns;
    let along = 0; // the mean of the columns' numbers in this row
    for (let column = 0; column < nColumns; ++column) along += weights[at + column] * solution[column];
    along = byRow[row] > 0 ? along / byRow[row] : 0;
    for (let column = 0; column < nColumns; ++column) left[at + column] = values[at + column] - means[row] - (solution[column] - along);
  }
  return {left, degrees: degrees - rank};
}

/** Solves a small system that may leave unknowns open, which are then 0: Gauss and Jordan's elimination. Both are written over. */
function solveSingular(matrix: Float64Array[], right: Float64Array): {solution: Float64Array; rank: number} {
  const solution = new Float64Array(right.length);
  const scales = matrix.map((row, m) => row[m]);
  const solved: number[] = [];
  for (const [m, pivotRow] of matrix.entries()) {
    const pivot = pivotRow[m];
    if (!(pivot > ROUNDING * matrix.length * Math.max(scales[m], Number.MIN_VALUE))) continue;
    solved.push(m);
    for (const [i, row] of matrix.entries()) {
      const factor = row[m] / pivot;
      if (i === m || factor === 0) continue;
      for (let k = m; k < row.length; ++k) row[k] -= factor * pivotRow[k];
      right[i] -= factor * right[m];
    }
  }
  for (const m of solved) solution[m] = right[m] / matrix[m][m];
  return {solution, rank: solved.length};
}
