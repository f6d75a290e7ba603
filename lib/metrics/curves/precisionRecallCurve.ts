import {walkRanking} from "./rankingCurve.js";
import {MAX_CURVE_POINTS, thinCurve} from "./thin.js";

export interface PrecisionRecallPoint {
  /** share of the churned scored at least the threshold */
  recall: number;
  /** share of churned among those scored at least the threshold */
  precision: number;
  threshold: number;
}

/**
 * Precision against recall, from the highest score as the threshold to the lowest, thinned for a chart by {@link thinCurve}.
 * There is no point at recall 0, where precision has no meaning; the last point has recall 1 and precision = base rate.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @param options maxPoints: Infinity keeps every corner
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @see unthinned, agrees with sklearn.metrics.precision_recall_curve but for its added point (0, 1)
 */
export function precisionRecallCurve(
  yTrue: ArrayLike<number>,
  score: ArrayLike<number>,
  {maxPoints = MAX_CURVE_POINTS} = {}
): PrecisionRecallPoint[] {
  const {churned, points} = walkRanking("precisionRecallCurve", yTrue, score);
  const curve = points.map((d) => ({recall: d.churned / churned, precision: d.churned / d.n, threshold: d.threshold}));
  return thinCurve(curve.map((d) => [d.recall, d.precision] as const), {maxPoints}).map((i) => curve[i]);
}
