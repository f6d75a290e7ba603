import {brierScoreLoss} from "./brierScore.js";
import {logLoss} from "./logLoss.js";
import {checkLabels} from "./scored.js";

/**
 * Brier skill: the share of the base rate's Brier score that the scores save. 1 is perfect, 0 no better than saying the base
 * rate of these very rows to everyone, negative worse.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example brierSkill([0, 1], [0.25, 0.75]) // 0.75
 */
export function brierSkill(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): number {
  const rate = baseRate(yTrue);
  return 1 - brierScoreLoss(yTrue, pHat) / (rate * (1 - rate));
}

/**
 * Log loss skill: the share of the base rate's log loss that the scores save (McFadden's pseudo R squared on these rows).
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example logLossSkill([0, 1], [0.5, 0.5]) // 0
 */
export function logLossSkill(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): number {
  const rate = baseRate(yTrue);
  return 1 - logLoss(yTrue, pHat) / -(rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
}

/**
 * Share of users who churned.
 *
 * @throws if a label is neither 0 nor 1, or one class is absent
 * @example baseRate([0, 0, 0, 1]) // 0.25
 */
export function baseRate(yTrue: ArrayLike<number>): number {
  checkLabels("baseRate", yTrue);
  let churned = 0;
  for (let i = 0; i < yTrue.length; ++i) churned += yTrue[i];
  return churned / yTrue.length;
}
