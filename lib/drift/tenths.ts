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
