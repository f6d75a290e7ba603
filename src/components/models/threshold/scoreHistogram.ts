/** Users whose score lies in [low, high). */
export interface ScoreBar {
  low: number;
  high: number;
  retained: number;
  churned: number;
}

/**
 * Counts users by score and class in bins of equal width, from 0 to the last bin that holds anybody.
 *
 * @param y length n, each 0 (retained) or 1 (churned)
 * @param p length n, in [0, 1]; 1 falls into the last bin
 */
export function scoreHistogram(y: ArrayLike<number>, p: ArrayLike<number>, {nBins = 50} = {}): ScoreBar[] {
  const bars = Array.from({length: nBins}, (_, i): ScoreBar => ({low: i / nBins, high: (i + 1) / nBins, retained: 0, churned: 0}));
  let last = 0;
  for (let i = 0; i < y.length; ++i) {
    const bin = Math.min(nBins - 1, Math.floor(p[i] * nBins + 1e-9));
    bars[bin][y[i] === 1 ? "churned" : "retained"] += 1;
    last = Math.max(last, bin);
  }
  return bars.slice(0, last + 1);
}
