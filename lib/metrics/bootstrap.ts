import type {Interval} from "../book/common.js";
import type {Metric, MetricName} from "./metrics.js";
import type {Scored, Weighed} from "./scored.js";
import type {Groups} from "../statistics/intervals.js";
import type {Random} from "../random.js";
import {check, checkLabels} from "../check.js";
import {fromMetrics, metrics as allMetrics} from "./metrics.js";
import {weighUsers} from "./scored.js";
import {drawIndex} from "../random.js";
import {poissonDrawer} from "../statistics/poisson.js";
import {quantiles} from "../statistics/quantile.js";
import {codeGroups} from "../statistics/intervals.js";

export interface BootstrapOptions {
  random: Random;
  /** how many resamples */
  repeats?: number;
}

/** One number: its value on the rows as they are, and on every resample. */
export interface Replicates {
  estimate: number;
  /** length repeats */
  resampled: Float64Array;
}

/** By model, then by metric. All models saw the same resamples. */
export type Bootstrap = Record<string, Record<MetricName, Replicates>>;

/** Scores by model, each of all users in [0, 1], and the metrics to judge them by. */
export interface Resampled {
  scores: Record<string, ArrayLike<number>>;
  metrics: readonly Metric[];
}

/** As {@link bootstrapSets}, of one set of scores. */
export function bootstrapModels(
  yTrue: ArrayLike<number>,
  scores: Record<string, ArrayLike<number>>,
  {metrics = allMetrics, ...options}: BootstrapOptions & {metrics?: readonly Metric[]; groups?: Groups}
): Bootstrap {
  return bootstrapSets(yTrue, [{scores, metrics}], options)[0];
}

/**
 * Draws users with replacement, or the groups that they come in, and scores every model of every set by its metrics on each resample. The
 * churn rate varies between resamples, as it does between those who might have been drawn. Each model is sorted once; a resample is how
 * often each user was drawn. A resample without both classes is drawn anew.
 *
 * Of more than {@link BAG} users each resample weighs a bag of so many, drawn once, with as many draws as there are users: it
 * spreads as resamples of all of them do, and is moved to where all of them are (the bag of little bootstraps with one bag).
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param sets each scores all n users
 * @param options groups: by user, those who are drawn together
 * @returns by set, in the order given; all saw the same resamples
 * @throws if a length differs, a value is out of its domain, or one class is absent
 * @see Efron and Tibshirani (1993), chapter 13; Kleiner, Talwalkar, Sarkar and Jordan (2014), A scalable bootstrap for massive data
 */
export function bootstrapSets(
  yTrue: ArrayLike<number>,
  sets: readonly Resampled[],
  {random, repeats = 1000, groups = null}: BootstrapOptions & {groups?: Groups}
): Bootstrap[] {
  check(Number.isInteger(repeats) && repeats >= 1, {where: "bootstrapModels", rule: "repeats must be a whole number >= 1", got: repeats});
  checkLabels("bootstrapModels", yTrue);
  const {inBag, units, nDraws} = drawBag(yTrue, groups, random);
  const inBagY = take(yTrue, inBag);
  const models = sets.map((set) => startModels(yTrue, set, {inBag, inBagY, repeats}));
  const counts = new Uint32Array(inBag.length);
  const draw = createDraws(units, nDraws);
  for (let r = 0; r < repeats; ++r) {
    do draw(counts, random);
    while (!hasBoth(inBagY, counts));
    for (const model of models.flat()) weighResample(model, counts, r);
  }
  return models.map((set) => Object.fromEntries(set.map(({name, replicates}) => [name, replicates])));
}

/** A model that resamples weigh: its users in the bag, ranked. */
interface BaggedModel {
  name: string;
  bag: Weighed;
  metrics: readonly Metric[];
  /** by metric: its value on the bag as it is; null where the bag holds all users */
  before: number[] | null;
  replicates: Record<MetricName, Replicates>;
}

function startModels(
  yTrue: ArrayLike<number>,
  {scores, metrics}: Resampled,
  {inBag, inBagY, repeats}: {inBag: Uint32Array; inBagY: Float64Array; repeats: number}
): BaggedModel[] {
  const isAll = inBag.length === yTrue.length;
  return Object.entries(scores).map(([name, pHat]) => {
    const all = weighUsers(`bootstrapModels (${name})`, yTrue, pHat);
    const bag = isAll ? all : weighUsers(name, inBagY, take(pHat, inBag));
    const replicates = startReplicates({...all, metrics, repeats});
    const before = isAll ? null : metrics.map((metric) => metric.weigh(bag.scored, bag.weights));
    return {name, bag, metrics, before, replicates};
  });
}

/** @param counts how often the resample holds each user of the bag @param r which resample it is */
function weighResample({bag: {scored, weights}, metrics, before, replicates}: BaggedModel, counts: Uint32Array, r: number): void {
  for (let i = 0; i < scored.nRows; ++i) weights[i] = counts[scored.row[i]];
  for (const [k, metric] of metrics.entries()) {
    const {estimate, resampled} = replicates[metric.name];
    const value = metric.weigh(scored, weights);
    resampled[r] = before ? estimate + value - before[k] : value;
  }
}

/** So many users of one draw give a standard deviation that is itself known to 1 in 100. */
const BAG = 10_000;

/** Rows that are drawn together: those of unit u stand in `rows` from `starts[u]` up to `starts[u + 1]`. */
interface Units {
  n: number;
  starts: Uint32Array;
  rows: Uint32Array;
}

/** Users that resamples weigh, rising, the units that they are drawn in, and how many units each resample draws. */
interface Bag {
  inBag: Uint32Array;
  units: Units;
  nDraws: number;
}

/** All users, or, of many, a random share: of users, or of whole groups. */
function drawBag(yTrue: ArrayLike<number>, groups: Groups, random: Random): Bag {
  const nRows = yTrue.length;
  const all = groupRows(nRows, groups);
  const nDraws = all.n;
  if (nRows <= BAG) return {inBag: Uint32Array.from({length: nRows}, (_, i) => i), units: all, nDraws};
  const isIn = new Uint8Array(nRows);
  const order = Uint32Array.from({length: nDraws}, (_, i) => i);
  let taken = 0;
  const missing = new Set([0, 1]); // a bag of one class alone could not be scored
  for (let i = 0; i < nDraws && (taken < BAG || missing.size > 0); ++i) {
    const j = i + drawIndex(nDraws - i, random);
    [order[i], order[j]] = [order[j], order[i]];
    for (let at = all.starts[order[i]]; at < all.starts[order[i] + 1]; ++at) {
      isIn[all.rows[at]] = 1;
      missing.delete(yTrue[all.rows[at]]);
      ++taken;
    }
  }
  const inBag = rowsWith(isIn, 1);
  return {inBag, units: groupRows(inBag.length, groups && take(groups, inBag)), nDraws};
}

function groupRows(nRows: number, groups: Groups): Units {
  const {codes, sizes} = codeGroups(nRows, groups);
  const starts = new Uint32Array(sizes.length + 1);
  for (let u = 0; u < sizes.length; ++u) starts[u + 1] = starts[u] + sizes[u];
  const next = starts.slice();
  const rows = new Uint32Array(nRows);
  for (let row = 0; row < nRows; ++row) rows[next[codes[row]]++] = row;
  return {n: sizes.length, starts, rows};
}

function take(values: ArrayLike<number>, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]);
}

/**
 * The percentile interval of a number from its resamples.
 *
 * @example replicateInterval(bootstrap.logistic.rocAuc) // {estimate: 0.755, low: 0.735, high: 0.775}
 */
export function replicateInterval({estimate, resampled}: Replicates, level = 0.95): Interval {
  const [low, high] = replicateRange(resampled, level);
  return {estimate, low, high};
}

/**
 * The interval of a distance, which resampling itself pushes up: the resamples' quantiles mirrored at the estimate, stopped at 0. It
 * may lie below the estimate where that is mostly chance; it is stretched to hold it.
 *
 * @see Efron and Tibshirani (1993), section 13.3, the basic interval
 */
export function reflectedInterval({estimate, resampled}: Replicates, level = 0.95): Interval {
  const [low, high] = replicateRange(resampled, level);
  return {estimate, low: Math.max(0, Math.min(estimate, 2 * estimate - high)), high: Math.max(estimate, 2 * estimate - low)};
}

function replicateRange(resampled: Float64Array, level: number): number[] {
  check(level > 0 && level < 1, {where: "replicateInterval", rule: "level must lie in (0, 1)", got: level});
  return quantiles(resampled, [(1 - level) / 2, (1 + level) / 2]);
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
    const {weigh} = byName.get(name) as Metric;
    return {estimate: weigh(scored, weights), resampled: new Float64Array(repeats)};
  });
}

function rowsWith(yTrue: ArrayLike<number>, label: number): Uint32Array {
  const rows = new Uint32Array(yTrue.length);
  let n = 0;
  for (let i = 0; i < yTrue.length; ++i) if (yTrue[i] === label) rows[n++] = i;
  return rows.slice(0, n);
}

/**
 * How often each row is drawn. Very many draws of few units are made unit by unit: Poisson counts of somewhat fewer draws are, whatever
 * they add up to, that many draws at random, to which the missing ones come one by one.
 */
function createDraws({n, starts, rows}: Units, nDraws: number): (counts: Uint32Array, random: Random) => void {
  const add = (counts: Uint32Array, unit: number, times: number): void => {
    for (let at = starts[unit]; at < starts[unit + 1]; ++at) counts[rows[at]] += times;
  };
  const sure = nDraws - 6 * Math.sqrt(nDraws); // so that counts hardly ever add up to more than all draws
  const drawCount = sure > MANY_DRAWS * n ? poissonDrawer(sure / n) : null;
  return (counts, random) => {
    let drawn = 0;
    do {
      counts.fill(0);
      drawn = 0;
      for (let unit = 0; drawCount && unit < n; ++unit) {
        const times = drawCount(random);
        add(counts, unit, times);
        drawn += times;
      }
    } while (drawn > nDraws);
    for (; drawn < nDraws; ++drawn) add(counts, drawIndex(n, random), 1);
  };
}

/** So many draws per unit, and more, are not worth making one by one. */
const MANY_DRAWS = 4;

function hasBoth(y: Float64Array, counts: Uint32Array): boolean {
  let [retained, churned] = [false, false];
  for (let i = 0; i < y.length && !(retained && churned); ++i) {
    if (counts[i] === 0) continue;
    if (y[i] === 1) churned = true;
    else retained = true;
  }
  return retained && churned;
}
