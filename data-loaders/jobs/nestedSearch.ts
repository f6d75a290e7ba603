import type {Listed} from "../../lib/named.js";
import type {FitContext} from "../../lib/fit/learners/learner.js";
import type {InnerBest, OuterFold} from "../../lib/fit/protocol/nestedCrossValidate.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {LearnerRef} from "./loadLearner.js";
import {getMetric} from "../../lib/metrics/metrics.js";
import {judgeOuter, searchInner} from "../../lib/fit/protocol/nestedCrossValidate.js";
import {loadLearner} from "./loadLearner.js";

/** One learner within one outer fold: its search, or, once one is chosen, its verdict. */
export interface NestedSearch {
  learner: LearnerRef;
  table: Table;
  y: Uint8Array;
  groups: Groups;
  periods: Int32Array | null;
  /** the outer fold of each row */
  outer: Uint8Array;
  fold: number;
  seed: number;
  /** a metric's name */
  metric: string;
  nTrials: Listed<number>;
  innerFolds: number;
  monotone: FitContext["monotone"];
  /** null: search */
  chosen: InnerBest | null;
}

export async function run({
  learner: ref,
  table,
  y,
  groups,
  periods,
  metric,
  chosen,
  ...options
}: NestedSearch): Promise<InnerBest | OuterFold | null> {
  const learner = await loadLearner(ref);
  const all = {...options, metric: getMetric(metric)};
  const data = {table, y, groups, periods};
  return chosen ? judgeOuter(learner, data, {...all, chosen}) : searchInner(learner, data, all);
}
