import type {FitContext, Learner, TrainingData} from "../learners/learner.js";
import type {Params} from "../../book/common.js";
import type {MetricName} from "../../metrics/metrics.js";
import {check} from "../../check.js";
import {fromMetrics, METRIC_NAMES, scoreAll} from "../../metrics/metrics.js";
import {createScorer} from "../../model/scorer.js";
import {forkRandom} from "../../random.js";
import {take, takeRows} from "../../dataset/table.js";
import {countFolds, judgedRows, rowsOfFold, takeShare} from "./folds.js";

export interface FoldOptions {
  /** length n, the fold in which each row is held out */
  folds: ArrayLike<number>;
  seed: string | number;
  /** which trial this is; part of the name under which randomness is drawn */
  trial?: string | number;
  metrics?: readonly MetricName[];
  monotone?: FitContext["monotone"];
  /** fit on this share of the other folds' rows, stratified; all of them by default. The fold held out stays whole */
  share?: number;
}

/** What one fold of one trial gives. */
export interface FoldResult {
  fold: number;
  /** the rows held out, rising */
  rows: Int32Array;
  /** their probabilities by a model fitted on all other rows */
  scores: Float64Array;
  metrics: Readonly<Record<MetricName, number>>;
}

export interface CrossValidation {
  /** by metric: one number per fold, in fold order */
  foldScores: Record<MetricName, number[]>;
  /** length n: each row's probability by the model that did not see it; NaN where no fold holds the row out */
  outOfFold: Float64Array;
}

/** The rows of one fold, taken once for all trials that are fitted without it. */
export interface OpenFold {
  fold: number;
  /** the rows held out, rising */
  heldOut: Int32Array;
  shown: TrainingData;
  unseen: TrainingData;
}

/**
 * @param data train rows only
 * @throws if the lengths differ, or there is no such fold
 */
export function openFold(
  data: TrainingData,
  {folds, fold, seed, share = 1}: Pick<FoldOptions, "folds" | "seed" | "share"> & {fold: number}
): OpenFold {
  check(folds.length === data.y.length && data.table.nRows === data.y.length, {
    where: "runFold",
    rule: `there must be one fold and one label per row (${data.table.nRows})`,
    got: `${folds.length} folds and ${data.y.length} labels`
  });
  const {fit, heldOut} = rowsOfFold(folds, fold);
  check(heldOut.length > 0, {where: "runFold", rule: "the fold must hold rows out", got: `fold ${fold} of ${countFolds(folds)}`});
  const shown = share < 1 ? takeShareOf(fit, data.y, {share, name: [seed, fold]}) : fit;
  return {fold, heldOut, shown: takeData(data, shown), unseen: takeData(data, heldOut)};
}

/**
 * Fits one trial on the rows that a fold shows and scores those that it holds out. The piece of work that a worker does: it draws its
 * randomness under its own name (seed, learner, trial, fold), so neither the order of the pieces nor the number of workers changes a result.
 *
 * @throws if fitting or scoring throws
 */
export function fitFold(
  learner: Learner,
  {fold, heldOut, shown, unseen}: OpenFold,
  params: Params,
  {seed, trial = "only", metrics = METRIC_NAMES, monotone}: Omit<FoldOptions, "folds" | "share">
): FoldResult {
  const random = forkRandom(seed, learner.name, trial, fold);
  const model = learner.fit(shown, params, {random, monotone});
  const scores = createScorer(model, {unknownLevel: "missing"}).scoreTable(unseen.table);
  return {fold, rows: heldOut, scores, metrics: scoreAll(unseen.y, scores, metrics)};
}

/** As {@link fitFold}, of a fold that is opened for this trial alone; throws as both. @param data train rows only */
export function runFold(learner: Learner, data: TrainingData, params: Params, options: FoldOptions & {fold: number}): FoldResult {
  return fitFold(learner, openFold(data, options), params, options);
}

/**
 * k-fold cross-validation on train rows.
 *
 * @param data train rows only
 * @throws if the lengths differ, or fitting or scoring throws
 */
export function crossValidate(learner: Learner, data: TrainingData, params: Params, options: FoldOptions): CrossValidation {
  const results = Array.from({length: countFolds(options.folds)}, (_, fold) => runFold(learner, data, params, {...options, fold}));
  return gatherFolds(results, options);
}

/**
 * Puts the folds of one trial together, in whatever order they came.
 *
 * @param results every fold once
 * @param options folds: of the rows, as the results were made with
 * @throws if a row that a fold holds out has no score, or two
 */
export function gatherFolds(
  results: readonly FoldResult[],
  {folds, metrics = METRIC_NAMES}: Pick<FoldOptions, "folds" | "metrics">
): CrossValidation {
  const inOrder = [...results].sort((a, b) => a.fold - b.fold);
  const outOfFold = new Float64Array(folds.length).fill(NaN);
  let scored = 0;
  for (const {rows, scores} of inOrder) {
    rows.forEach((row, i) => (outOfFold[row] = scores[i]));
    scored += rows.length;
  }
  const judged = judgedRows(folds);
  check(scored === judged.length && !judged.some((row) => Number.isNaN(outOfFold[row])), {
    where: "gatherFolds",
    rule: `each of the ${judged.length} rows must be held out once`,
    got: `${scored} scores from folds ${inOrder.map((d) => d.fold).join(", ")}`
  });
  return {foldScores: fromMetrics(metrics, (name) => inOrder.map((d) => d.metrics[name])), outOfFold};
}

/** A stratified share of some rows. Only these are copied then: what a small fit would wait for most is a copy of all the others. */
function takeShareOf(rows: Int32Array, y: Uint8Array, {share, name}: {share: number; name: (string | number)[]}): Int32Array {
  const places = takeShare(take(y, rows, new Uint8Array(rows.length)), share, name);
  return take(rows, places, new Int32Array(places.length));
}

/** Some rows of train data. */
export function takeData({table, y, groups = null, periods = null}: TrainingData, rows: ArrayLike<number>): TrainingData {
  return {
    table: takeRows(table, rows),
    y: take(y, rows, new Uint8Array(rows.length)),
    groups: groups && take(groups, rows, new Int32Array(rows.length)),
    periods: periods && take(periods, rows, new Int32Array(rows.length))
  };
}
