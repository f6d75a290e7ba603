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
