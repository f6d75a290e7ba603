import {mean} from "d3";
import type {Interval} from "../../book/common.js";
import {formatFixed} from "../../format.js";
import type {Learner, Params, TrainingData} from "../../learners/learner.js";
import {forkRandom, shuffled} from "../../random.js";
import {normalReach} from "../../statistics/distributions/normal.js";
import {crossValidate} from "../crossValidate.js";
import {countFolds, stratifiedFolds} from "../folds.js";
import type {HonestyCheck} from "./check.js";

export interface ShuffleOptions {
  seed: string | number;
  folds?: number;
  /** of the interval that must contain 0.5; 1 in 100 honest protocols fails at 0.99 */
  level?: number;
}

/**
 * The same labels dealt out at random, so that no input can foretell them. The data is copied.
 */
export function shuffleLabels(data: TrainingData, ...name: (string | number)[]): TrainingData {
  return {table: data.table, y: Uint8Array.from(shuffled(data.y, forkRandom("shuffled labels", ...name)))};
}

/**
 * Cross-validates under shuffled labels: the ROC AUC must be 0.5 within its interval. If it is not, held-out rows leak into
 * fitting somewhere.
 *
 * @returns passed: whether the interval of the mean fold AUC contains 0.5. Its width comes from the exact variance of the
 *   AUC of labels that know nothing, (n + 1) / (12 * churned * retained) per fold
 */
export function checkShuffledLabels(learner: Learner, data: TrainingData, params: Params, options: ShuffleOptions): HonestyCheck {
  const {seed, folds: k = 5, level = 0.99} = options;
  const shuffledData = shuffleLabels(data, seed, learner.name);
  const folds = stratifiedFolds(shuffledData.y, k, forkRandom(seed, "shuffled labels", "folds"));
  const {foldScores} = crossValidate(learner, shuffledData, params, {folds, seed, trial: "shuffled labels", metrics: ["rocAuc"]});
  const {estimate, low, high} = intervalOfChance(mean(foldScores.rocAuc) as number, {y: shuffledData.y, folds, level});
  return {
    name: "shuffledLabels",
    title: "Knows nothing when labels are shuffled",
    passed: low <= 0.5 && high >= 0.5,
    detail: `ROC AUC ${formatFixed(estimate, 3)} (${formatFixed(low, 3)} to ${formatFixed(high, 3)}) under shuffled labels; 0.5 must lie within`,
    numbers: {estimate, low, high}
  };
}

function intervalOfChance(estimate: number, {y, folds, level}: {y: Uint8Array; folds: Uint8Array; level: number}): Interval {
  const k = countFolds(folds);
  let variance = 0;
  for (let fold = 0; fold < k; ++fold) {
    const labels = y.filter((_, i) => folds[i] === fold);
    const churned = labels.reduce((a, b) => a + b, 0);
    variance += (labels.length + 1) / (12 * churned * (labels.length - churned)) / (k * k);
  }
  const reach = normalReach(level) * Math.sqrt(variance);
  return {estimate, low: estimate - reach, high: estimate + reach};
}
