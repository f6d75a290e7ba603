import type {Estimate} from "../book/common.js";
import type {Groups} from "../statistics/intervals.js";
import type {Bootstrap} from "./bootstrap.js";
import type {Metric, MetricName} from "./metrics.js";
import type {Scored} from "./scored.js";
import type {Random} from "../random.js";
import {deviation, mean} from "d3-array";
import {bootstrapModels, replicateInterval} from "./bootstrap.js";
import {countGroups, countUnits, effectiveWilson, meanInterval, wilsonInterval} from "../statistics/intervals.js";
import {fromMetrics, METRIC_NAMES, metrics} from "./metrics.js";
import {calibrationByChance} from "./calibrationByChance.js";
import {countDeviating} from "../statistics/countDeviating.js";
import {getNamed} from "../named.js";
import {rowsWhere} from "../dataset/table.js";
import {placeAmongOthers} from "./rankingMetrics.js";
import {logit, sigmoid} from "../model/logOdds.js";
import {normalReach, studentReach} from "../statistics/distributions.js";
import {rankProbabilities, unitWeights} from "./scored.js";
import {sumOf} from "../numbers.js";

/** No interval is told of fewer users of either class, nor of a share of fewer: none that is short enough to be of use holds. */
export const ENOUGH_OF_EACH = 20;
/** Nor one of a mean loss of which fewer users, or groups, make the spread: where three of 200 are scored wrong, 80 in 100 hold. */
const ENOUGH_DEVIATING = 10;
/** Nor one of the lift from fewer users in the top tenth: so few whole churners make intervals too wide. */
const ENOUGH_ON_TOP = 30;

export interface IntervalOptions {
  random: Random;
  /** resamples, for metrics that need them */
  repeats?: number;
  /** by user, those who were drawn together */
  groups?: Groups;
  level?: number;
}

/** Which metrics are wanted; default: all. */
export interface WantedMetrics<K extends MetricName> {
  names?: readonly K[];
  /** resamples of these users and scores, by metrics that hold the {@link isResampled} among them; default: drawn here */
  drawn?: Bootstrap;
}

/** Whether the metric's own interval is told from resamples. */
export function isResampled({interval}: Pick<Metric, "interval">): boolean {
  return interval === "resampled" || interval === "resampledShare";
}

/**
 * Every metric of every model on some users, with its interval over the uncertainty of who was drawn, churn rate included. The model is
 * held fixed. Each kind of metric has the method that holds in simulations, which `npm run bench coverage` repeats: of 1,000 tables
 * of 200 to 3,000 users, 93 to 97 in 100 intervals hold the truth.
 *
 * - a mean over users (log loss, Brier score): mean ± t s / sqrt(n), where not a few users alone make s
 * - a share of users (accuracy, recall, precision): Wilson
 * - ROC AUC: by DeLong on the scale of log-odds, which stays within [0, 1] where few churned
 * - average precision: by resampling on the scale of log-odds, freed of its bias
 * - lift, F1: percentiles of resamples
 * - calibration error: none, since chance alone makes it positive; see calibrationByChance
 *
 * Groups, where given, are drawn in place of users. No interval is told below {@link ENOUGH_OF_EACH} users of either class.
 *
 * @param y length n, each 0 (retained) or 1 (churned); both must occur
 * @param scores by model, length n, in [0, 1]
 * @throws if a length differs, a value is out of its domain, or one class is absent
 */
export function metricIntervals<K extends MetricName = MetricName>(
  y: ArrayLike<number>,
  scores: Record<string, ArrayLike<number>>,
  {
    random,
    repeats = 1000,
    groups = null,
    level = 0.95,
    names = METRIC_NAMES as readonly MetricName[] as readonly K[],
    drawn: given
  }: IntervalOptions & WantedMetrics<K>
): Record<string, Record<K, Estimate>> {
  const isWanted = (name: MetricName): boolean => (names as readonly MetricName[]).includes(name);
  const resampled = metrics.filter((metric) => isWanted(metric.name) && isResampled(metric));
  const drawn = given ?? (resampled.length > 0 ? bootstrapModels(y, scores, {random, repeats, metrics: resampled, groups}) : null);
  const rarer = Math.min(countUnits(y, groups, 0), countUnits(y, groups, 1));
  const entries = Object.entries(scores).map(([name, p]) => {
    const scored = rankProbabilities("metricIntervals", y, p);
    const weights = unitWeights(scored);
    const called = countCalled(p, groups);
    const users: Users = {y, p, scored, groups, level, rarer};
    const intervalOf = (metric: Metric): Estimate => {
      const estimate = metric.weigh(scored, weights);
      const isEnough = metric.name === "liftAtTenPercent" ? y.length >= 10 * ENOUGH_ON_TOP : !metric.isOfCalled || called >= ENOUGH_OF_EACH;
      const isTold = rarer >= ENOUGH_OF_EACH && isEnough;
      const resampled = drawn ? getNamed(drawn, name)[metric.name]?.resampled : undefined;
      const interval = isTold ? findInterval(metric, users, {estimate, resampled}) : null;
      if (interval) return {...interval, estimate};
      const untold = {estimate, low: null, high: null};
      return metric.name === "calibrationError" ? {...untold, byChance: calibrationByChance(y, p, {groups}).expected} : untold;
    };
    return [name, fromMetrics(names, (metric) => intervalOf(metrics.find((d) => d.name === metric) as Metric))] as const;
  });
  return Object.fromEntries(entries);
}

interface Users {
  y: ArrayLike<number>;
  p: ArrayLike<number>;
  scored: Scored;
  groups: Groups;
  level: number;
  /** users of the rarer class, or groups that hold some */
  rarer: number;
}

function findInterval(metric: Metric, users: Users, found: {estimate: number; resampled: Float64Array | undefined}): Estimate | null {
  const {scored, groups, level, rarer} = users;
  const {estimate, resampled} = found;
  switch (metric.interval) {
    case "mean": {
      const {values} = valuesOf(metric, users);
      const isOne = scored.tieEnds.length === 1; // of one score for all, losses differ by the label alone
      return isOne ? meanInterval(values, {groups, level}) : spreadInterval(values, {groups, level});
    }
    case "share": {
      const counted = valuesOf(metric, users);
      const nUnits = countGroups(counted.values.length, counted.groups);
      return nUnits >= ENOUGH_OF_EACH ? effectiveWilson(counted.values, {groups: counted.groups, level}) : null;
    }
    case "ranks":
      return delongInterval(scored, {groups, level, rarer});
    case "resampled":
      return replicateInterval({estimate, resampled: resampled as Float64Array}, level);
    case "resampledShare":
      return logOddsInterval(estimate, resampled as Float64Array, {level, rarer});
    case "none":
      return null;
  }
}

/** A mean's interval; null where so few users, or groups, make its spread that it would not hold, as where nobody drawn was scored wrong. */
export function spreadInterval(values: Float64Array, options: {groups: Groups; level?: number}): Estimate | null {
  if (countDeviating(values, options.groups) < ENOUGH_DEVIATING) return null;
  const {estimate, low, high} = meanInterval(values, options);
  return {estimate, low, high};
}

/** What each user who counts in a mean or a share gives to it, and those users' groups. */
function valuesOf({perUser}: Metric, {y, p, groups}: Users): {values: Float64Array; groups: Float64Array | null} {
  const valueOf = perUser as (y: number, p: number) => number;
  const all = Float64Array.from(p, (score, i) => valueOf(y[i], score));
  const counted = rowsWhere(all.length, (i) => !Number.isNaN(all[i]));
  return {values: Float64Array.from(counted, (i) => all[i]), groups: groups && Float64Array.from(counted, (i) => groups[i])};
}

/**
 * The interval of the ROC AUC from how each user is placed among those of the other class: DeLong's variance, on the scale of log-odds,
 * with Student's t of the rarer class. Users of one group bring the sum of theirs.
 *
 * @see DeLong, DeLong and Clarke-Pearson (1988); Obuchowski (1997), for groups; Qin and Hotilovac (2008), for log-odds
 */
function delongInterval(scored: Scored, {groups, level, rarer}: Pick<Users, "groups" | "level" | "rarer">): Estimate | null {
  const {y, tieEnds, row} = scored;
  const n = y.length;
  const n1 = sumOf(y);
  const n0 = n - n1;
  const placement = placeAmongOthers(scored, unitWeights(scored));
  let auc = 0;
  for (let i = 0; i < n; ++i) if (y[i] === 1) auc += placement[i] / n1;
  const influence = new Float64Array(n); // by user, times n: its mean is 0, its standard error that of the AUC
  for (let i = 0; i < n; ++i) influence[row[i]] = (n * (placement[i] - auc)) / (y[i] === 1 ? n1 : n0);
  const {standardError} = meanInterval(influence, {groups});
  if (tieEnds.length === 1) return {estimate: 0.5, low: 0.5, high: 0.5}; // all score the same, whoever is drawn
  if (!(standardError > ROUNDING)) return faultless(auc, {level, rarer});
  const reach = (studentReach(level, rarer - 1) * standardError) / (auc * (1 - auc));
  return {estimate: auc, low: sigmoid(logit(auc) - reach), high: sigmoid(logit(auc) + reach)};
}

/** An error is nothing below this. */
const ROUNDING = 1e-9;

/** Where all drawn were placed rightly, or all wrongly, nothing varies: as of a share of the rarer class, each placed rightly or not, by Wilson. */
function faultless(share: number, {level, rarer}: Pick<Users, "level" | "rarer">): Estimate | null {
  const all = Math.round(share);
  return Math.abs(share - all) < ROUNDING ? {...wilsonInterval(all * rarer, rarer, level), estimate: share} : null;
}

/** Percentiles of resampled average precision, or plain errors, hold less often than they say; so much more is asked for. */
const SHORTFALL = 0.01;

/** A share from resamples, on the scale of log-odds, where its error is taken; resampling biases it as drawing users does. */
function logOddsInterval(estimate: number, resampled: Float64Array, {level, rarer}: Pick<Users, "level" | "rarer">): Estimate | null {
  const centre = 2 * estimate - (mean(resampled) as number);
  const error = deviation(resampled) as number;
  if (!(error > ROUNDING)) return faultless(estimate, {level, rarer});
  if (!(centre > 0 && centre < 1)) return null;
  const asked = Math.min(level + SHORTFALL, (level + 1) / 2);
  const reach = ((studentReach(level, rarer - 1) / normalReach(level)) * normalReach(asked) * error) / (centre * (1 - centre));
  return {
    estimate,
    low: Math.min(estimate, sigmoid(logit(centre) - reach)),
    high: Math.max(estimate, sigmoid(logit(centre) + reach))
  };
}

function countCalled(p: ArrayLike<number>, groups: Groups): number {
  return countUnits(
    Uint8Array.from(p, (score) => Number(score >= 0.5)),
    groups,
    1
  );
}
