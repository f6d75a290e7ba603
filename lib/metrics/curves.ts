import type {CalibrationBin, Curves} from "../book/models.js";
import {rankScores, rankProbabilities, unitWeights} from "./scored.js";
import {MAX_CURVE_POINTS, thinCurve} from "./thin.js";
import {wilsonInterval} from "../statistics/intervals.js";
import {binScores, CALIBRATION_BINS} from "./calibrationError.js";

/** Users scored at least `threshold`: how many there are and how many of them churned. */
export interface RankingPoint {
  threshold: number;
  n: number;
  churned: number;
}

/** One point per distinct score, falling; what the ROC, precision-recall and gains curves are drawn from. */
export interface RankingCurve {
  nRows: number;
  churned: number;
  points: RankingPoint[];
}

/**
 * Walks down the ranking and counts. Users with equal scores enter together.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function walkRanking(where: string, yTrue: ArrayLike<number>, score: ArrayLike<number>): RankingCurve {
  const {nRows, y, p, tieEnds} = rankScores(where, yTrue, score);
  const points: RankingPoint[] = [];
  let churned = 0;
  for (let g = 0, i = 0; g < tieEnds.length; ++g) {
    for (; i < tieEnds[g]; ++i) churned += y[i];
    points.push({threshold: p[i - 1], n: i, churned});
  }
  return {nRows, churned, points};
}

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
  return thinCurve(
    curve.map((d) => [d.share, d.captured] as const),
    {maxPoints}
  ).map((i) => curve[i]);
}

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
  return thinCurve(
    curve.map((d) => [d.recall, d.precision] as const),
    {maxPoints}
  ).map((i) => curve[i]);
}

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
  return thinCurve(
    curve.map((d) => [d.falsePositiveRate, d.truePositiveRate] as const),
    {maxPoints}
  ).map((i) => curve[i]);
}

/**
 * Reliability curve: users of similar score, the mean probability stated against the share that churned, from low scores to
 * high. The bins are those of {@link expectedCalibrationError}: equal counts, equal scores together.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @param options level of the Wilson intervals of the observed shares
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function calibrationCurve(
  yTrue: ArrayLike<number>,
  pHat: ArrayLike<number>,
  {bins = CALIBRATION_BINS, level = 0.95} = {}
): CalibrationBin[] {
  const scored = rankProbabilities("calibrationCurve", yTrue, pHat);
  return binScores(scored, unitWeights(scored), bins)
    .reverse()
    .map(({n, churned, scoreSum}) => {
      const {estimate, low, high} = wilsonInterval(churned, n, level);
      return {n, predicted: scoreSum / n, observed: estimate, low, high};
    });
}

/**
 * The four curves of one model, thinned, as the book keeps them.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function drawCurves(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): Curves {
  return {
    roc: rocCurve(yTrue, pHat).map((d) => [d.falsePositiveRate, d.truePositiveRate]),
    precisionRecall: precisionRecallCurve(yTrue, pHat).map((d) => [d.recall, d.precision]),
    gains: gainsCurve(yTrue, pHat).map((d) => [d.share, d.captured]),
    calibration: calibrationCurve(yTrue, pHat)
  };
}
