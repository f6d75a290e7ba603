import type {PlaceWeights, Scored} from "./scored.js";

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
 * @param scored a ranking; see rankScores
 * @param weights how often each of its places counts
 * @param threshold a score; the score itself counts as churned
 */
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
