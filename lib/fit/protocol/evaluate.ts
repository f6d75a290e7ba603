import type {Estimate} from "../../book/common.js";
import type {IntervalOptions} from "../../metrics/metricIntervals.js";
import type {Metric, MetricName} from "../../metrics/metrics.js";
import type {ScoredUsers} from "../../metrics/pairedDifferences.js";
import type {Model} from "../../model/model.js";
import type {EvaluationSet} from "./split.js";
import {check} from "../../check.js";
import {createScorer} from "../../model/scorer.js";
import {fromMetrics, getMetric, METRIC_NAMES, metrics} from "../../metrics/metrics.js";
import {getNamed} from "../../named.js";
import {pairDifferences} from "../../metrics/pairedDifferences.js";
import {metricIntervals} from "../../metrics/metricIntervals.js";

export interface Evaluation {
  /** by model: probabilities of the test rows */
  scores: Record<string, Float64Array>;
  /** by model, by metric: value on the test rows with its interval over who was drawn */
  intervals: Record<string, Record<MetricName, Estimate>>;
  /** by model, by metric: the same less the base rate's score on the same rows */
  overBase: Record<string, Record<MetricName, Estimate>>;
}

/**
 * Judges finalists on test rows, all on the same resamples. To be called once, when nothing is left to choose.
 *
 * @param models by name
 * @param options baseline: the name of the base rate among them
 * @param data test rows, scored whatever their categories hold, so that all models are judged on all of them;
 *   train rows do not fit the type, and are refused at run time too
 * @throws if the rows are not test rows, or a model cannot score them
 */
export function evaluateModels(
  models: Record<string, Model>,
  data: EvaluationSet,
  {baseline, ...options}: IntervalOptions & {baseline: string}
): Evaluation {
  check(data.role === "test", {where: "evaluateModels", rule: "rows must be test rows, from takeEvaluation", got: data.role});
  const scores = Object.fromEntries(
    Object.entries(models).map(([name, model]) => [name, createScorer(model, {unknownLevel: "missing"}).scoreTable(data.table)])
  );
  const intervals = metricIntervals(data.yTrue, scores, options);
  return {scores, intervals, overBase: compareWithBase({y: data.yTrue, scores}, intervals, {baseline, ...options})};
}

/** Paired differences, told where the metric's own interval is. The base rate ranks nobody: its ROC AUC is 0.5 whoever is drawn. */
function compareWithBase(
  users: ScoredUsers,
  intervals: Evaluation["intervals"],
  {baseline, ...options}: IntervalOptions & {baseline: string}
): Evaluation["overBase"] {
  const differ = pairDifferences(users, metrics, options);
  const differenceOf = (name: string, metric: Metric): Estimate => {
    const own = getNamed(intervals, name)[metric.name];
    const {difference} = differ(metric.name, name, baseline);
    if (own.low === null) return {estimate: difference.estimate, low: null, high: null};
    if (metric.interval === "ranks") return {estimate: own.estimate - 0.5, low: own.low - 0.5, high: own.high - 0.5};
    return difference;
  };
  return Object.fromEntries(
    Object.keys(intervals).map((name) => [name, fromMetrics(METRIC_NAMES, (metric) => differenceOf(name, getMetric(metric)))])
  );
}
