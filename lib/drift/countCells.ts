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
export function countCells(knots: readonly number[], values: ArrayLike<number>, isLeftOut: (row: number) => boolean = () => false): CellCounts {
  const counts = Array.from({length: 2 * knots.length + 1}, () => 0);
  let nMissing = 0;
  for (let i = 0; i < values.length; ++i) {
    if (isLeftOut(i)) continue;
    if (Number.isNaN(values[i])) ++nMissing;
    else ++counts[findCell(knots, values[i])];
  }
  return {counts, nMissing};
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
