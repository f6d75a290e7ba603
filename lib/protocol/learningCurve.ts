import type {FoldScores} from "../book/common.js";
import {check, someOf} from "../check.js";
import type {FitContext, Learner, Params, TrainingData} from "../learners/learner.js";
import type {Metric} from "../metrics/metrics.js";
import {createScorer} from "../model/scorer.js";
import {forkRandom, shuffled} from "../random.js";
import {summariseFolds} from "../statistics/standardError.js";
import {takeData} from "./crossValidate.js";
import {countFolds, rowsOfFold} from "./folds.js";
import {rowsWith} from "./split.js";

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
  const {folds, seed, metric, shares = DEFAULT_SHARES, monotone} = options;
  const strangers = shares.filter((share) => !(share > 0 && share <= 1));
  check(strangers.length === 0, {where: "learningCurve", rule: "shares must lie in (0, 1]", got: someOf(strangers)});
  return shares.map((share) => {
    const points = Array.from({length: countFolds(folds)}, (_, fold) => {
      const {fit, heldOut} = rowsOfFold(folds, fold);
      const known = takeData(data, takeShare(takeData(data, fit).y, share, [seed, fold]).map((i) => fit[i]));
      const random = forkRandom(seed, learner.name, "learning curve", share, fold);
      const model = learner.fit(known, params, {random, monotone});
      const scorer = createScorer(model);
      const score = (part: TrainingData): number => metric.score(part.y, scorer.scoreTable(part.table));
      return {nRows: known.y.length, heldOut: score(takeData(data, heldOut)), fitted: score(known)};
    });
    return {
      share,
      nRows: Math.round(points.reduce((sum, d) => sum + d.nRows, 0) / points.length),
      heldOut: summariseFolds(points.map((d) => d.heldOut)),
      fitted: summariseFolds(points.map((d) => d.fitted))
    };
  });
}

/** The first rows of each class in a random order that is the same for every share; rising. */
function takeShare(y: Uint8Array, share: number, name: (string | number)[]): Int32Array {
  const rows = [0, 1].flatMap((label) => {
    const order = shuffled(rowsWith(y, label), forkRandom(name[0], "learning curve rows", name[1], label));
    return order.slice(0, Math.max(1, Math.round(share * order.length)));
  });
  return Int32Array.from(rows).sort();
}
