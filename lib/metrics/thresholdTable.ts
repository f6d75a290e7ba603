import type {Confusion} from "./confusion.js";
import {check} from "../check.js";
import {f1Of, precisionOf, recallOf, specificityOf} from "./confusion.js";
import {walkRanking} from "./curves.js";

/** What the rule "contact if the score is at least the threshold" gives. */
export interface ThresholdRow extends Confusion {
  threshold: number;
  /** share of users contacted */
  contacted: number;
  precision: number;
  recall: number;
  specificity: number;
  f1: number;
}

/** 0.01, 0.02, ... 0.99. */
export const PERCENT_THRESHOLDS: readonly number[] = Array.from({length: 99}, (_, i) => (i + 1) / 100);

/**
 * Counts and rates at any threshold, sorting once.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @returns reads one threshold, which must be finite
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function createThresholdReader(yTrue: ArrayLike<number>, score: ArrayLike<number>): (threshold: number) => ThresholdRow {
  const {nRows, churned, points} = walkRanking("createThresholdReader", yTrue, score);
  const scores = points.map((d) => d.threshold);
  return (threshold) => {
    check(Number.isFinite(threshold), {where: "createThresholdReader", rule: "a threshold must be finite", got: threshold});
    const above = countAtLeast(scores, threshold);
    const called = above === 0 ? {n: 0, churned: 0} : points[above - 1];
    const truePositive = called.churned;
    const falsePositive = called.n - called.churned;
    const falseNegative = churned - truePositive;
    const confusion = {truePositive, falsePositive, falseNegative, trueNegative: nRows - churned - falsePositive};
    return {
      threshold,
      contacted: called.n / nRows,
      ...confusion,
      precision: precisionOf(confusion),
      recall: recallOf(confusion),
      specificity: specificityOf(confusion),
      f1: f1Of(confusion)
    };
  };
}

/** How many of the falling values are at least x, by bisection. */
function countAtLeast(falling: readonly number[], x: number): number {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (falling[middle] >= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
