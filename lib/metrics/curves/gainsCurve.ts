import {walkRanking} from "./rankingCurve.js";
import {MAX_CURVE_POINTS, thinCurve} from "./thin.js";

export interface GainsPoint {
  /** share of users contacted, the highest scores first */
  share: number;
  /** share of the churned among them */
  captured: number;
  /** the lowest score contacted; null at the start, where nobody is */
  threshold: number | null;
}

/**
 * Cumulative gains: contact the top share of users and find that share of the churners; from (0, 0) to (1, 1), thinned for a
 * chart by {@link thinCurve}. Between points the curve is straight: within a run of equal scores the order is random.
 * Lift is `captured / share`; chance is the diagonal; a perfect score reaches 1 at the base rate.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @param options maxPoints: Infinity keeps every corner
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function gainsCurve(yTrue: ArrayLike<number>, score: ArrayLike<number>, {maxPoints = MAX_CURVE_POINTS} = {}): GainsPoint[] {
  const {nRows, churned, points} = walkRanking("gainsCurve", yTrue, score);
  const curve: GainsPoint[] = [{share: 0, captured: 0, threshold: null}];
  for (const d of points) curve.push({share: d.n / nRows, captured: d.churned / churned, threshold: d.threshold});
  return thinCurve(curve.map((d) => [d.share, d.captured] as const), {maxPoints}).map((i) => curve[i]);
}
