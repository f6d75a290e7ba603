import type {Interval} from "../book/common.js";
import type {Metric, MetricName} from "./metrics.js";
import type {Scored} from "./scored.js";
import type {Random} from "../random.js";
import {check, checkLabels} from "../check.js";
import {fromMetrics, metrics as allMetrics} from "./metrics.js";
import {weighUsers} from "./scored.js";
import {drawIndex} from "../random.js";
import {quantiles} from "../statistics/quantile.js";

export interface BootstrapOptions {
  random: Random;
  /** how many resamples */
  repeats?: number;
}

/** One metric of one model: its value on the rows as they are, and on every resample. */
export interface Replicates {
  estimate: number;
  /** length repeats */
  resampled: Float64Array;
  /** how the interval is made; see {@link Metric} */
  interval: Metric["interval"];
  /** the least value that can be */
  least: number;
}

/** By model, then by metric. All models saw the same resamples. */
export type Bootstrap = Record<string, Record<MetricName, Replicates>>;

/**
 * Draws users with replacement, churned and retained apart (so every resample keeps the base rate), and scores every model
 * by every metric on each resample. Each model is sorted once; a resample is how often each user was drawn.
 *
 * Of more than {@link BAG} users each resample weighs a bag of so many, drawn once, with as many draws as there are users: it
 * spreads as resamples of all of them do, and is moved to where all of them are (the bag of little bootstraps with one bag).
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param scores by model, each length n in [0, 1]
 * @throws if a length differs, a value is out of its domain, or one class is absent
 * @see Efron and Tibshirani (1993), chapter 13; Kleiner, Talwalkar, Sarkar and Jordan (2014), A scalable bootstrap for massive data
 */
export function bootstrapModels(
  yTrue: ArrayLike<number>,
  scores: Record<string, ArrayLike<number>>,
  {random, repeats = 1000, metrics = allMetrics}: BootstrapOptions & {metrics?: readonly Metric[]}
): Bootstrap {
  check(Number.isInteger(repeats) && repeats >= 1, {where: "bootstrapModels", rule: "repeats must be a whole number >= 1", got: repeats});
  checkLabels("bootstrapModels", yTrue);
  const inBag = drawBag(yTrue, random);
  const isAll = inBag.length === yTrue.length;
  const inBagY = take(yTrue, inBag);
  const strata = [0, 1].map((label) => ({places: rowsWith(inBagY, label), nDraws: rowsWith(yTrue, label).length}));
  const models = Object.entries(scores).map(([name, pHat]) => {
    const all = weighUsers(`bootstrapModels (${name})`, yTrue, pHat);
    const bag = isAll ? all : weighUsers(name, inBagY, take(pHat, inBag));
    return {name, all, bag, replicates: startReplicates({...all, metrics, repeats})};
  });
  const counts = new Uint32Array(inBag.length);
  const before = models.map(({bag}) => metrics.map((metric) => (isAll ? 0 : metric.weigh(bag.scored, bag.weights))));
  for (let r = 0; r < repeats; ++r) {
    drawCounts(strata, counts, random);
    for (const [m, {bag, replicates}] of models.entries()) {
      const {scored, weights} = bag;
      for (let i = 0; i < scored.nRows; ++i) weights[i] = counts[scored.row[i]];
      for (const [k, metric] of metrics.entries()) {
        const {estimate, resampled} = replicates[metric.name];
        const value = metric.weigh(scored, weights);
        resampled[r] = isAll ? value : estimate + value - before[m][k];
      }
    }
  }
  return Object.fromEntries(models.map(({name, replicates}) => [name, replicates]));
}

/** So many users of one draw give a standard deviation that is itself known to 1 in 100. */
const BAG = 10_000;

/** All rows, or, of many, a random share of each class; rising. */
function drawBag(yTrue: ArrayLike<number>, random: Random): Uint32Array {
  const nRows = yTrue.length;
  const isIn = new Uint8Array(nRows).fill(nRows <= BAG ? 1 : 0);
  for (const label of nRows <= BAG ? [] : [0, 1]) {
    const rows = rowsWith(yTrue, label);
    const n = Math.max(1, Math.round((BAG * rows.length) / nRows));
    for (let i = 0; i < n; ++i) {
      const j = i + drawIndex(rows.length - i, random);
      isIn[rows[j]] = 1;
      rows[j] = rows[i];
    }
  }
  return rowsWith(isIn, 1);
}

/** Users of one class, who are drawn together. */
interface Stratum {
  /** where they stand in the bag */
  places: Uint32Array;
  /** draws in each resample: as many as the class has users */
  nDraws: number;
}

function take(values: ArrayLike<number>, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]);
}

/**
 * The interval of a metric from its resamples: percentile, or reflected where the metric asks for it. A reflected interval
 * may lie below the estimate where that is mostly chance (a calibration error of few users); it is stretched to hold it.
 *
 * @example replicateInterval(bootstrap.logistic.rocAuc) // {estimate: 0.755, low: 0.735, high: 0.775}
 */
export function replicateInterval({estimate, resampled, interval, least}: Replicates, level = 0.95): Interval {
  check(level > 0 && level < 1, {where: "replicateInterval", rule: "level must lie in (0, 1)", got: level});
  const [low, high] = quantiles(resampled, [(1 - level) / 2, (1 + level) / 2]);
  if (interval === "percentile") return {estimate, low, high};
  return {estimate, low: Math.max(least, Math.min(estimate, 2 * estimate - high)), high: Math.max(estimate, 2 * estimate - low)};
}

interface Start {
  scored: Scored;
  weights: Float64Array;
  metrics: readonly Metric[];
  repeats: number;
}

function startReplicates({scored, weights, metrics, repeats}: Start): Record<MetricName, Replicates> {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  return fromMetrics([...byName.keys()], (name) => {
    const {interval, weigh} = byName.get(name) as Metric;
    return {
      estimate: weigh(scored, weights),
      resampled: new Float64Array(repeats),
      interval,
      least: interval === "reflected" ? 0 : -Infinity
    };
  });
}

function rowsWith(yTrue: ArrayLike<number>, label: number): Uint32Array {
  const rows = new Uint32Array(yTrue.length);
  let n = 0;
  for (let i = 0; i < yTrue.length; ++i) if (yTrue[i] === label) rows[n++] = i;
  return rows.slice(0, n);
}

function drawCounts(strata: readonly Stratum[], counts: Uint32Array, random: Random): void {
  counts.fill(0);
  for (const {places, nDraws} of strata) for (let i = 0; i < nDraws; ++i) ++counts[places[drawIndex(places.length, random)]];
}
