import type {FoldScores, Params} from "../../book/common.js";
import type {FitContext, Learner, TrainingData} from "../learners/learner.js";
import type {Metric} from "../../metrics/metrics.js";
import {check, someOf} from "../../check.js";
import {createScorer} from "../../model/scorer.js";
import {forkRandom} from "../../random.js";
import {summariseFolds} from "../../statistics/foldScores.js";
import {takeData} from "./crossValidate.js";
import {rowsOfFold, takeGroups, takeShare} from "./folds.js";

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
  monotone?: FitContext["monotone"];
}

export const DEFAULT_SHARES: readonly number[] = [0.05, 0.1, 0.2, 0.4, 0.7, 1];

/** One share of one fold's training rows: a piece of work for one core. */
export interface LearningPiece {
  share: number;
  fold: number;
}

/**
 * Would more rows help? Each piece fits on a share of the other folds' rows and scores the fold held out ({@link fitShare}), in
 * any order and on any core; {@link gatherLearning} puts them together. Shares are stratified and each holds the smaller ones.
 *
 * @param shares of the rows of the other folds
 * @throws if a share is out of (0, 1]
 */
export function planLearning(shares: readonly number[], nFolds: number): LearningPiece[] {
  const strangers = shares.filter((share) => !(share > 0 && share <= 1));
  check(strangers.length === 0, {where: "planLearning", rule: "shares must lie in (0, 1]", got: someOf(strangers)});
  return shares.flatMap((share) => Array.from({length: nFolds}, (_, fold) => ({share, fold})));
}

/** What one piece gives. */
export interface LearningScore extends LearningPiece {
  nRows: number;
  heldOut: number;
  fitted: number;
}

/**
 * Fits on a share of the other folds' rows, and scores them and the rows held out.
 *
 * @param data train rows only
 * @param options share: in (0, 1]; one that leaves a class without rows takes one row of it
 */
export function fitShare(learner: Learner, data: TrainingData, params: Params, options: LearningOptions & LearningPiece): LearningScore {
  const {folds, seed, metric, share, fold, monotone} = options;
  const {fit, heldOut} = rowsOfFold(folds, fold);
  const others = takeData(data, fit);
  const rows = others.groups ? takeGroups(others.groups, others.y, {share, name: [seed, fold]}) : takeShare(others.y, share, [seed, fold]);
  const known = takeData(others, rows);
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
