import {deviation, mean} from "d3";
import type {FoldScores} from "../book/common.js";
import {check} from "../check.js";

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
