import {mean} from "d3";
import {check} from "../../check.js";
import type {FitContext, Learner, TrainingData} from "../../learners/learner.js";
import type {Metric, MetricName} from "../../metrics/metrics.js";
import {fromMetrics, METRIC_NAMES} from "../../metrics/metrics.js";
import {crossValidate} from "../crossValidate.js";
import type {Trial} from "../search.js";
import {shuffleLabels} from "./shuffledLabels.js";

/** What the trials of a search score when there is nothing to find: by metric, one mean over the folds per trial. */
export type ScoresUnderShuffle = Record<MetricName, number[]>;

export interface ShuffledSearch {
  folds: ArrayLike<number>;
  seed: string | number;
  metrics?: readonly MetricName[];
  monotone?: FitContext["monotone"];
}

/**
 * Runs trials on shuffled labels, each trial on a shuffle of its own. Folds keep their rows; as labels are dealt anew within
 * each fold, every fold keeps its churn rate.
 *
 * @param trials of this learner
 */
export function searchShuffled(learner: Learner, data: TrainingData, trials: readonly Trial[], options: ShuffledSearch): ScoresUnderShuffle {
  const {folds, seed, metrics = METRIC_NAMES, monotone} = options;
  const results = trials.map(({id, params}) => {
    const noise = shuffleWithinFolds(data, folds, [seed, id]);
    return crossValidate(learner, noise, params, {folds, seed, trial: `shuffled/${id}`, metrics, monotone}).foldScores;
  });
  return fromMetrics(metrics as readonly MetricName[], (name) => results.map((d) => mean(d[name]) as number));
}

/**
 * The best that n trials get by luck, for n = 1, 2, ...: the expected best of n scores drawn from these without replacement.
 * A search whose best lies within this line has found nothing.
 *
 * @param scores finite, at least one
 * @returns as many numbers as there are scores, from their mean to their best
 * @throws if there is no score, or one is not finite
 * @example expectedBest([1, 2, 3], "higher") // [2, 2.6667, 3]
 */
export function expectedBest(scores: readonly number[], better: Metric["better"]): number[] {
  check(scores.length > 0 && scores.every(Number.isFinite), {
    where: "expectedBest",
    rule: "there must be at least one score, all finite",
    got: scores.length === 0 ? "none" : scores.join(", ")
  });
  const sorted = [...scores].sort((a, b) => (better === "lower" ? a - b : b - a)); // the best first
  const total = sorted.length;
  return sorted.map((_, index) => {
    const n = index + 1;
    let chance = n / total; // that place i is the best among n drawn, from place 0 on
    let sum = 0;
    for (let i = 0; i <= total - n; ++i) {
      sum += chance * sorted[i];
      chance *= (total - i - n) / (total - i - 1);
    }
    return sum;
  });
}

function shuffleWithinFolds(data: TrainingData, folds: ArrayLike<number>, name: (string | number)[]): TrainingData {
  const y = new Uint8Array(data.y.length);
  const byFold = new Map<number, number[]>();
  for (let i = 0; i < y.length; ++i) byFold.set(folds[i], [...(byFold.get(folds[i]) ?? []), i]);
  for (const [fold, rows] of byFold) {
    const labels = shuffleLabels({table: data.table, y: Uint8Array.from(rows, (row) => data.y[row])}, ...name, fold).y;
    rows.forEach((row, i) => (y[row] = labels[i]));
  }
  return {table: data.table, y};
}
