import type {PlaceWeights, Scored} from "./scored.js";
import {rankScores, unitWeights} from "./scored.js";

/**
 * Area under the ROC curve: the chance that a random churner is scored above a random stayer.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @returns a number in [0, 1]; ties count one half
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example rocAuc([0, 1, 1], [0.1, 0.4, 0.3]) // 1
 * @see Hanley and McNeil (1982); agrees with sklearn.metrics.roc_auc_score
 */
export function rocAuc(yTrue: ArrayLike<number>, score: ArrayLike<number>): number {
  const scored = rankScores("rocAuc", yTrue, score);
  return weighRocAuc(scored, unitWeights(scored));
}

/** {@link rocAuc} of a ranking whose places count `weights` times. */
export function weighRocAuc({y, tieEnds}: Scored, weights: PlaceWeights): number {
  let churned = 0;
  let retained = 0;
  let pairs = 0;
  for (let g = 0, i = 0; g < tieEnds.length; ++g) {
    const churnedAbove = churned;
    const retainedAbove = retained;
    for (; i < tieEnds[g]; ++i) {
      if (y[i] === 1) churned += weights[i];
      else retained += weights[i];
    }
    pairs += (retained - retainedAbove) * (churnedAbove + (churned - churnedAbove) / 2);
  }
  return pairs / (churned * retained);
}
