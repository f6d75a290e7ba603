import type {PlaceWeights, Scored} from "./scored.js";
import {check, someOf} from "../check.js";
import {weighAveragePrecision, weighLift, weighRocAuc} from "./rankingMetrics.js";
import {logCost, weighBrierScore, weighLogLoss} from "./probabilityLosses.js";
import {weighCalibrationError} from "./calibrationError.js";
import {accuracyOf, f1Of, precisionOf, recallOf, weighConfusion} from "./confusion.js";
import {rankProbabilities, unitWeights} from "./scored.js";

/** The yardsticks by name; the names are keys in leaderboards, artefacts and addresses. */
export const METRIC_NAMES = [
  "logLoss",
  "brierScore",
  "rocAuc",
  "averagePrecision",
  "accuracy",
  "f1AtHalf",
  "recallAtHalf",
  "precisionAtHalf",
  "liftAtTenPercent",
  "calibrationError"
] as const;

export type MetricName = (typeof METRIC_NAMES)[number];

/** One yardstick. */
export interface Metric {
  name: MetricName;
  /** in plain words, for readers */
  title: string;
  /** what it says, in one sentence for readers */
  meaning: string;
  /** which direction is good */
  better: "lower" | "higher";
  /** how to print a value: its digits, and whether in percent (a d3-format specifier) */
  format: `.${number}${"f" | "%"}`;
  /**
   * How its interval over users is made; {@link metricIntervals} has the methods. "mean" of what each user costs; "share" of users;
   * "ranks", the ROC AUC; "resampled", by drawing users anew, and a share among these; "none", of what few users alone push up
   */
  interval: "mean" | "share" | "ranks" | "resampled" | "resampledShare" | "none";
  /** whether it rests on those called churned at 0.5, of whom there may be few */
  isOfCalled: boolean;
  /** what one user of label y and score p gives to a mean or a share; NaN: the user does not count in it */
  perUser: ((y: number, p: number) => number) | null;
  /**
   * The value for labels (0 or 1, both present) and probabilities in [0, 1].
   *
   * @throws if the lengths differ, a value is out of its domain, or one class is absent
   */
  score(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): number;
  /** The same for a ranking made once, its places counted `weights` times; what resampling calls. */
  weigh(scored: Scored, weights: PlaceWeights): number;
}

/** All yardsticks, in the order in which a reader should meet them: proper scores, ranking, decisions at one half, the rest. */
export const metrics: readonly Metric[] = [
  define("logLoss", "Log loss", {
    meaning: "How surprised the model was by what happened, on average; being sure and wrong costs most.",
    better: "lower",
    format: ".4f",
    interval: "mean",
    perUser: logCost,
    weigh: weighLogLoss
  }),
  define("brierScore", "Brier score", {
    meaning: "The mean squared distance between the probability and what happened.",
    better: "lower",
    format: ".4f",
    interval: "mean",
    perUser: (y, p) => (p - y) ** 2,
    weigh: weighBrierScore
  }),
  define("rocAuc", "ROC AUC", {
    meaning: "How often a random churner is scored above a random stayer; 0.5 is a coin.",
    better: "higher",
    format: ".3f",
    interval: "ranks",
    weigh: weighRocAuc
  }),
  define("averagePrecision", "Average precision", {
    meaning: "The share of churners among those called, averaged over all who are found; chance gets the base rate.",
    better: "higher",
    format: ".3f",
    interval: "resampledShare",
    weigh: weighAveragePrecision
  }),
  define("accuracy", "Accuracy", {
    meaning:
      "The share judged rightly with the line at 0.5, or the nearest that can be told; saying \u201cretained\u201d to everyone gets one minus the base rate.",
    better: "higher",
    format: ".1%",
    interval: "share",
    perUser: (y, p) => Number(p >= 0.5 === (y === 1)),
    weigh: (scored, weights) => accuracyOf(weighConfusion(scored, weights, 0.5))
  }),
  define("f1AtHalf", "F1 at 0.5", {
    meaning:
      "The harmonic mean of precision and recall with the line at 0.5, or the nearest that can be told; it judges the line as much as the model.",
    better: "higher",
    format: ".3f",
    isOfCalled: true,
    weigh: (scored, weights) => f1Of(weighConfusion(scored, weights, 0.5))
  }),
  define("recallAtHalf", "Recall at 0.5", {
    meaning: "The share of churners scored at 0.5 or more, or at the nearest line that can be told; it judges the line, not the model.",
    better: "higher",
    format: ".1%",
    interval: "share",
    isOfCalled: true,
    perUser: (y, p) => (y === 1 ? Number(p >= 0.5) : NaN),
    weigh: (scored, weights) => recallOf(weighConfusion(scored, weights, 0.5))
  }),
  define("precisionAtHalf", "Precision at 0.5", {
    meaning: "The share of churners among those scored at 0.5 or more, or at the nearest line that can be told; 0 if there are none.",
    better: "higher",
    format: ".1%",
    interval: "share",
    isOfCalled: true,
    perUser: (y, p) => (p >= 0.5 ? y : NaN),
    weigh: (scored, weights) => precisionOf(weighConfusion(scored, weights, 0.5))
  }),
  define("liftAtTenPercent", "Lift in the top 10%", {
    meaning: "How many times more churners the top tenth of scores, or of the highest that can be told, holds than a random tenth.",
    better: "higher",
    format: ".2f",
    weigh: (scored, weights) => weighLift(scored, weights, 0.1)
  }),
  define("calibrationError", "Calibration error", {
    meaning: "The gap between the probability stated and the share that churned, averaged over ten bins of equal count.",
    better: "lower",
    format: ".4f",
    interval: "none",
    weigh: (scored, weights) => weighCalibrationError(scored, weights)
  })
];

/** @throws if there is no metric of that name */
export function getMetric(name: string): Metric {
  const metric = metrics.find((d) => d.name === name);
  check(metric, {where: "getMetric", rule: `the metric must be one of ${METRIC_NAMES.join(", ")}`, got: name});
  return metric;
}

/**
 * Several metrics of the same scores, sorting only once.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function scoreAll<K extends MetricName = MetricName>(
  yTrue: ArrayLike<number>,
  pHat: ArrayLike<number>,
  names: readonly K[] = METRIC_NAMES as readonly MetricName[] as readonly K[]
): Record<K, number> {
  const scored = rankProbabilities("scoreAll", yTrue, pHat);
  const weights = unitWeights(scored);
  return fromMetrics(names, (name) => getMetric(name).weigh(scored, weights));
}

/**
 * True if value `a` is better than `b` by that metric; false if equal.
 *
 * @throws if a value is not finite
 */
export function isBetter({better, name}: Pick<Metric, "better" | "name">, a: number, b: number): boolean {
  const strangers = [a, b].filter((value) => !Number.isFinite(value));
  check(strangers.length === 0, {where: "isBetter", rule: `values of ${name} must be finite`, got: someOf(strangers)});
  return better === "lower" ? a < b : a > b;
}

/** A record with one entry per named metric. */
export function fromMetrics<K extends MetricName, T>(names: readonly K[], entry: (name: K) => T): Record<K, T> {
  return Object.fromEntries(names.map((name) => [name, entry(name)])) as Record<K, T>;
}

type Definition = Pick<Metric, "meaning" | "better" | "format" | "weigh"> & Partial<Pick<Metric, "interval" | "perUser" | "isOfCalled">>;

function define(name: MetricName, title: string, rest: Definition): Metric {
  const score = (yTrue: ArrayLike<number>, pHat: ArrayLike<number>): number => {
    const scored = rankProbabilities(name, yTrue, pHat);
    return rest.weigh(scored, unitWeights(scored));
  };
  return {name, title, interval: "resampled", perUser: null, isOfCalled: false, ...rest, score};
}
