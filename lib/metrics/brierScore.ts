import type {PlaceWeights, Scored} from "./scored.js";
import {rankProbabilities, unitWeights} from "./scored.js";

/**
 * Brier score: the mean squared distance between probability and outcome (not halved, not doubled: the usual binary form).
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @returns a number in [0, 1]; lower is better; a constant at the base rate r gets r(1 - r)
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example brierScoreLoss([0, 1], [0.5, 0.5]) // 0.25
 * @see Brier (1950); agrees with sklearn.metrics.brier_score_loss
 */
export function brierScoreLoss(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): number {
  const scored = rankProbabilities("brierScoreLoss", yTrue, pHat);
  return weighBrierScore(scored, unitWeights(scored));
}

/** {@link brierScoreLoss} of a ranking whose places count `weights` times. */
export function weighBrierScore({nRows, y, p}: Scored, weights: PlaceWeights): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < nRows; ++i) {
    const gap = p[i] - y[i];
    sum += weights[i] * gap * gap;
    total += weights[i];
  }
  return sum / total;
}
