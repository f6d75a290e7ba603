import type {Estimate, ToldScores} from "../book/common.js";
import type {ScoreGroup} from "../book/scores.js";
import type {Cell} from "../groups.js";
import type {Confusion} from "./confusion.js";
import type {MetricName} from "./metrics.js";
import {SCORE_GRID} from "../book/scores.js";
import {checkLabels} from "../check.js";
import {addCells, countBins, MIN_GROUP, roundTo} from "../groups.js";
import {sumOf} from "../numbers.js";
import {roundFigures} from "../statistics/roundFigures.js";
import {summariseFolds} from "../statistics/foldScores.js";
import {accuracyOf, f1Of, precisionOf, recallOf} from "./confusion.js";
import {fromMetrics, METRIC_NAMES, metrics} from "./metrics.js";
import {isGroup} from "./isGroup.js";
import {weighLift} from "./rankingMetrics.js";
import {checkScores, rankProbabilities, unitWeights} from "./scored.js";
import {MIN_CLASS} from "./scoreGroups.js";
import {tellOnStep} from "./tellFew.js";

/** Digits of a metric that leaves. */
const DIGITS = 6;

/** Metrics of one line, 0.5: they give the users on either side of it away. */
const AT_HALF: Partial<Record<MetricName, (confusion: Confusion) => number>> = {
  accuracy: accuracyOf,
  f1AtHalf: f1Of,
  recallAtHalf: recallOf,
  precisionAtHalf: precisionOf
};

/** The metric of the top tenth alone, who may be few, and whom no group's edge parts from the others. */
export const LIFT = "liftAtTenPercent" satisfies MetricName;

/** The names of {@link AT_HALF}. */
export const METRICS_AT_HALF = METRIC_NAMES.filter((name) => name in AT_HALF);

/**
 * Which users count as called churned in metrics of the line at 0.5, so that none of these tells of a group that may not be told
 * ({@link isGroup}): nearly those who score 0.5 or more. Where the scores' groups are told too, those above the edge for which fewest
 * users change sides, nobody included, since a line between two edges would part a group. Where they are not, those above 0.5, but nobody
 * where one side holds too few; and where a side of enough users lacks one class, {@link MIN_CLASS} of it count as if they stood there.
 *
 * @param groups the scores' groups, from the highest down; null: none are told
 * @returns 1: called churned; 0: not. By user, in the order given; with a line at 0.5 metrics judge it as they do scores
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function toldSides(yTrue: ArrayLike<number>, pHat: ArrayLike<number>, groups: readonly ScoreGroup[] | null = null): Float64Array {
  checkLabels("toldSides", yTrue);
  checkScores("toldSides", yTrue.length, pHat);
  const sides = sidesOf(pHat, groups ? toldLine(pHat, groups) : 0.5);
  return groups || areTold(countSides(sides, yTrue)) ? sides : lendOf(sides, yTrue);
}

/**
 * Metrics that cannot be told of these scores: those of users called churned at 0.5, where somebody is called, and so few are, or so few are
 * not, that {@link toldSides} counts nobody, or everybody. What it then makes of them, such as 0, is no figure of the model: it must not leave.
 *
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function untoldMetrics(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): MetricName[] {
  const isOne = ({length}: ArrayLike<number>, called: number): boolean => called === 0 || called === length;
  if (isOne(pHat, sumOf(sidesOf(pHat, 0.5)))) return [];
  return isOne(pHat, sumOf(toldSides(yTrue, pHat))) ? metrics.filter((d) => d.isOfCalled).map(({name}) => name) : [];
}

function sidesOf(pHat: ArrayLike<number>, line: number): Float64Array {
  return Float64Array.from(pHat, (p) => Number(p >= line));
}

/** The edge that stands for a line at 0.5, see {@link toldSides}; 0.5 where it parts the same users. Infinity: nobody is called churned. */
function toldLine(pHat: ArrayLike<number>, groups: readonly ScoreGroup[]): number {
  const called = sumOf(sidesOf(pHat, 0.5));
  let best = {line: called === 0 ? 0.5 : Infinity, moved: called};
  let above = 0;
  for (const {n, from} of groups) {
    above += n;
    const moved = Math.abs(above - called);
    if (moved < best.moved) best = {line: moved === 0 ? 0.5 : from / SCORE_GRID, moved};
  }
  return best.line;
}

/**
 * The line at which {@link toldSides} counts: {@link toldLine}, at most 1, where nobody is called churned; without groups 0.5, or 1 where
 * so few are called that nobody counts as called, or 0 where everybody does.
 *
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function lineOfSides(yTrue: ArrayLike<number>, pHat: ArrayLike<number>, groups: readonly ScoreGroup[] | null): number {
  if (groups) return Math.min(1, toldLine(pHat, groups));
  if (untoldMetrics(yTrue, pHat).length === 0) return 0.5;
  return toldSides(yTrue, pHat)[0] === 1 ? 0 : 1;
}

/** Whether both sides may be told of: one is empty, or each is a group, or the two are the classes, which a ROC AUC of 1 says as well. */
function areTold([above, below]: Sides): boolean {
  if (above.n === 0 || below.n === 0) return true;
  const isFaultless = above.churned === above.n && below.churned === 0;
  return isFaultless ? above.n >= MIN_GROUP && below.n >= MIN_GROUP : isGroup(above) && isGroup(below);
}

/**
 * Whether an edge of all scores may lie at 0.5 where metrics of that line are told by fold: folds whose numbers are not told as they are
 * hold nobody together on a side, or a group; else what the others have, taken from all, would tell of them.
 *
 * @param folds by user, in the order of the scores
 */
export function isHalfTold(yTrue: ArrayLike<number>, pHat: ArrayLike<number>, folds: ArrayLike<number>): boolean {
  const codes = sidesOf(pHat, 0.5).map((isAbove, i) => 2 * folds[i] + 1 - isAbove);
  const nFolds = 1 + codes.reduce((last, code) => Math.max(last, code >> 1), 0);
  const cells = countBins(codes, yTrue, 2 * nFolds);
  const untold = Array.from({length: nFolds}, (_, fold): Sides => [cells[2 * fold], cells[2 * fold + 1]]).filter((d) => !areTold(d));
  return [0, 1].every((side) => {
    const cell = addCells(untold.map((counts) => counts[side]));
    return cell.n === 0 || isGroup(cell);
  });
}

type Sides = readonly [above: Cell, below: Cell];

function countSides(sides: ArrayLike<number>, yTrue: ArrayLike<number>): Sides {
  const above = {n: 0, churned: 0};
  const below = {n: 0, churned: 0};
  for (let i = 0; i < sides.length; ++i) {
    const cell = sides[i] ? above : below;
    ++cell.n;
    cell.churned += yTrue[i];
  }
  return [above, below];
}

/** Sides that may not be told, with what either lacks lent by the other. */
function lendOf(sides: Float64Array, yTrue: ArrayLike<number>): Float64Array {
  const counts = countSides(sides, yTrue);
  const lent = sides.slice();
  for (const [k, {n, churned}] of counts.entries()) {
    for (const label of [0, 1]) {
      const lacks = n < MIN_GROUP ? 0 : MIN_CLASS - (label === 1 ? churned : n - churned);
      const side = k === 0 ? 1 : 0;
      for (let i = 0, moved = 0; i < sides.length && moved < lacks; ++i) {
        if (yTrue[i] !== label || sides[i] === side) continue;
        lent[i] = side;
        ++moved;
      }
    }
  }
  if (areTold(countSides(lent, yTrue))) return lent;
  const [above, below] = counts;
  return new Float64Array(sides.length).fill(Number(above.n > below.n));
}

/** The share of users on top whose lift is told. */
const TOP = 0.1;

/**
 * Scores for the lift of the top tenth: as they are where these users may be told of ({@link isGroup}); else as many of the highest are
 * tied as may be, so that the lift takes of them in proportion.
 *
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function tieTop(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): ArrayLike<number> {
  const {row, y, p, tieEnds} = rankProbabilities("tieTop", yTrue, pHat);
  const top = {n: 0, churned: 0};
  for (const end of tieEnds) {
    const isMore = top.n >= TOP * y.length;
    for (; top.n < end; ++top.n) top.churned += y[top.n];
    if (top.n < TOP * y.length || (!isGroup(top) && top.n < y.length)) continue;
    if (!isMore) return pHat;
    break;
  }
  const tied = Float64Array.from(pHat);
  for (let i = 0; i < top.n; ++i) tied[row[i]] = p[top.n - 1];
  return tied;
}

function tellLift(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): number {
  const scored = rankProbabilities("tellLift", yTrue, tieTop(yTrue, pHat));
  return weighLift(scored, unitWeights(scored), TOP);
}

/**
 * Metrics as they may be told: with {@link DIGITS} digits, those of 0.5 by {@link toldSides}, and the lift by {@link tellLift}.
 *
 * @param scores by metric, of the same labels and probabilities
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function tellMetrics<K extends MetricName>(
  yTrue: ArrayLike<number>,
  pHat: ArrayLike<number>,
  scores: Readonly<Record<K, number>>
): Record<K, number> {
  const [above, below] = countSides(toldSides(yTrue, pHat), yTrue);
  const confusion = {
    truePositive: above.churned,
    falsePositive: above.n - above.churned,
    falseNegative: below.churned,
    trueNegative: below.n - below.churned
  };
  const isTopTold = (lift: number): boolean => isGroup({n: TOP * yTrue.length, churned: TOP * lift * (above.churned + below.churned)});
  const tell = (name: MetricName, score: number): number =>
    name === LIFT && !isTopTold(score) ? tellLift(yTrue, pHat) : (AT_HALF[name]?.(confusion) ?? score);
  const told = Object.entries<number>(scores).map(([name, score]) => [name, roundTo(tell(name as MetricName, score), DIGITS)]);
  return Object.fromEntries(told) as Record<K, number>;
}

/** Metrics of one fold, and which of them cannot be told; these stand for choices alone, as if nobody were called. */
export interface ToldFold {
  metrics: Readonly<Record<MetricName, number>>;
  untold: readonly MetricName[];
}

/** A fold's metrics as they may be told; see {@link tellMetrics} and {@link untoldMetrics}. */
export function tellFold(yTrue: ArrayLike<number>, pHat: ArrayLike<number>, scores: Readonly<Record<MetricName, number>>): ToldFold {
  return {metrics: tellMetrics(yTrue, pHat, scores), untold: untoldMetrics(yTrue, pHat)};
}

/** Fold scores by metric, in fold order: the door through which they leave. @param folds at least one */
export function tellFolds(folds: readonly ToldFold[]): ToldScores {
  const told = METRIC_NAMES.filter((name) => !folds.some(({untold}) => untold.includes(name)));
  return roundFigures(
    Object.fromEntries(told.map((name) => [name, summariseFolds(folds.map((d) => d.metrics[name]))])) as unknown as ToldScores
  );
}

type Estimates = Readonly<Record<MetricName, Estimate>>;

/** Metrics with their intervals, with {@link DIGITS} digits, or on a step ({@link tellOnStep}). */
export function roundEstimates(estimates: Estimates, step: number | null = null): Estimates {
  const round = (value: number): number => roundTo(value, DIGITS);
  return fromMetrics(METRIC_NAMES, (name): Estimate => {
    const {line} = estimates[name];
    const {estimate, low, high, byChance, step: told} = tellOnStep(estimates[name], step);
    const more = {
      ...(byChance ? {byChance: round(byChance)} : {}),
      ...(line === undefined ? {} : {line}),
      ...(told === undefined ? {} : {step: told})
    };
    if (low === null) return {estimate: round(estimate), low, high, ...more};
    return {estimate: round(estimate), low: round(low), high: round(high), ...more};
  });
}
