import type {Estimate} from "../book/common.js";
import type {Confusion} from "./confusion.js";
import type {MetricName} from "./metrics.js";
import {roundTo} from "../groups.js";
import {accuracyOf, f1Of, precisionOf, recallOf, weighConfusion} from "./confusion.js";
import {fromMetrics, METRIC_NAMES} from "./metrics.js";
import {isGroup} from "./isGroup.js";
import {rankProbabilities, unitWeights} from "./scored.js";

/** Digits of a metric that leaves. */
const DIGITS = 6;

/** Metrics of one line, 0.5: they give the users on either side of it away. */
const AT_HALF: Partial<Record<MetricName, (confusion: Confusion) => number>> = {
  accuracy: accuracyOf,
  f1AtHalf: f1Of,
  recallAtHalf: recallOf,
  precisionAtHalf: precisionOf
};

/**
 * Metrics as they may be told: with {@link DIGITS} digits; and where too few users lie on one side of the line at 0.5, or too few
 * of a class, those of the line count as if nobody lay there. A count of 1 to 19 users cannot be worked out from them.
 *
 * @param scores by metric, of the same labels and probabilities
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function tellMetrics<K extends MetricName>(
  yTrue: ArrayLike<number>,
  pHat: ArrayLike<number>,
  scores: Readonly<Record<K, number>>
): Record<K, number> {
  const hidden = hideFew(yTrue, pHat);
  const told = Object.entries<number>(scores).map(([name, score]) => {
    const atHalf = AT_HALF[name as MetricName];
    return [name, roundTo(hidden && atHalf ? atHalf(hidden) : score, DIGITS)];
  });
  return Object.fromEntries(told) as Record<K, number>;
}

/** As {@link tellMetrics}, with intervals; none is told where it would tell of few. */
export function tellIntervals(yTrue: ArrayLike<number>, pHat: ArrayLike<number>, intervals: Estimates): Estimates {
  const hidden = hideFew(yTrue, pHat);
  return fromMetrics(METRIC_NAMES, (name): Estimate => {
    const atHalf = hidden && AT_HALF[name];
    const {estimate, low, high, byChance} = intervals[name];
    if (atHalf) return {estimate: roundTo(atHalf(hidden), DIGITS), low: null, high: null};
    if (low === null) return {estimate: roundTo(estimate, DIGITS), low, high, ...(byChance ? {byChance: roundTo(byChance, DIGITS)} : {})};
    return {estimate: roundTo(estimate, DIGITS), low: roundTo(low, DIGITS), high: roundTo(high, DIGITS)};
  });
}

/** Differences to the base rate, beside a model's metrics and the base rate's as they are told: where no interval is, what these give. */
export function tellDifferences(differences: Estimates, {own, base}: {own: Estimates; base: Estimates}): Estimates {
  return fromMetrics(METRIC_NAMES, (name) =>
    own[name].low === null ? {estimate: own[name].estimate - base[name].estimate, low: null, high: null} : differences[name]
  );
}

type Estimates = Readonly<Record<MetricName, Estimate>>;

/** Users by the line at 0.5 as they may be told, where that is not as they are; null where it is. */
function hideFew(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): Confusion | null {
  const scored = rankProbabilities("tellMetrics", yTrue, pHat);
  const {truePositive, falsePositive, falseNegative, trueNegative} = weighConfusion(scored, unitWeights(scored), 0.5);
  if (truePositive + falsePositive === 0 || falseNegative + trueNegative === 0) return null; // all on one side: nothing is split
  const [churned, retained] = [truePositive + falseNegative, falsePositive + trueNegative];
  if (!isGroup({n: truePositive + falsePositive, churned: truePositive}))
    return {truePositive: 0, falsePositive: 0, falseNegative: churned, trueNegative: retained};
  if (!isGroup({n: falseNegative + trueNegative, churned: falseNegative}))
    return {truePositive: churned, falsePositive: retained, falseNegative: 0, trueNegative: 0};
  return null;
}
