import type {Interval, FoldScores} from "../book/common.js";
import {mean, variance, deviation} from "d3-array";
import {check} from "../check.js";
import {studentReach, studentTwoSided} from "./distributions.js";

export interface FoldComparison {
  /** mean of a - b over the folds, with its corrected t interval; stretched to 0 if the difference is the same on every fold */
  difference: Interval;
  /** two-sided; 1 if the difference is the same on every fold, so that there is nothing to judge it by */
  pValue: number;
}

/**
 * Compares two models scored on the same folds: the corrected resampled t-test. Folds share training rows, so the plain
 * variance of the mean is too small; it is multiplied by (1/k + test/train rows) in place of 1/k, which for k folds is
 * 1/k + 1/(k - 1).
 *
 * @param a fold scores of one model, finite
 * @param b fold scores of the other on the same folds, in the same order
 * @param options level of the interval; testToTrain: rows tested over rows trained on, if not that of k folds
 * @throws if the lengths differ, there are fewer than two folds, or a score is not finite
 * @see Nadeau and Bengio (2003), Inference for the generalization error
 */
export function compareOnFolds(
  a: readonly number[],
  b: readonly number[],
  {level = 0.95, testToTrain = 1 / (a.length - 1)}: {level?: number; testToTrain?: number} = {}
): FoldComparison {
  check(a.length === b.length && a.length >= 2 && [...a, ...b].every(Number.isFinite), {
    where: "compareOnFolds",
    rule: "both must have finite scores on the same folds, at least two",
    got: `[${a.join(", ")}] and [${b.join(", ")}]`
  });
  const k = a.length;
  const differences = a.map((value, i) => value - b[i]);
  const estimate = mean(differences) as number;
  const error = Math.sqrt((1 / k + testToTrain) * (variance(differences) as number));
  // equal differences have no spread to judge by: a zero-width interval and p = 0 would claim what k folds cannot know
  if (error <= 1e-12 * Math.abs(estimate))
    return {difference: {estimate, low: Math.min(estimate, 0), high: Math.max(estimate, 0)}, pValue: 1};
  const reach = studentReach(level, k - 1) * error;
  return {
    difference: {estimate, low: estimate - reach, high: estimate + reach},
    pValue: studentTwoSided(estimate / error, k - 1)
  };
}

/**
 * The mean of fold scores with its corrected t interval: of the score on other users, of a model fitted on other users too.
 *
 * @param options as those of {@link compareOnFolds}
 * @throws if there are fewer than two scores, or one is not finite
 * @see Nadeau and Bengio (2003), as {@link compareOnFolds}
 */
export function foldInterval(
  scores: readonly number[],
  {level = 0.95, testToTrain = 1 / (scores.length - 1)}: {level?: number; testToTrain?: number} = {}
): Interval {
  const k = scores.length;
  const estimate = mean(scores) as number;
  const reach = studentReach(level, k - 1) * standardError(scores) * Math.sqrt(1 + k * testToTrain);
  return {estimate, low: estimate - reach, high: estimate + reach};
}

/**
 * Standard error of the mean of fold scores: their standard deviation (n - 1) over the root of their number. Folds share
 * training rows, so it is a guide (the one-standard-error rule's), not an interval; see {@link compareOnFolds} for that.
 *
 * @param scores finite; at least two
 * @throws if there are fewer than two, or one is not finite
 * @example standardError([1, 2, 3]) // 0.5773502691896258
 */
export function standardError(scores: readonly number[]): number {
  check(scores.length >= 2 && scores.every(Number.isFinite), {
    where: "standardError",
    rule: "there must be at least two scores, all finite",
    got: scores.length === 0 ? "none" : scores.join(", ")
  });
  return (deviation(scores) as number) / Math.sqrt(scores.length);
}

/**
 * Fold scores with their mean and its standard error; one fold alone has standard error 0.
 *
 * @throws if there is no score, or one is not finite
 */
export function summariseFolds(folds: readonly number[]): FoldScores {
  check(folds.length >= 1 && folds.every(Number.isFinite), {
    where: "summariseFolds",
    rule: "there must be at least one fold score, all finite",
    got: folds.length === 0 ? "none" : folds.join(", ")
  });
  return {folds: [...folds], mean: mean(folds) as number, standardError: folds.length > 1 ? standardError(folds) : 0};
}
