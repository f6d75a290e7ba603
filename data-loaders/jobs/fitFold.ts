import type {FitContext} from "../../lib/fit/learners/learner.js";
import type {Params} from "../../lib/book/common.js";
import type {FoldResult} from "../../lib/fit/protocol/crossValidate.js";
import type {Table} from "../../lib/dataset/table.js";
import type {LearnerRef} from "./loadLearner.js";
import {take} from "../../lib/dataset/table.js";
import {tellMetrics} from "../../lib/metrics/tellMetrics.js";
import {runFold} from "../../lib/fit/protocol/crossValidate.js";
import {loadLearner} from "./loadLearner.js";

/** One learner with one set of params, fitted without one fold and scored on it. */
export interface FitFold {
  learner: LearnerRef;
  params: Params;
  /** in memory that all workers share; see shareTable */
  table: Table;
  y: Uint8Array;
  folds: Uint8Array;
  fold: number;
  seed: number;
  /** names the trial's randomness */
  trial: string;
  monotone: FitContext["monotone"];
}

/** What came of it; a fit that throws is an answer too, while anything else that goes wrong is an error of the job. */
export type FoldAnswer = {seconds: number} & ({error: null; result: FoldResult} | {error: string});

export async function run({learner: ref, table, y, params, ...options}: FitFold): Promise<FoldAnswer> {
  const learner = await loadLearner(ref);
  const started = performance.now();
  const secondsSince = (): number => (performance.now() - started) / 1000;
  try {
    const result = runFold(learner, {table, y}, params, options);
    const metrics = tellMetrics(take(y, result.rows, new Uint8Array(result.rows.length)), result.scores, result.metrics);
    return {error: null, result: {...result, metrics}, seconds: secondsSince()};
  } catch (error) {
    return {error: error instanceof Error ? error.message : String(error), seconds: secondsSince()};
  }
}
