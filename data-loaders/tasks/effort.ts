import type {ProtocolDefinition} from "../../lib/dataset/definition.js";
import {DEFAULT_SHARES} from "../../lib/fit/protocol/learningCurve.js";

/**
 * Rows that answer a question as well as all rows would. Each is so many that what chance leaves open is small beside what
 * the answer is used for; where there are fewer, all are taken.
 */
export const ENOUGH = {
  /** a shuffle's ROC AUC has a standard error of some 0.004 there, and the mean of eight one of 0.0015: a leak shows by far more */
  shuffles: 25_000,
  /** two neighbouring points of a learning curve differ by less than the error of their difference long before */
  learning: 50_000,
  /** a column that gives away 1 in 1,000 labels still has 200 pure users there; 35 can be told */
  columns: 200_000,
  /** the increase in log loss has a standard error of 0.0005 or so there, and states it */
  importance: 10_000,
  /** a mean score has a standard error of half a point there at the most, and that of a step of a curve is far smaller */
  shapes: 1_000,
  /** of two inputs that go together a few cells hold most users, and the others still enough to be told */
  maps: 10_000,
  /** a refit is one step from the fitted weights, and as far as all users' would be; the curvature of 20,000 users is within 1 % */
  refits: 20_000,
  /** what a distance between users and the draw of synthetic ones rest on: quantiles to half a percent, correlations to 0.01 */
  likeness: 20_000
} as const;

/** Cells, rows times inputs, that a fit of the checks may read: 50,000 rows of 50 inputs. A fit takes as long as it reads cells, or longer. */
const MOST_CELLS = 2_500_000;
/** Where a fit reads more, models are fitted fewer times: what fewer folds leave open is stated beside the answer. */
const MANY_CELLS = 1_000_000;

/** {@link ENOUGH} rows to fit on, of a table of so many inputs: of a very wide one as many as {@link MOST_CELLS} hold. */
export function enoughToFit(question: "shuffles" | "learning", nInputs: number): number {
  return Math.min(ENOUGH[question], Math.floor(MOST_CELLS / nInputs));
}

/**
 * How long one fold of a trial takes beside one of logistic regression, on average over a search on 12,800 rows of 11, 40 and 150
 * inputs, and of the best trial on 20,000, 800,000 and 2,000,000 rows of 11, where boosting takes four times as long as an additive model. A learner
 * that is not named takes as long.
 */
const FIT_WORK = new Map([
  ["baseline", 0.3],
  ["additive", 7],
  ["tree", 1.2],
  ["forest", 7],
  ["boosting", 9]
]);

export function workOfFit(learner: string): number {
  return FIT_WORK.get(learner) ?? 1;
}

/** How much work the checks of one model may cost. Fixed by the learner, never by the clock, so that results repeat. */
export interface Effort {
  /** shuffles of the labels */
  shuffles: number;
  /** of the rows, fitted on under shuffled labels */
  shuffleShare: number;
  /** points of the learning curve */
  shares: readonly number[];
}

/** On how many of the folds the checks fit, by the cells that a fit reads. */
export interface FoldEffort {
  /**
   * a shuffle is judged by: all, or one, the next shuffle by the next. Of 16,000 rows in five folds, one fold's ROC AUC has a standard
   * error of 0.013, and the mean of five shuffles one of 0.006; the check tells its interval
   */
  ofShuffle: "all" | "one";
  /** whose mean a point of the learning curve is: three of five leave a standard error 1.3 times as large, which the curve draws */
  ofCurve: number;
}

/** @param nRows of the table, of which {@link enoughToFit} are taken */
export function foldEffortFor({nRows, nInputs, nFolds}: {nRows: number; nInputs: number; nFolds: number}): FoldEffort {
  const isWide = (question: "shuffles" | "learning"): boolean => Math.min(nRows, enoughToFit(question, nInputs)) * nInputs > MANY_CELLS;
  return {ofShuffle: isWide("shuffles") ? "one" : "all", ofCurve: isWide("learning") ? Math.min(3, nFolds) : nFolds};
}

/** A fit that takes no longer than this beside one of logistic regression counts as quick. */
const QUICK = 2;
const FULL_MEASURE: Effort = {shuffles: 8, shuffleShare: 1, shares: DEFAULT_SHARES};
const SMALL_MEASURE: Effort = {shuffles: 5, shuffleShare: 0.2, shares: [0.1, 0.3, 1]};

/** Single trees and logistic regression get full measure; curves, forests and boosting, which take longer to fit, a smaller one. @param learner its name */
export function effortFor(learner: string): Effort {
  return workOfFit(learner) <= QUICK ? FULL_MEASURE : SMALL_MEASURE;
}

/**
 * Of the search on shuffled labels, which runs every trial of every learner: fitted to one shuffle on a share of the rows, and judged on
 * `deals` deals of the labels. Some `mostRows` at the most, since what is fitted to noise is noise, of however many rows; `leastRows` where
 * there are so many, since of thirty no tree finds a split, and the best of many rankings is that of few. A second fit moves nothing that
 * more deals would not. Fewer deals than 20 have no 95th percentile.
 */
export const LUCK = {deals: 40, share: 0.1, leastRows: 500, mostRows: 1_000} as const;

/** About how many jobs an honesty task has, before it is known whose, for the estimate of the end. @param nRows to train on */
export function countHonestyJobs(of: {nRows: number; nInputs: number; nFolds: number}): number {
  const {ofCurve} = foldEffortFor(of);
  const [least, most] = [SMALL_MEASURE, FULL_MEASURE].map(({shuffles, shares}) => 1 + shuffles + shares.length * ofCurve);
  return Math.round((least + most) / 2);
}

/** About how many rows of a table finalists are fitted on, and trials see; for the estimate of the end. */
export function foreseeRows(nRows: number, {testShare, fitRows, searchRows}: ProtocolDefinition): {fitted: number; searched: number} {
  const fitted = Math.min(fitRows, (1 - testShare) * nRows);
  return {fitted, searched: Math.min(searchRows, fitted)};
}

/** Whether trials see all rows that finalists are fitted on: then these are cross-validated already. */
export function isSearchedWhole(nRows: number, protocol: ProtocolDefinition): boolean {
  const {fitted, searched} = foreseeRows(nRows, protocol);
  return fitted === searched;
}
