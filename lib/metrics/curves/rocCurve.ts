import {walkRanking} from "./rankingCurve.js";
import {MAX_CURVE_POINTS, thinCurve} from "./thin.js";

export interface RocPoint {
  /** share of the retained scored at least the threshold */
  falsePositiveRate: number;
  /** share of the churned scored at least the threshold */
  truePositiveRate: number;
  /** null at the start, where nobody is called churned */
  threshold: number | null;
}

/**
 * The ROC curve from (0, 0) to (1, 1), thinned for a chart by {@link thinCurve}.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @param options maxPoints: Infinity keeps every corner
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @see unthinned, agrees with sklearn.metrics.roc_curve
 */
export function rocCurve(yTrue: ArrayLike<number>, score: ArrayLike<number>, {maxPoints = MAX_CURVE_POINTS} = {}): RocPoint[] {
  const {nRows, churned, points} = walkRanking("rocCurve", yTrue, score);
  const curve: RocPoint[] = [{falsePositiveRate: 0, truePositiveRate: 0, threshold: null}];
  for (const point of points) {
    curve.push({
      falsePositiveRate: (point.n - point.churned) / (nRows - churned),
      truePositiveRate: point.churned / churned,
      threshold: point.threshold
    });
  }
  return thinCurve(curve.map((d) => [d.falsePositiveRate, d.truePositiveRate] as const), {maxPoints}).map((i) => curve[i]);
}
