import type {FitContext} from "../../lib/fit/learners/learner.js";
import type {Params} from "../../lib/book/common.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {LearnerRef} from "./loadLearner.js";
import {scoreShuffled} from "../../lib/fit/protocol/shuffledLabels.js";
import {loadLearner} from "./loadLearner.js";

/** One model's params on one shuffle of the labels. */
export interface ShuffleOnce {
  learner: LearnerRef;
  params: Params;
  table: Table;
  y: Uint8Array;
  groups: Groups;
  folds: Uint8Array;
  seed: number;
  repeat: number;
  share: number;
  /** the one to judge by; all of them if absent */
  fold?: number;
  monotone: FitContext["monotone"];
}

/** The mean ROC AUC over the folds. */
export async function run({learner, params, table, y, groups, ...options}: ShuffleOnce): Promise<number> {
  return scoreShuffled(await loadLearner(learner), {table, y, groups}, params, options);
}
