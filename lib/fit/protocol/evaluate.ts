import type {Interval} from "../../book/common.js";
import type {MetricName} from "../../metrics/metrics.js";
import type {Model} from "../../model/model.js";
import type {Random} from "../../random.js";
import type {Bootstrap} from "../../metrics/bootstrap.js";
import type {EvaluationSet} from "./split.js";
import {check} from "../../check.js";
import {fromMetrics, getMetric, METRIC_NAMES} from "../../metrics/metrics.js";
import {createScorer} from "../../model/scorer.js";
import {bootstrapModels, reflectedInterval, replicateInterval} from "../../metrics/bootstrap.js";

export interface Evaluation {
  /** by model: probabilities of the test rows */
  scores: Record<string, Float64Array>;
  /** by model, by metric: value on the test rows with its stratified bootstrap interval */
  intervals: Record<string, Record<MetricName, Interval>>;
  /** the resamples behind the intervals, the same for all models */
  bootstrap: Bootstrap;
}

/**
 * Judges finalists on test rows, all on the same resamples. To be called once, when nothing is left to choose.
 *
 * @param models by name
 * @param data test rows, scored whatever their categories hold, so that all models are judged on all of them;
 *   train rows do not fit the type, and are refused at run time too
 * @throws if the rows are not test rows, or a model cannot score them
 */
export function evaluateModels(
  models: Record<string, Model>,
  data: EvaluationSet,
  {random, repeats = 1000, level = 0.95}: {random: Random; repeats?: number; level?: number}
): Evaluation {
  check(data.role === "test", {where: "evaluateModels", rule: "rows must be test rows, from takeEvaluation", got: data.role});
  const scores = Object.fromEntries(
    Object.entries(models).map(([name, model]) => [name, createScorer(model, {unknownLevel: "missing"}).scoreTable(data.table)])
  );
  const bootstrap = bootstrapModels(data.yTrue, scores, {random, repeats});
  const intervals = Object.fromEntries(
    Object.entries(bootstrap).map(([name, byMetric]) => [
      name,
      fromMetrics(METRIC_NAMES, (metric) =>
        (getMetric(metric).interval === "none" ? reflectedInterval : replicateInterval)(byMetric[metric], level)
      )
    ])
  );
  return {scores, intervals, bootstrap};
}
