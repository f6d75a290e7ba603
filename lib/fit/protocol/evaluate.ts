import type {Estimate} from "../../book/common.js";
import type {ScoreGroup} from "../../book/scores.js";
import type {IntervalOptions} from "../../metrics/metricIntervals.js";
import type {Metric, MetricName} from "../../metrics/metrics.js";
import type {PairedOptions, ScoredUsers} from "../../metrics/pairedDifferences.js";
import type {Model} from "../../model/model.js";
import type {EvaluationSet} from "./split.js";
import {bootstrapSets} from "../../metrics/bootstrap.js";
import {check} from "../../check.js";
import {createScorer} from "../../model/scorer.js";
import {fromMetrics, getMetric, METRIC_NAMES} from "../../metrics/metrics.js";
import {getNamed} from "../../named.js";
import {differ, isMean, pairDifferences} from "../../metrics/pairedDifferences.js";
import {groupMeans} from "../../metrics/scoreGroups.js";
import {LIFT, lineOfSides, METRICS_AT_HALF, tieTop, toldSides} from "../../metrics/tellMetrics.js";
import {isResampled, metricIntervals, spreadInterval} from "../../metrics/metricIntervals.js";

export interface Evaluation {
  /** by model: probabilities of the test rows */
  scores: Record<string, Float64Array>;
  /** by model, by metric: value on the test rows with its interval over who was drawn */
  intervals: Record<string, Record<MetricName, Estimate>>;
  /** by model, by metric: the same less the base rate's score on the same rows */
  overBase: Record<string, Record<MetricName, Estimate>>;
  /** by model the groups that the scores were cut into; empty where they were not */
  groups: Groups;
}

/** By model the groups in which scores are told, null where they are not. */
type Groups = Readonly<Record<string, ScoreGroup[] | null>>;

export interface EvaluationOptions extends IntervalOptions {
  /** the name of the base rate among the models */
  baseline: string;
  /**
   * cuts the models' scores into groups: metrics of the line at 0.5, and of the highest scores, are then told at their edges; absent: the
   * highest scores are taken as they are
   */
  cut?: (scores: Readonly<Record<string, Float64Array>>) => Groups;
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
  {baseline, cut, ...options}: EvaluationOptions
): Evaluation {
  check(data.role === "test", {where: "evaluateModels", rule: "rows must be test rows, from takeEvaluation", got: data.role});
  const scores = Object.fromEntries(
    Object.entries(models).map(([name, model]) => [name, createScorer(model, {unknownLevel: "missing"}).scoreTable(data.table)])
  );
  const y = data.yTrue;
  const groups = cut?.(scores);
  const change = (by: (p: Float64Array, own: readonly ScoreGroup[] | null) => ArrayLike<number>): JudgedSet["scores"] =>
    Object.fromEntries(Object.entries(scores).map(([name, p]) => [name, by(p, groups ? getNamed(groups, name) : null)]));
  const tie = (p: Float64Array, own: readonly ScoreGroup[] | null): ArrayLike<number> => (own ? groupMeans(own, p) : tieTop(y, p));
  const sets: JudgedSet[] = [
    {scores, names: METRIC_NAMES.filter((name) => name !== LIFT && !METRICS_AT_HALF.includes(name))},
    {scores: change((p, own) => toldSides(y, p, own)), names: METRICS_AT_HALF},
    {scores: groups ? change(tie) : scores, names: [LIFT]}
  ];
  const resamples = bootstrapSets(
    y,
    sets.map((set) => ({scores: set.scores, metrics: set.names.map(getMetric).filter((d) => isResampled(d) || isCompared(d))})),
    options
  );
  const told = sets.map((set, s): Pick<Evaluation, "intervals" | "overBase"> => {
    const own = {...options, names: set.names, drawn: resamples[s]};
    const intervals = metricIntervals(y, set.scores, own);
    return {intervals, overBase: compareWithBase({y, scores: set.scores}, intervals, {baseline, ...own})};
  });
  const setOf = (metric: MetricName): number => sets.findIndex(({names}) => names.includes(metric));
  const together = (part: "intervals" | "overBase"): Evaluation["intervals"] =>
    Object.fromEntries(
      Object.keys(scores).map((name) => [name, fromMetrics(METRIC_NAMES, (metric) => getNamed(told[setOf(metric)][part], name)[metric])])
    );
  const intervals = Object.fromEntries(
    Object.entries(together("intervals")).map(([name, own]) => [
      name,
      sayLine(own, lineOfSides(y, getNamed(scores, name), groups ? getNamed(groups, name) : null))
    ])
  );
  return {scores, intervals, overBase: together("overBase"), groups: groups ?? {}};
}

/** Metrics of the line at 0.5 with the line at which they are counted, where that is another. */
function sayLine(told: Evaluation["intervals"][string], line: number): Evaluation["intervals"][string] {
  return line === 0.5 ? told : {...told, ...fromMetrics(METRICS_AT_HALF, (name) => ({...told[name], line}))};
}

/** Scores of the models, or their sides of a line, and what they are judged by. */
interface JudgedSet {
  scores: Record<string, ArrayLike<number>>;
  names: readonly MetricName[];
}

/** Whether a metric's difference from the base rate is told from resamples of both: others are told from the metric's own interval, or as means. */
function isCompared(metric: Metric): boolean {
  return metric.interval !== "ranks" && metric.interval !== "none" && !isMean(metric);
}

/**
 * Paired differences, told where the metric's own interval is, and those of losses where not a few users alone make their spread. The base
 * rate ranks nobody: its ROC AUC is 0.5 whoever is drawn.
 */
function compareWithBase(
  users: ScoredUsers,
  intervals: Evaluation["intervals"],
  {baseline, names, ...options}: PairedOptions & {baseline: string; names: readonly MetricName[]}
): Evaluation["overBase"] {
  const difference = pairDifferences(users, names.map(getMetric), options);
  const differenceOf = (name: string, metric: Metric): Estimate => {
    const [own, base] = [name, baseline].map((model) => getNamed(intervals, model)[metric.name]);
    const untold = {estimate: own.estimate - base.estimate, low: null, high: null};
    if (metric.interval === "mean" && base.low !== null) {
      const [scored, bare] = [name, baseline].map((model) => getNamed(users.scores, model));
      const differences = differ(users.y, metric, [scored, bare]);
      if (differences.every((d) => d === 0)) return {estimate: 0, low: 0, high: 0}; // whoever is drawn
      return spreadInterval(differences, {groups: options.groups ?? null}) ?? untold;
    }
    if (own.low === null || metric.interval === "none") return untold;
    if (metric.interval === "ranks") return {estimate: own.estimate - 0.5, low: own.low - 0.5, high: own.high - 0.5};
    return difference(metric.name, name, baseline).difference;
  };
  return Object.fromEntries(
    Object.keys(intervals).map((name) => [name, fromMetrics(names, (metric) => differenceOf(name, getMetric(metric)))])
  );
}
