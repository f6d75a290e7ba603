/**
 * `scores.arrow`: one row per labelled user, in table order, without any input.
 * Columns: `set` (0: train, its score is out-of-fold; 1: test), `y` (1 churned), `skipped` (how many rows of the ingested
 * table were left out just before this one: it compresses to almost nothing, and by the row alone can a list of users be
 * joined to the file), then one Float32 column of probabilities per finalist, named for it.
 */
export interface ScoresTable {
  set: Uint8Array;
  y: Uint8Array;
  /** the row of the ingested table, from 0; rising */
  row: Uint32Array;
  scores: Record<string, Float32Array>;
}

/** Rows, rising, as the numbers of rows left out before each. */
export function skippedOf(rows: ArrayLike<number>): Int32Array {
  return Int32Array.from(rows, (row, i) => row - (i === 0 ? 0 : rows[i - 1] + 1));
}

/** The rows that {@link skippedOf} was made of. */
export function rowsOf(skipped: ArrayLike<number>): Uint32Array {
  let next = 0;
  return Uint32Array.from(skipped, (n) => {
    const row = next + n;
    next = row + 1;
    return row;
  });
}
