import type {Interval, Rate} from "../book/common.js";
import type {BinnedRows} from "./bins.js";
import {check, someOf, checkLabels} from "../check.js";
import {countBins} from "../groups.js";
import {normalReach} from "./distributions.js";
import {quantileSorted, sortPresent} from "./quantile.js";
import {rateDifference, rateOf} from "./intervals.js";

export interface HeldConstant {
  /** churn rate of the high half minus that of the low half */
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
 * Does a variable still matter where another is held constant? Rows are cut at the variable's median; the difference of churn
 * rates between the halves is given raw and within strata of the other variable. A difference that shrinks to nothing within
 * strata was a shadow of the other variable. Strata are never perfectly narrow, so a rest may remain.
 *
 * @param values length n; NaN is missing, such rows are left out; the low half is x <= median (x < median if the median is the maximum)
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param held the other variable in bins, as {@link cutByCount} gives it; rows with code -1 are left out
 * @param options halves: by {@link halve} of the same values, where no row is left out of `held`, so that many variables held
 *   constant need one sort
 * @throws if lengths differ, a value is out of its domain, or one half is empty
 * @see Mantel and Haenszel (1959); variance of the pooled difference by Greenland and Robins (1985); raw interval by Newcombe (1998)
 */
export function holdConstant(
  values: ArrayLike<number>,
  yTrue: ArrayLike<number>,
  held: BinnedRows,
  {level = 0.95, halves}: {level?: number; halves?: Cut} = {}
): HeldConstant {
  const where = "holdConstant";
  const lengths = [values.length, held.codes.length].filter((length) => length !== yTrue.length);
  check(lengths.length === 0, {where, rule: `there must be one value per label (${yTrue.length})`, got: someOf(lengths)});
  checkLabels(where, yTrue);
  const tables = countHalves(values, yTrue, held, halves);
  const all = tables.reduce(addHalves, {lowN: 0, lowChurned: 0, highN: 0, highChurned: 0});
  check(all.lowN > 0 && all.highN > 0, {
    where,
    rule: "the variable must have two halves",
    got: `${all.lowN} low and ${all.highN} high rows`,
    remedy: "Leave constant columns out."
  });
  const both = tables.map((d, i) => ({...d, bin: held.bins[i]})).filter((d) => d.lowN > 0 && d.highN > 0);
  const kept = both.reduce((sum, d) => sum + d.lowN + d.highN, 0);
  return {
    raw: rawDifference(all, level),
    within: both.length > 0 ? pooledDifference(both, level) : null,
    strata: both.map(({bin, ...d}) => ({
      ...bin,
      lowHalf: rateOf(d.lowChurned, d.lowN, level) as Rate,
      highHalf: rateOf(d.highChurned, d.highN, level) as Rate
    })),
    leftOut: 1 - kept / (all.lowN + all.highN)
  };
}

/** Where a variable falls into halves. */
export interface Cut {
  median: number;
  /** no value is above the median, so that the low half is below it */
  topHeavy: boolean;
}

/** The halves of a variable over all rows that have a value. @param values NaN is missing */
export function halve(values: ArrayLike<number>): Cut {
  const sorted = sortPresent("holdConstant", values);
  const median = quantileSorted(sorted, 0.5);
  return {median, topHeavy: sorted[sorted.length - 1] <= median};
}

function withoutLeftOut(values: ArrayLike<number>, codes: Int32Array): ArrayLike<number> {
  const kept = values instanceof Float32Array ? values.slice() : Float64Array.from(values);
  for (let i = 0; i < codes.length; ++i) if (codes[i] < 0) kept[i] = NaN;
  return kept;
}

function countHalves(values: ArrayLike<number>, yTrue: ArrayLike<number>, {bins, codes}: BinnedRows, halves?: Cut): Halves[] {
  const cells = countBins(codeHalves(values, codes, halves), yTrue, 2 * bins.length);
  return bins.map((_, stratum): Halves => {
    const [low, high] = cells.slice(2 * stratum, 2 * stratum + 2);
    return {lowN: low.n, lowChurned: low.churned, highN: high.n, highChurned: high.churned};
  });
}

/**
 * By row twice the code of its stratum, and one more in the high half; -1: in none.
 *
 * @param codes strata of the variable that is held, by row; -1: in none
 * @param halves see {@link holdConstant}
 */
export function codeHalves(values: ArrayLike<number>, codes: Int32Array, halves?: Cut): Int32Array {
  const {median, topHeavy} = halves ?? halve(withoutLeftOut(values, codes));
  return codes.map((code, i) => {
    if (code < 0 || Number.isNaN(values[i])) return -1;
    return 2 * code + Number(topHeavy ? values[i] >= median : values[i] > median);
  });
}

function addHalves(a: Halves, b: Halves): Halves {
  return {
    lowN: a.lowN + b.lowN,
    lowChurned: a.lowChurned + b.lowChurned,
    highN: a.highN + b.highN,
    highChurned: a.highChurned + b.highChurned
  };
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
