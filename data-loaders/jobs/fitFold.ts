import type {FitContext} from "../../lib/fit/learners/learner.js";
import type {Params} from "../../lib/book/common.js";
import type {FoldResult, OpenFold} from "../../lib/fit/protocol/crossValidate.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {LearnerRef} from "./loadLearner.js";
import type {ToldFold} from "../../lib/metrics/tellMetrics.js";
import {tellFold} from "../../lib/metrics/tellMetrics.js";
import {fitFold, openFold} from "../../lib/fit/protocol/crossValidate.js";
import {loadLearner} from "./loadLearner.js";

/** One learner with some sets of params, each fitted without one fold and scored on it. The fold's rows are read once for all of them. */
export interface FitFold {
  learner: LearnerRef;
  /** each with the name of its randomness */
  trials: readonly {id: string; params: Params}[];
  /** in memory that all workers share; see shareTable */
  table: Table;
  y: Uint8Array;
  groups: Groups;
  folds: Uint8Array;
  fold: number;
  seed: number;
  monotone: FitContext["monotone"];
}

/** A fold's result with its metrics as they may be told. */
export type ToldResult = Omit<FoldResult, "metrics"> & ToldFold;

/** What came of a trial; a fit that throws is an answer too, while anything else that goes wrong is an error of the job. */
export type FoldAnswer = {seconds: number} & ({error: null; result: ToldResult} | {error: string});

/** One answer per trial, in their order. */
export async function run({learner: ref, trials, table, y, groups, ...options}: FitFold): Promise<FoldAnswer[]> {
  const learner = await loadLearner(ref);
  const opened = openFold({table, y, groups}, options);
  return trials.map(({id, params}) => {
    const started = performance.now();
    const secondsSince = (): number => (performance.now() - started) / 1000;
    try {
      const result = fitFold(learner, opened, params, {...options, trial: id});
      return {error: null, result: tellResult(result, opened), seconds: secondsSince()};
    } catch (error) {
      return {error: error instanceof Error ? error.message : String(error), seconds: secondsSince()};
    }
  });
}

function tellResult(result: FoldResult, {unseen}: OpenFold): ToldResult {
  return {...result, ...tellFold(unseen.y, result.scores, result.metrics)};
}
