/** Values counted into the cells of {@link countCells}. */
export interface CellCounts {
  counts: number[];
  nMissing: number;
}

/**
 * Counts values below the first knot, at it, between it and the second, and so on: 2 * knots + 1 cells. Two columns that are
 * counted by the same knots can be compared without their values.
 *
 * @param knots rising
 * @param values NaN is missing
 * @param isLeftOut by row: whether not to count it
 */
export function countCells(
  knots: readonly number[],
  values: ArrayLike<number>,
  isLeftOut: (row: number) => boolean = () => false
): CellCounts {
  const counts = Array.from({length: 2 * knots.length + 1}, () => 0);
  let nMissing = 0;
  for (let i = 0; i < values.length; ++i) {
    if (isLeftOut(i)) continue;
    if (Number.isNaN(values[i])) ++nMissing;
    else ++counts[findCell(knots, values[i])];
  }
  return {counts, nMissing};
}

/** By value its cell, as {@link countCells} counts; -1: missing. */
export function codeCells(knots: readonly number[], values: ArrayLike<number>): Int32Array {
  return Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : findCell(knots, value)));
}

/** The place of a value: 2 * k + 1 at the k-th knot, 2 * k below it and above the one before. */
function findCell(knots: readonly number[], value: number): number {
  let from = 0;
  let to = knots.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (knots[middle] < value) from = middle + 1;
    else to = middle;
  }
  return 2 * from + (knots[from] === value ? 1 : 0);
}

/**
 * Joins cells into about ten parts of equal count: each ends with the knot at which a further tenth of the rows is reached.
 * A value that more than a tenth of the rows share makes for fewer parts.
 *
 * @param counts by cell, of the table that is compared with; see countCells
 * @returns the last cell of each part, rising; the last one takes all that is left
 */
export function cutTenths(counts: readonly number[]): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  const ends: number[] = [];
  let reached = 0;
  let wanted = 1; // tenths
  for (let cell = 1; cell < counts.length; cell += 2) {
    reached += counts[cell - 1] + counts[cell];
    if (reached === total) break;
    if (reached * 10 < wanted * total) continue;
    ends.push(cell);
    wanted = Math.floor((reached * 10) / total) + 1;
  }
  return [...ends, counts.length - 1];
}

/** Sums counts over the parts that end at the cells given. */
export function joinCells(counts: readonly number[], ends: readonly number[]): number[] {
  let cell = 0;
  return ends.map((end) => {
    let sum = 0;
    for (; cell <= end; ++cell) sum += counts[cell];
    return sum;
  });
}
