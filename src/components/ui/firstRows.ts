/** Rows that one chart draws of a list that may be long. */
const MOST_DRAWN = 24;

/** What a chart draws of rows in their order, and what its note says of the rest: the table beside it has all. */
export function firstRows<R>(rows: readonly R[]): {drawn: readonly R[]; note: string} {
  const drawn = rows.slice(0, MOST_DRAWN);
  return {drawn, note: drawn.length < rows.length ? `Drawn are the first ${drawn.length} of ${rows.length}; the numbers have all. ` : ""};
}
