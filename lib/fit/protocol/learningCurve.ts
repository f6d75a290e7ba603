import type {FoldScores, Params} from "../../book/common.js";
import type {FitContext, Learner, TrainingData} from "../learners/learner.js";
import type {Metric} from "../../metrics/metrics.js";
import {check, someOf} from "../../check.js";
import {createScorer} from "../../model/scorer.js";
import {forkRandom} from "../../random.js";
import {summariseFolds} from "../../statistics/foldScores.js";
import {takeData} from "./crossValidate.js";
import {countFolds, rowsOfFold, takeShare} from "./folds.js";

export interface LearningPoint {
  /** rows fitted on, on average over the folds */
  nRows: number;
  share: number;
  /** on the rows held out */
  heldOut: FoldScores;
  /** on the rows fitted on; the gap to heldOut is overfitting. Not a score to report */
  fitted: FoldScores;
}

export interface LearningOptions {
  folds: ArrayLike<number>;
  seed: string | number;
  metric: Metric;
  /** of the rows of the other folds, each in (0, 1] */
  shares?: readonly number[];
  monotone?: FitContext["monotone"];
}

export const DEFAULT_SHARES: readonly number[] = [0.05, 0.1, 0.2, 0.4, 0.7, 1];

/**
 * Would more rows help? Fits on growing shares of the other folds' rows and scores the fold held out. Shares are stratified
 * and each holds the smaller ones.
 *
 * @param data train rows only
 * @throws if a share is out of (0, 1]; a share that leaves a class without rows takes one row of it
 */
export function learningCurve(learner: Learner, data: TrainingData, params: Params, options: LearningOptions): LearningPoint[] {
  const {folds, shares = DEFAULT_SHARES} = options;
  const pieces = planLearning(shares, countFolds(folds));
  return gatherLearning(pieces.map((piece) => fitShare(learner, data, params, {...options, ...piece})));
}

/** One share of one fold's training rows: a piece of work for one core. */
export interface LearningPiece {
  share: number;
  fold: number;
}

/** @throws if a share is out of (0, 1] */
export function planLearning(shares: readonly number[], nFolds: number): LearningPiece[] {
  const strangers = shares.filter((share) => !(share > 0 && share <= 1));
  check(strangers.length === 0, {where: "learningCurve", rule: "shares must lie in (0, 1]", got: someOf(strangers)});
  return shares.flatMap((share) => Array.from({length: nFolds}, (_, fold) => ({share, fold})));
}

/** What one piece gives. */
export interface LearningScore extends LearningPiece {
  nRows: number;
  heldOut: number;
  fitted: number;
}

/** Fits on a share of the other folds' rows; see {@link learningCurve}. */
export function fitShare(
  learner: Learner,
  data: TrainingData,
  params: Params,
  options: Omit<LearningOptions, "shares"> & LearningPiece
): LearningScore {
  const {folds, seed, metric, share, fold, monotone} = options;
  const {fit, heldOut} = rowsOfFold(folds, fold);
  const others = takeData(data, fit);
  const known = takeData(others, takeShare(others.y, share, [seed, fold]));
  const model = learner.fit(known, params, {random: forkRandom(seed, learner.name, "learning curve", share, fold), monotone});
  const scorer = createScorer(model, {unknownLevel: "missing"});
  const score = (part: TrainingData): number => metric.score(part.y, scorer.scoreTable(part.table));
  return {share, fold, nRows: known.y.length, heldOut: score(takeData(data, heldOut)), fitted: score(known)};
}

/** Puts the pieces together, in whatever order they came; one point per share, rising. */
export function gatherLearning(scores: readonly LearningScore[]): LearningPoint[] {
  const shares = [...new Set(scores.map((d) => d.share))].sort((a, b) => a - b);
  return shares.map((share) => {
    const points = scores.filter((d) => d.share === share).sort((a, b) => a.fold - b.fold);
    return {
      share,
      nRows: Math.round(points.reduce((sum, d) => sum + d.nRows, 0) / points.length),
      heldOut: summariseFolds(points.map((d) => d.heldOut)),
      fitted: summariseFolds(points.map((d) => d.fitted))
    };
  });
}
