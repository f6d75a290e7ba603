import type {CalibrationBin, Curves, EvidenceSet, Finalist} from "../book/models.js";
import type {ScoreGroup} from "../book/scores.js";
import type {Weighed} from "./scored.js";
import {MAX_CURVE_POINTS, thinCurve} from "./thin.js";
import type {Groups} from "../statistics/intervals.js";
import {effectiveWilson, rateOver, wilsonInterval} from "../statistics/intervals.js";
import {rowsByCode} from "../statistics/bins.js";
import {take} from "../dataset/table.js";
import {placeInGroups, weighGroups} from "./scoreGroups.js";
import {binScores, CALIBRATION_BINS} from "./calibrationError.js";
import {sumOf} from "../numbers.js";

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

/** Walks down the ranking and counts. Users with equal scores, or of one group, enter together. */
function walkRanking({scored: {y, p, tieEnds}, weights}: Weighed): RankingCurve {
  const points: RankingPoint[] = [];
  let [n, churned] = [0, 0];
  for (let g = 0, i = 0; g < tieEnds.length; ++g) {
    for (; i < tieEnds[g]; ++i) {
      n += weights[i];
      if (y[i] === 1) churned += weights[i];
    }
    points.push({threshold: p[i - 1], n, churned});
  }
  return {nRows: n, churned, points};
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
 * @param users both classes must occur
 * @param options maxPoints: Infinity keeps every corner
 */
export function gainsCurve(users: Weighed, {maxPoints = MAX_CURVE_POINTS} = {}): GainsPoint[] {
  const {nRows, churned, points} = walkRanking(users);
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
 * @param users both classes must occur
 * @param options maxPoints: Infinity keeps every corner
 * @see unthinned, agrees with sklearn.metrics.precision_recall_curve but for its added point (0, 1)
 */
export function precisionRecallCurve(users: Weighed, {maxPoints = MAX_CURVE_POINTS} = {}): PrecisionRecallPoint[] {
  const {churned, points} = walkRanking(users);
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
 * @param users both classes must occur
 * @param options maxPoints: Infinity keeps every corner
 * @see unthinned, agrees with sklearn.metrics.roc_curve
 */
export function rocCurve(users: Weighed, {maxPoints = MAX_CURVE_POINTS} = {}): RocPoint[] {
  const {nRows, churned, points} = walkRanking(users);
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
 * @param users both classes must occur
 * @param options level of the Wilson intervals of the observed shares; groups: of users one by one, whose each row is; effective: by bin, by
 *   how many rows drawn each by itself its share is known, where that is known beforehand; see {@link effectiveOfBins}
 */
export function calibrationCurve(
  {scored, weights}: Weighed,
  {
    bins = CALIBRATION_BINS,
    level = 0.95,
    groups = null,
    effective = null
  }: {bins?: number; level?: number; groups?: Groups; effective?: readonly number[] | null} = {}
): CalibrationBin[] {
  const {y, row} = scored;
  return binScores(scored, weights, bins)
    .reverse()
    .map(({from, to, n, churned, scoreSum}, k) => {
      const own = groups && Float64Array.from(row.subarray(from, to), (i) => groups[i]);
      const known = effective?.[k] ?? n;
      const {low, high} = own
        ? effectiveWilson(y.subarray(from, to), {groups: own, level})
        : wilsonInterval((churned / n) * known, known, level);
      return {n, predicted: scoreSum / n, observed: churned / n, low, high};
    });
}

/**
 * By bin of the calibration curve of score groups, low scores first, by how many rows drawn each by itself its share would be known as well:
 * two digits, for a book.
 *
 * @param users of the groups, and whose each row is
 */
export function effectiveOfBins(
  groups: readonly ScoreGroup[],
  {y, p, customers}: {y: ArrayLike<number>; p: ArrayLike<number>; customers: NonNullable<Groups>}
): number[] {
  const {scored, weights} = weighGroups(groups);
  const bins = binScores(scored, weights, CALIBRATION_BINS).reverse();
  const binOf = new Int32Array(groups.length);
  bins.forEach(({from, to}, k) => {
    for (const place of scored.row.subarray(from, to)) binOf[place >> 1] = k; // two places a group
  });
  const rows = rowsByCode(
    placeInGroups(groups, p).map((place) => binOf[place]),
    bins.length
  );
  return rows.map(
    (own) => rateOver(take(y, own, new Uint8Array(own.length)), take(customers, own, new Float64Array(own.length))).effective ?? own.length
  );
}

/**
 * The four curves of one model, thinned, as the book keeps them.
 *
 * @param users both classes must occur
 * @param effective by bin of the calibration curve; see {@link effectiveOfBins}
 */
export function drawCurves(users: Weighed, effective?: readonly number[] | null): Curves {
  return {
    roc: rocCurve(users).map((d) => [d.falsePositiveRate, d.truePositiveRate]),
    precisionRecall: precisionRecallCurve(users).map((d) => [d.recall, d.precision]),
    gains: gainsCurve(users).map((d) => [d.share, d.captured]),
    calibration: calibrationCurve(users, {effective})
  };
}

/** Curves with the users whom they were drawn from. */
export interface ShownCurves extends Curves {
  set: EvidenceSet;
}

/** Whether test rows leave open that a finalist ranks them no better than chance: no sentence of it may then claim more. */
export function mayRankByChance({test}: Pick<Finalist, "test">): boolean {
  const {estimate, low} = test.rocAuc;
  return (low ?? estimate) <= 0.5;
}

/** What a reader is shown first: the curves of test users, or, where these are too few for groups, of out-of-fold scores; or nothing. */
export function curvesToShow({curves}: Pick<Finalist, "curves">): ShownCurves | null {
  if (curves.test) return {...curves.test, set: "test"};
  return curves.outOfFold ? {...curves.outOfFold, set: "outOfFold"} : null;
}

/** A point of a curve: a share of users, and the share of churners found by then. */
export type CurvePoint = readonly [number, number];

/**
 * The height of a curve, straight between its points: the share of churners found among the top share of users, read off a gains
 * curve, or among whom so many retained are disturbed, off a ROC curve. Where it climbs upright, the upper end.
 *
 * @param curve from left to right, at least one point
 * @param x beyond the ends the curve goes on level
 */
export function heightAt(curve: readonly CurvePoint[], x: number): number {
  const after = curve.findIndex(([at]) => at > x);
  if (after === 0) return curve[0][1];
  const [x0, y0] = curve[after < 0 ? curve.length - 1 : after - 1];
  if (after < 0) return y0;
  const [x1, y1] = curve[after];
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

/**
 * How much higher one curve of shares lies than another, at equal steps: between the corners of two curves of steps their difference
 * only trembles.
 *
 * @param curve from 0 to 1, as `base` is
 * @param steps how many, >= 1
 * @returns [x, curve less base] at 0, 1 / steps, ..., 1
 */
export function curveDifference(curve: readonly CurvePoint[], base: readonly CurvePoint[], steps = 50): CurvePoint[] {
  return Array.from({length: steps + 1}, (_, i) => i / steps).map((x) => [x, heightAt(curve, x) - heightAt(base, x)]);
}

/** Groups larger than the smallest by more than this are of no equal size. */
const ABOUT_EQUAL = 1.5;

/** Whether groups hold about as many users each: where many score the same, they stand in one, and it may hold far more. */
export function areAboutEqual(bins: readonly Pick<CalibrationBin, "n">[]): boolean {
  const sizes = bins.map(({n}) => n).sort((a, b) => a - b);
  return (sizes.at(-1) ?? 0) <= ABOUT_EQUAL * (sizes[0] ?? 0);
}

/** What groups of similar score are called: tenths only where they are. */
export function groupNoun(bins: readonly Pick<CalibrationBin, "n">[]): "tenth" | "group" {
  return bins.length === 10 && areAboutEqual(bins) ? "tenth" : "group";
}

/**
 * The churn rate of all users of some groups together: that of the table, unless time parts those who are judged from those who were
 * learned from, and the rate moved.
 *
 * @param bins at least one
 */
export function rateOfAll(bins: readonly Pick<CalibrationBin, "n" | "observed">[]): number {
  return sumOf(bins.map(({n, observed}) => n * observed)) / sumOf(bins.map(({n}) => n));
}
