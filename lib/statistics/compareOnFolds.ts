import {mean, variance} from "d3";
import type {Interval} from "../book/common.js";
import {check} from "../check.js";
import {studentReach, studentTwoSided} from "./distributions/studentT.js";

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
  if (error <= 1e-12 * Math.abs(estimate)) return {difference: {estimate, low: Math.min(estimate, 0), high: Math.max(estimate, 0)}, pValue: 1};
  const reach = studentReach(level, k - 1) * error;
  return {
    difference: {estimate, low: estimate - reach, high: estimate + reach},
    pValue: studentTwoSided(estimate / error, k - 1)
  };
}
