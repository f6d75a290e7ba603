import type {FitContext} from "../../lib/fit/learners/learner.js";
import type {Params} from "../../lib/book/common.js";
import type {LearningScore} from "../../lib/fit/protocol/learningCurve.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {LearnerRef} from "./loadLearner.js";
import {getMetric} from "../../lib/metrics/metrics.js";
import {fitShare} from "../../lib/fit/protocol/learningCurve.js";
import {loadLearner} from "./loadLearner.js";

/** One model's params on a share of the rows outside of one fold. */
export interface LearnShare {
  learner: LearnerRef;
  params: Params;
  table: Table;
  y: Uint8Array;
  groups: Groups;
  folds: Uint8Array;
  fold: number;
  share: number;
  /** a metric's name */
  metric: string;
  seed: number;
  monotone: FitContext["monotone"];
}

export async function run({learner, params, table, y, groups, metric, ...options}: LearnShare): Promise<LearningScore> {
  return fitShare(await loadLearner(learner), {table, y, groups}, params, {...options, metric: getMetric(metric)});
}
