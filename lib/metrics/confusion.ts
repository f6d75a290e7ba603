import type {PlaceWeights, Scored} from "./scored.js";
import {check} from "../check.js";
import {rankScores, unitWeights} from "./scored.js";

/** Users counted by what was said and what happened; "positive" is churned. */
export interface Confusion {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
}

/**
 * Counts what the rule "churned if the score is at least the threshold" gets right and wrong.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @param threshold a score; the score itself counts as churned
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example confusionAt([0, 1, 1], [0.2, 0.5, 0.4], 0.5) // {truePositive: 1, falsePositive: 0, falseNegative: 1, trueNegative: 1}
 */
export function confusionAt(yTrue: ArrayLike<number>, score: ArrayLike<number>, threshold: number): Confusion {
  check(!Number.isNaN(threshold), {where: "confusionAt", rule: "threshold must be a number", got: threshold});
  const scored = rankScores("confusionAt", yTrue, score);
  return weighConfusion(scored, unitWeights(scored), threshold);
}

/** {@link confusionAt} of a ranking whose places count `weights` times. */
export function weighConfusion({nRows, y, p}: Scored, weights: PlaceWeights, threshold: number): Confusion {
  let truePositive = 0;
  let falsePositive = 0;
  let falseNegative = 0;
  let trueNegative = 0;
  for (let i = 0; i < nRows; ++i) {
    if (p[i] >= threshold) {
      if (y[i] === 1) truePositive += weights[i];
      else falsePositive += weights[i];
    } else if (y[i] === 1) falseNegative += weights[i];
    else trueNegative += weights[i];
  }
  return {truePositive, falsePositive, falseNegative, trueNegative};
}

/** Share of users judged rightly. Always saying "retained" gets one minus the base rate. */
export function accuracyOf(c: Confusion): number {
  return (c.truePositive + c.trueNegative) / (c.truePositive + c.falsePositive + c.falseNegative + c.trueNegative);
}

/** Share of those called churned who churned; 0 if none is called so (as scikit-learn's `zero_division=0`). */
export function precisionOf(c: Confusion): number {
  const called = c.truePositive + c.falsePositive;
  return called === 0 ? 0 : c.truePositive / called;
}

/** Share of the churned who are called so. */
export function recallOf(c: Confusion): number {
  return c.truePositive / (c.truePositive + c.falseNegative);
}

/** Share of the retained who are called so. */
export function specificityOf(c: Confusion): number {
  return c.trueNegative / (c.trueNegative + c.falsePositive);
}

/** Harmonic mean of precision and recall; 0 if nobody is called churned. */
export function f1Of(c: Confusion): number {
  return (2 * c.truePositive) / (2 * c.truePositive + c.falsePositive + c.falseNegative);
}

/** Mean of recall and specificity; 0.5 for any constant rule. */
function balancedAccuracyOf(c: Confusion): number {
  return (recallOf(c) + specificityOf(c)) / 2;
}

/** {@link accuracyOf} at a threshold. Agrees with sklearn.metrics.accuracy_score of `score >= threshold`. */
export function accuracy(yTrue: ArrayLike<number>, score: ArrayLike<number>, threshold = 0.5): number {
  return accuracyOf(confusionAt(yTrue, score, threshold));
}

/** {@link balancedAccuracyOf} at a threshold. Agrees with sklearn.metrics.balanced_accuracy_score. */
export function balancedAccuracy(yTrue: ArrayLike<number>, score: ArrayLike<number>, threshold = 0.5): number {
  return balancedAccuracyOf(confusionAt(yTrue, score, threshold));
}

/** {@link precisionOf} at a threshold. Agrees with sklearn.metrics.precision_score. */
export function precision(yTrue: ArrayLike<number>, score: ArrayLike<number>, threshold = 0.5): number {
  return precisionOf(confusionAt(yTrue, score, threshold));
}

/** {@link recallOf} at a threshold. Agrees with sklearn.metrics.recall_score. */
export function recall(yTrue: ArrayLike<number>, score: ArrayLike<number>, threshold = 0.5): number {
  return recallOf(confusionAt(yTrue, score, threshold));
}

/** {@link f1Of} at a threshold. Agrees with sklearn.metrics.f1_score. */
export function f1(yTrue: ArrayLike<number>, score: ArrayLike<number>, threshold = 0.5): number {
  return f1Of(confusionAt(yTrue, score, threshold));
}
