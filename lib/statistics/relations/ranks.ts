/** Ranks from 1, with what the ties cost a rank test. */
export interface Ranks {
  /** equal values share the mean of their ranks */
  ranks: Float64Array;
  /** sum of t^3 - t over runs of t equal values */
  tieTerm: number;
}

/**
 * Mid-ranks.
 *
 * @param values finite
 * @example rankValues([10, 20, 10]).ranks // [1.5, 3, 1.5]
 */
export function rankValues(values: ArrayLike<number>): Ranks {
  const n = values.length;
  const order = Uint32Array.from({length: n}, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(n);
  let tieTerm = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && values[order[to]] === values[order[from]]) ++to;
    for (let i = from; i < to; ++i) ranks[order[i]] = (from + 1 + to) / 2;
    const t = to - from;
    tieTerm += t * t * t - t;
    from = to;
  }
  return {ranks, tieTerm};
}
