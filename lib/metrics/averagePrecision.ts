import type {PlaceWeights, Scored} from "./scored.js";
import {rankScores, unitWeights} from "./scored.js";

/**
 * Average precision: the precision at each distinct score as the threshold, weighted by the recall it adds.
 * The base rate is what chance gets.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @returns a number in (0, 1]; users with equal scores enter together, so their order is irrelevant
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example averagePrecision([0, 1, 1], [0.35, 0.4, 0.3]) // 0.8333333333333333
 * @see agrees with sklearn.metrics.average_precision_score (steps, no interpolation)
 */
export function averagePrecision(yTrue: ArrayLike<number>, score: ArrayLike<number>): number {
  const scored = rankScores("averagePrecision", yTrue, score);
  return weighAveragePrecision(scored, unitWeights(scored));
}

/** {@link averagePrecision} of a ranking whose places count `weights` times. */
export function weighAveragePrecision({y, tieEnds}: Scored, weights: PlaceWeights): number {
  let churned = 0;
  let all = 0;
  let sum = 0;
  for (let g = 0, i = 0; g < tieEnds.length; ++g) {
    const churnedAbove = churned;
    for (; i < tieEnds[g]; ++i) {
      all += weights[i];
      if (y[i] === 1) churned += weights[i];
    }
    if (churned > churnedAbove) sum += ((churned - churnedAbove) * churned) / all;
  }
  return sum / churned;
}
