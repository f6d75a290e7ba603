import type {FitContext} from "../../lib/fit/learners/learner.js";
import type {MetricName} from "../../lib/metrics/metrics.js";
import type {Trial} from "../../lib/fit/protocol/search.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {LearnerRef} from "./loadLearner.js";
import {dealShuffled} from "../../lib/fit/protocol/shuffledLabels.js";
import {loadLearner} from "./loadLearner.js";

/** One trial fitted to one shuffle of the labels, and judged on many deals of those held out. */
export interface ShuffledTrial {
  learner: LearnerRef;
  trial: Trial;
  table: Table;
  y: Uint8Array;
  groups: Groups;
  folds: Uint8Array;
  seed: number;
  share: number;
  /** the labels of every deal; see dealLabels */
  dealt: Uint8Array;
  monotone: FitContext["monotone"];
}

/** By deal, its means over the folds; or what it threw. */
export type ShuffledAnswer = {error: null; means: Record<MetricName, number>[]} | {error: string};

export async function run({learner: ref, trial, table, y, groups, ...options}: ShuffledTrial): Promise<ShuffledAnswer> {
  const learner = await loadLearner(ref);
  try {
    return {error: null, means: dealShuffled(learner, {table, y, groups}, trial, options)};
  } catch (error) {
    return {error: error instanceof Error ? error.message : String(error)};
  }
}
