import type {FitContext} from "../../lib/learners/learner.js";
import type {MetricName} from "../../lib/metrics/metrics.js";
import {searchShuffled} from "../../lib/protocol/honesty/bestOfShuffled.js";
import type {Trial} from "../../lib/protocol/search.js";
import type {Table} from "../../lib/table/table.js";
import {loadLearner} from "./loadLearner.js";
import type {LearnerRef} from "./loadLearner.js";

/** One trial on one shuffle of the labels. */
export interface ShuffledTrial {
  learner: LearnerRef;
  trial: Trial;
  table: Table;
  y: Uint8Array;
  folds: Uint8Array;
  seed: number;
  repeat: number;
  share: number;
  monotone: FitContext["monotone"];
}

/** Its means over the folds, or what it threw. */
export type ShuffledAnswer = {error: null; means: Record<MetricName, number>} | {error: string};

export async function run({learner: ref, trial, table, y, ...options}: ShuffledTrial): Promise<ShuffledAnswer> {
  const learner = await loadLearner(ref);
  try {
    const scores = searchShuffled(learner, {table, y}, [trial], options);
    return {error: null, means: Object.fromEntries(Object.entries(scores).map(([name, [mean]]) => [name, mean])) as Record<MetricName, number>};
  } catch (error) {
    return {error: error instanceof Error ? error.message : String(error)};
  }
}
