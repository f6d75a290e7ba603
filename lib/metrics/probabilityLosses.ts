import type {PlaceWeights, Scored} from "./scored.js";
import {weighUsers} from "./scored.js";
import {checkLabels} from "../check.js";

/** Probabilities are moved at least this far from 0 and 1 before the logarithm, as scikit-learn does for float64. */
const CLIP = Number.EPSILON;

/**
 * Log loss: the mean of -ln(probability given to what happened). Proper: no other number is cheaper to state than the truth.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]; clipped to [2.2e-16, 1 - 2.2e-16], so a sure error costs 36, not infinity
 * @returns a number >= 0; lower is better
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example logLoss([0, 1], [0.5, 0.5]) // 0.6931471805599453
 * @see agrees with sklearn.metrics.log_loss
 */
export function logLoss(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): number {
  const {scored, weights} = weighUsers("logLoss", yTrue, pHat);
  return weighLogLoss(scored, weights);
}

/** {@link logLoss} of a ranking whose places count `weights` times. */
export function weighLogLoss({nRows, y, p}: Scored, weights: PlaceWeights): number {
  const {churned, retained} = logCosts(p);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < nRows; ++i) {
    sum += weights[i] * (y[i] === 1 ? churned[i] : retained[i]);
    total += weights[i];
  }
  return sum / total;
}

/** -ln(probability given to what happened) for one user. @param y 0 or 1; p in [0, 1] */
export function logCost(y: number, p: number): number {
  return y === 1 ? -Math.log(Math.max(p, CLIP)) : -Math.log1p(-Math.min(p, 1 - CLIP));
}

/** -ln(probability given to what happened), by place: where that is churn, and where it is not. */
interface LogCosts {
  churned: Float64Array;
  retained: Float64Array;
}

const costsOfScores = new WeakMap<Float64Array, LogCosts>();

/** Kept for as long as the scores are, since resamples ask a thousand times, and so do deals of other labels. */
function logCosts(p: Float64Array): LogCosts {
  let costs = costsOfScores.get(p);
  if (!costs) {
    costs = {churned: new Float64Array(p.length), retained: new Float64Array(p.length)};
    for (let i = 0; i < p.length; ++i) {
      costs.churned[i] = logCost(1, p[i]);
      costs.retained[i] = logCost(0, p[i]);
    }
    costsOfScores.set(p, costs);
  }
  return costs;
}

/**
 * Brier score: the mean squared distance between probability and outcome (not halved, not doubled: the usual binary form).
 *
 * @param weights how often each place counts
 * @returns a number in [0, 1]; lower is better; a constant at the base rate r gets r(1 - r)
 * @example weighBrierScore(scored, weights) // of the labels [0, 1] by the scores [0.5, 0.5]: 0.25
 * @see Brier (1950); agrees with sklearn.metrics.brier_score_loss
 */
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
