/** Where two distributions lie furthest apart. */
export interface Gap {
  /** in [0, 1]: Kolmogorov's and Smirnov's D, or, of levels, the largest difference of a share */
  size: number;
  /** the cell or level up to which (of numbers), or in which (of levels), the shares are compared */
  cell: number;
  /** the share up to there, or in it, of either table */
  expected: number;
  observed: number;
}

/**
 * The largest gap between two distribution functions, read at the ends of cells. It misses no more than what one cell of
 * `expected` holds between two knots, about a hundredth.
 *
 * @param expected counts by cell, see countCells; both sides must have rows
 */
export function gapOfCells(expected: readonly number[], observed: readonly number[]): Gap {
  return largest(runningShares(expected), runningShares(observed));
}

/** The largest difference of a level's share. */
export function gapOfLevels(expected: readonly number[], observed: readonly number[]): Gap {
  return largest(shares(expected), shares(observed));
}

function largest(before: readonly number[], after: readonly number[]): Gap {
  let cell = 0;
  for (let i = 1; i < before.length; ++i) if (Math.abs(after[i] - before[i]) > Math.abs(after[cell] - before[cell])) cell = i;
  return {size: Math.abs(after[cell] - before[cell]), cell, expected: before[cell], observed: after[cell]};
}

function runningShares(counts: readonly number[]): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  let sum = 0;
  return counts.map((count) => (sum += count) / total);
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.map((count) => count / total);
}
