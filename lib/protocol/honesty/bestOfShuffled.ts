import {mean} from "d3";
import {check} from "../../check.js";
import type {FitContext, Learner, TrainingData} from "../../learners/learner.js";
import type {Metric, MetricName} from "../../metrics/metrics.js";
import {fromMetrics, METRIC_NAMES} from "../../metrics/metrics.js";
import {crossValidate} from "../crossValidate.js";
import type {Trial} from "../search.js";
import {shuffleWithinFolds} from "./shuffledLabels.js";

/** What the trials of a search score when there is nothing to find: by metric, one mean over the folds per trial. */
export type ScoresUnderShuffle<K extends MetricName = MetricName> = Record<K, number[]>;

export interface ShuffledSearch<K extends MetricName = MetricName> {
  folds: ArrayLike<number>;
  seed: string | number;
  /** number of the shuffle */
  repeat?: number;
  metrics?: readonly K[];
  monotone?: FitContext["monotone"];
  /** fit on this share of the rows: a ranking's luck hangs on the rows held out, not on those fitted on, so it stays the same */
  share?: number;
}

/**
 * Runs trials on one shuffle of the labels, the same for all of them, as a search would. Repeat it for other shuffles and
 * average their {@link expectedBest}.
 *
 * @param trials of this learner
 */
export function searchShuffled<K extends MetricName = MetricName>(
  learner: Learner,
  data: TrainingData,
  trials: readonly Trial[],
  options: ShuffledSearch<K>
): ScoresUnderShuffle<K> {
  const {folds, seed, repeat = 0, metrics = METRIC_NAMES as readonly MetricName[] as readonly K[], monotone, share} = options;
  const noise = shuffleWithinFolds(data, folds, [seed, repeat]);
  const results = trials.map(
    ({id, params}) => crossValidate(learner, noise, params, {folds, seed, trial: `shuffled/${repeat}/${id}`, metrics, monotone, share}).foldScores
  );
  return fromMetrics(metrics, (name) => results.map((d) => mean(d[name]) as number));
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
