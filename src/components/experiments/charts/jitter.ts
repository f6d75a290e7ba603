/** A row with a place across its lane. */
export type Jittered<R> = R & {offset: number};

const GOLDEN = 0.6180339887498949;

/** Spreads rows across a lane so that dots seldom cover each other: multiples of the golden ratio, the same at every drawing. */
export function jitter<R extends object>(rows: readonly R[]): Jittered<R>[] {
  return rows.map((row, i) => ({...row, offset: (i * GOLDEN) % 1}));
}
