/** How far two models agree about the same users, given one threshold. */
export interface Agreement {
  n: number;
  /** users called churned by both, by neither, by the first alone, by the second alone */
  both: number;
  neither: number;
  onlyFirst: number;
  onlySecond: number;
  /** share of churned among those that only the one calls; null where there are none */
  churnedOnlyFirst: number | null;
  churnedOnlySecond: number | null;
}

/**
 * Counts agreement at a threshold: a score at or above it calls the user churned.
 *
 * @param y length n, each 0 or 1
 * @param first length n, probabilities
 * @param second length n, probabilities of the same users
 */
export function agreementAt(y: ArrayLike<number>, [first, second]: readonly [ArrayLike<number>, ArrayLike<number>], threshold: number): Agreement {
  const users = [0, 0, 0, 0];
  const churned = [0, 0, 0, 0];
  for (let i = 0; i < y.length; ++i) {
    const cell = (first[i] >= threshold ? 2 : 0) + (second[i] >= threshold ? 1 : 0);
    users[cell] += 1;
    churned[cell] += y[i];
  }
  const [neither, onlySecond, onlyFirst, both] = users;
  return {
    n: y.length,
    both,
    neither,
    onlyFirst,
    onlySecond,
    churnedOnlyFirst: onlyFirst === 0 ? null : churned[2] / onlyFirst,
    churnedOnlySecond: onlySecond === 0 ? null : churned[1] / onlySecond
  };
}
