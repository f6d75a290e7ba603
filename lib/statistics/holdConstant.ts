import type {Interval, Rate} from "../book/common.js";
import type {BinnedRows} from "./bins.js";
import {check, someOf, checkLabels} from "../check.js";
import {countBins} from "../groups.js";
import {normalReach} from "./distributions.js";
import {quantileSorted, sortPresent} from "./quantile.js";
import {rateDifference, rateOf} from "./intervals.js";

export interface HeldConstant {
  /** churn rate of the high half minus that of the low half, of all rows, so that it is the same whatever is held */
  raw: Interval;
  /** the same within strata, pooled by Mantel and Haenszel's weights; null if no stratum has both halves */
  within: Interval | null;
  /** strata in which both halves occur */
  strata: {label: string; low: number; high: number; lowHalf: Rate; highHalf: Rate}[];
  /** share of rows in strata with one half only, which say nothing about the difference */
  leftOut: number;
}

/** Rows of one stratum in the low and the high half of the variable. */
interface Halves {
  lowN: number;
  lowChurned: number;
  highN: number;
  highChurned: number;
}

/**
 * Does a variable still matter where another is held constant? Rows are cut in two, at the variable's median or nearby; the
 * difference of churn rates between the halves is given raw and within strata of the other variable. A difference that shrinks to nothing within
 * strata was a shadow of the other variable. Strata are never perfectly narrow, so a rest may remain.
 *
 * @param values length n; NaN is missing, such rows are left out
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param held the other variable in bins, as {@link cutByCount} gives it; rows with code -1 are in no stratum
 * @param options highFrom: the least value of the high half; default: {@link halve} of the values; design: how many times the variance of a
 *   difference of rates is what it would be if rows were drawn each by itself; see designOfRates. The rates of strata go by rows
 * @throws if lengths differ, a value is out of its domain, or one half is empty
 * @see Mantel and Haenszel (1959); variance of the pooled difference by Greenland and Robins (1985); raw interval by Newcombe (1998)
 */
export function holdConstant(
  values: ArrayLike<number>,
  yTrue: ArrayLike<number>,
  held: BinnedRows,
  {level = 0.95, highFrom = halve(values), design = 1}: {level?: number; highFrom?: number; design?: number} = {}
): HeldConstant {
  const where = "holdConstant";
  const lengths = [values.length, held.codes.length].filter((length) => length !== yTrue.length);
  check(lengths.length === 0, {where, rule: `there must be one value per label (${yTrue.length})`, got: someOf(lengths)});
  checkLabels(where, yTrue);
  const tables = countHalves(values, yTrue, {...held, highFrom});
  const all = tables.reduce(addHalves, {lowN: 0, lowChurned: 0, highN: 0, highChurned: 0});
  check(all.lowN > 0 && all.highN > 0, {
    where,
    rule: "the variable must have two halves",
    got: `${all.lowN} low and ${all.highN} high rows`,
    remedy: "Leave constant columns out."
  });
  const both = held.bins.map((bin, i) => ({...tables[i], bin})).filter((d) => d.lowN > 0 && d.highN > 0);
  const kept = both.reduce((sum, d) => sum + d.lowN + d.highN, 0);
  return {
    raw: widen(rawDifference(all, level), design),
    within: both.length > 0 ? widen(pooledDifference(both, level), design) : null,
    strata: both.map(({bin, ...d}) => ({
      ...bin,
      lowHalf: rateOf(d.lowChurned, d.lowN, level) as Rate,
      highHalf: rateOf(d.highChurned, d.highN, level) as Rate
    })),
    leftOut: 1 - kept / (all.lowN + all.highN)
  };
}

/**
 * Where the high half of a variable begins: above its median, or at it where nothing is above.
 *
 * @param values NaN is missing
 */
export function halve(values: ArrayLike<number>): number {
  const sorted = sortPresent("holdConstant", values);
  const median = quantileSorted(sorted, 0.5);
  return sorted.find((x) => x > median) ?? median;
}

/** By stratum, and last of the rows in none. */
function countHalves(
  values: ArrayLike<number>,
  yTrue: ArrayLike<number>,
  {bins, codes, highFrom}: BinnedRows & {highFrom: number}
): Halves[] {
  const places = codes.map((code) => (code < 0 ? bins.length : code));
  const cells = countBins(codeHalves(values, places, highFrom), yTrue, 2 * (bins.length + 1));
  return Array.from({length: bins.length + 1}, (_, stratum): Halves => {
    const [low, high] = cells.slice(2 * stratum, 2 * stratum + 2);
    return {lowN: low.n, lowChurned: low.churned, highN: high.n, highChurned: high.churned};
  });
}

/**
 * By row twice the code of its stratum, and one more in the high half; -1: in none.
 *
 * @param codes strata of the variable that is held, by row; -1: in none
 * @param highFrom the least value of the high half
 */
export function codeHalves(values: ArrayLike<number>, codes: Int32Array, highFrom: number): Int32Array {
  return codes.map((code, i) => (code < 0 || Number.isNaN(values[i]) ? -1 : 2 * code + Number(values[i] >= highFrom)));
}

function addHalves(a: Halves, b: Halves): Halves {
  return {
    lowN: a.lowN + b.lowN,
    lowChurned: a.lowChurned + b.lowChurned,
    highN: a.highN + b.highN,
    highChurned: a.highChurned + b.highChurned
  };
}

/** An interval of a difference of rates for errors whose variances are larger. */
function widen({estimate, low, high}: Interval, design: number): Interval {
  const wider = Math.sqrt(design);
  return {estimate, low: Math.max(-1, estimate - wider * (estimate - low)), high: Math.min(1, estimate + wider * (high - estimate))};
}

function rawDifference({lowN, lowChurned, highN, highChurned}: Halves, level: number): Interval {
  return rateDifference(rateOf(highChurned, highN, level) as Rate, rateOf(lowChurned, lowN, level) as Rate);
}

function pooledDifference(tables: readonly Halves[], level: number): Interval {
  let weight = 0;
  let sum = 0;
  let spread = 0;
  for (const {lowN, lowChurned, highN, highChurned} of tables) {
    const n = lowN + highN;
    weight += (lowN * highN) / n;
    sum += (highChurned * lowN - lowChurned * highN) / n;
    spread += (highChurned * (highN - highChurned) * lowN ** 3 + lowChurned * (lowN - lowChurned) * highN ** 3) / (lowN * highN * n * n);
  }
  const estimate = sum / weight;
  const reach = (normalReach(level) * Math.sqrt(spread)) / weight;
  return {estimate, low: Math.max(-1, estimate - reach), high: Math.min(1, estimate + reach)};
}
