import {deviation, mean} from "d3";
import {check} from "../../check.js";
import {formatFixed} from "../../format.js";
import type {FitContext, Learner, Params, TrainingData} from "../../learners/learner.js";
import {forkRandom, shuffled} from "../../random.js";
import {studentReach} from "../../statistics/distributions/studentT.js";
import {crossValidate} from "../crossValidate.js";
import {countFolds} from "../folds.js";
import type {HonestyCheck} from "./check.js";

export interface ShuffleOptions {
  folds: ArrayLike<number>;
  seed: string | number;
  /** how many shuffles, >= 2 */
  repeats?: number;
  /** of the interval that must contain 0.5; 1 in 100 honest protocols fails at 0.99 */
  level?: number;
  monotone?: FitContext["monotone"];
  /** fit on this share of the rows; see {@link FoldOptions} */
  share?: number;
}

/**
 * The same labels dealt out at random within each fold, so that no input can foretell them, every fold keeps its churn rate,
 * and the labels held out know nothing of those fitted on. The data is copied.
 *
 * @param name of this shuffle, such as a seed and a number
 */
export function shuffleWithinFolds(data: TrainingData, folds: ArrayLike<number>, name: (string | number)[]): TrainingData {
  const y = new Uint8Array(data.y.length);
  const rowsByFold = Array.from({length: countFolds(folds)}, (): number[] => []);
  for (let i = 0; i < y.length; ++i) rowsByFold[folds[i]].push(i);
  rowsByFold.forEach((rows, fold) => {
    const order = shuffled(rows, forkRandom("shuffled labels", ...name, fold));
    rows.forEach((row, i) => (y[row] = data.y[order[i]]));
  });
  return {table: data.table, y};
}

/**
 * Cross-validates under shuffled labels: the mean ROC AUC must be 0.5 within its interval. If it is not, rows held out have
 * found a way into fitting.
 *
 * @returns passed: whether the t interval of the mean over shuffles contains 0.5. Each shuffle's mean over folds is expected
 *   to be 0.5 exactly; its spread is wider than the folds' own suggests, since a chance pattern shared by two folds helps
 *   both, so it is taken between shuffles
 * @throws if repeats is below 2, or fitting throws
 */
export function checkShuffledLabels(learner: Learner, data: TrainingData, params: Params, options: ShuffleOptions): HonestyCheck {
  const {repeats = 10, level} = options;
  return judgeShuffledLabels(Array.from({length: repeats}, (_, repeat) => scoreShuffled(learner, data, params, {...options, repeat})), level);
}

/** One shuffle: the mean ROC AUC over the folds. A piece of work for one core. */
export function scoreShuffled(learner: Learner, data: TrainingData, params: Params, options: ShuffleOptions & {repeat: number}): number {
  const {folds, seed, repeat, monotone, share} = options;
  const noise = shuffleWithinFolds(data, folds, [seed, repeat]);
  const {foldScores} = crossValidate(learner, noise, params, {folds, seed, trial: `shuffled/${repeat}`, metrics: ["rocAuc"], monotone, share});
  return mean(foldScores.rocAuc) as number;
}

/**
 * The verdict on shuffles scored by {@link scoreShuffled}; see {@link checkShuffledLabels}.
 *
 * @throws if there are fewer than two
 */
export function judgeShuffledLabels(aucs: readonly number[], level = 0.99): HonestyCheck {
  const repeats = aucs.length;
  check(repeats >= 2, {where: "checkShuffledLabels", rule: "repeats must be a whole number >= 2", got: repeats});
  const estimate = mean(aucs) as number;
  const reach = (studentReach(level, repeats - 1) * (deviation(aucs) as number)) / Math.sqrt(repeats);
  const [low, high] = [estimate - reach, estimate + reach];
  return {
    name: "shuffledLabels",
    title: "Knows nothing when labels are shuffled",
    passed: low <= 0.5 && high >= 0.5,
    detail: `ROC AUC ${formatFixed(estimate, 3)} (${formatFixed(low, 3)} to ${formatFixed(high, 3)}) over ${repeats} shuffles of the labels; 0.5 must lie within, and by chance does not in ${formatFixed(100 * (1 - level), 0)} of 100 sound runs`,
    numbers: {estimate, low, high, repeats}
  };
}
