import type {Groups} from "../statistics/intervals.js";
import type {Interval} from "../book/common.js";
import type {Listed} from "../named.js";
import type {Metric} from "./metrics.js";
import type {Bootstrap} from "./bootstrap.js";
import type {Random} from "../random.js";
import {deviation} from "d3-array";
import {bootstrapModels} from "./bootstrap.js";
import {getNamed} from "../named.js";
import {countGroups, meanInterval} from "../statistics/intervals.js";
import {studentReach, studentTwoSided} from "../statistics/distributions.js";

/** Two models by one metric on the same users. */
export interface PairedDifference {
  /** a - b, with its interval over users, or over groups of them */
  difference: Interval;
  standardError: number;
  /** two-sided; 1 where the two give the same everywhere */
  pValue: number;
}

export interface PairedOptions {
  random: Random;
  /** by user, those who were drawn together */
  groups?: Groups;
  /** resamples for metrics that are no mean over users */
  repeats?: number;
  level?: number;
  /** resamples of these users and scores, by metrics that hold those that are no mean; default: drawn here */
  drawn?: Bootstrap;
}

/** The users that all models scored: their labels, and the scores by model. */
export interface ScoredUsers {
  /** length n, each 0 (retained) or 1 (churned); both occur */
  y: ArrayLike<number>;
  /** by model, length n, in [0, 1] */
  scores: Listed<ArrayLike<number>>;
}

/** By metric, then by two models' names: a - b. */
export type PairedDifferences = (metric: string, a: string, b: string) => PairedDifference;

/**
 * Differences between models on the users that all of them scored, over the uncertainty of who was drawn. Paired: what makes one user
 * hard for both models cancels out, so it is much narrower than what the models' own intervals suggest. Of a mean over all users,
 * such as log loss, by Student's t of the users' own differences; of other metrics by the spread over shared resamples.
 *
 * The models are held fixed. Of out-of-fold scores this leaves out that other users might have been learned from; `npm run bench gate`
 * measures how often noise seems to beat the base rate by it all the same.
 *
 * @throws if lengths differ, a value is out of its domain, or one class is absent
 */
export function pairDifferences({y, scores}: ScoredUsers, metrics: readonly Metric[], options: PairedOptions): PairedDifferences {
  const {random, groups = null, repeats = 200, level = 0.95, drawn: given} = options;
  const others = metrics.filter((d) => !isMean(d));
  const drawn = given ?? (others.length > 0 ? bootstrapModels(y, scores, {random, repeats, metrics: others, groups}) : {});
  const nUnits = countGroups(y.length, groups);
  return (name, a, b) => {
    const metric = metrics.find((d) => d.name === name) as Metric;
    if (isMean(metric)) {
      const {standardError, ...difference} = meanInterval(differ(y, metric, [getNamed(scores, a), getNamed(scores, b)]), {groups, level});
      return judge({difference, standardError}, nUnits - 1);
    }
    const [first, second] = [getNamed(drawn, a)[metric.name], getNamed(drawn, b)[metric.name]];
    const standardError = deviation(first.resampled, (value, r) => value - second.resampled[r]) as number;
    const estimate = first.estimate - second.estimate;
    const reach = studentReach(level, nUnits - 1) * standardError;
    return judge({difference: {estimate, low: estimate - reach, high: estimate + reach}, standardError}, nUnits - 1);
  };
}

/** Metrics in which every user counts the same: their differences need no resamples. */
export function isMean({interval, name}: Metric): boolean {
  return interval === "mean" || name === "accuracy";
}

/** Losses of one user that differ by no more than rounding makes of one and the same score. */
const ROUNDING = 1e-12;

/** Of each user, a - b; models that score alike but for rounding differ nowhere, lest a hair that lies one way everywhere has no error to be judged by. */
export function differ(y: ArrayLike<number>, {perUser}: Metric, [a, b]: readonly [ArrayLike<number>, ArrayLike<number>]): Float64Array {
  const cost = perUser as (y: number, p: number) => number;
  const differences = new Float64Array(y.length);
  for (let i = 0; i < y.length; ++i) {
    const difference = cost(y[i], a[i]) - cost(y[i], b[i]);
    if (Math.abs(difference) > ROUNDING) differences[i] = difference;
  }
  return differences;
}

function judge(found: Pick<PairedDifference, "difference" | "standardError">, degrees: number): PairedDifference {
  const {standardError, difference} = found;
  return {...found, pValue: standardError > 0 ? studentTwoSided(difference.estimate / standardError, degrees) : 1};
}
