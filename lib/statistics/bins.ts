import type {RateBin} from "../book/eda.js";
import {check, checkLabels} from "../check.js";
import {countBins} from "../groups.js";
import {formatApart, joinRange, splitRange} from "../format.js";
import {quantileSorted, sortPresent} from "./quantile.js";
import {rateOf} from "./intervals.js";

/** Rows with low <= x < high; the last bin includes high. */
export interface Bin {
  label: string;
  low: number;
  high: number;
}

/** Bins, and the bin of each row: an index into `bins`, -1 for a missing value. */
export interface BinnedRows {
  bins: Bin[];
  codes: Int32Array;
}

/** What values are cut by. */
interface Placing {
  sorted?: Float64Array;
  placing?: Float64Array;
}

/**
 * Cuts values into bins of about equal count. Equal values share a bin, so there may be fewer; whole numbers get whole edges,
 * and one bin per value if there are no more values than bins.
 *
 * @param values NaN is missing
 * @param nBins >= 1
 * @param options sorted: the values that are not missing, rising, where the caller has them; placing: some of these, rising, of which
 *   quantiles are the edges; default: all
 * @throws if there is no value, one is infinite, or nBins is not a whole number >= 1
 * @example cutByCount([0, 0, 1, 2, 3, 3], 2).bins.map((d) => d.label) // ["0–1", "2–3"]
 */
export function cutByCount(values: ArrayLike<number>, nBins: number, {sorted: given, placing}: Placing = {}): BinnedRows {
  const sorted = given ?? sortPresent("cutByCount", values);
  check(Number.isInteger(nBins) && nBins >= 1, {where: "cutByCount", rule: "nBins must be a whole number >= 1", got: nBins});
  check(sorted.length > 0, {where: "cutByCount", rule: "there must be at least one value", got: `${values.length} values, all missing`});
  const whole = sorted.every(Number.isInteger);
  const distinct = fewDistinct(sorted, nBins);
  const starts =
    distinct !== null
      ? distinct
      : Array.from({length: nBins}, (_, i) => quantileSorted(i === 0 ? sorted : (placing ?? sorted), i / nBins)).map((edge) =>
          whole ? Math.ceil(edge) : edge
        );
  const lows = starts.filter((edge, i) => i === 0 || edge > starts[i - 1]);
  const labels = nameBins(lows, sorted, nBins);
  const bins = lows.map((low, i) => ({label: labels[i], low, high: i + 1 === lows.length ? sorted[sorted.length - 1] : lows[i + 1]}));
  return {bins, codes: codeRows(values, lows)};
}

/**
 * What bins of a number are called, no two the same: each by the values where it begins and ends, which are edges where there are more
 * values than bins.
 *
 * @param lows where each begins, rising
 * @param sorted the values that were cut, rising, without missing ones
 * @param most values that are not cut but told by themselves
 */
export function nameBins(lows: readonly number[], sorted: Float64Array, most: number): string[] {
  const distinct = fewDistinct(sorted, most);
  const isWhole = sorted.every(Number.isInteger);
  const endOf = (low: number, next: number | undefined): [number, number] => {
    if (distinct !== null) return [distinct.find((d) => d >= low) ?? low, distinct.findLast((d) => next === undefined || d < next) ?? low];
    return [low, next === undefined ? sorted[sorted.length - 1] : isWhole ? next - 1 : next];
  };
  return nameRanges(lows.map((low, i) => endOf(low, lows[i + 1])));
}

/** Ranges by their ends, no two the same where they are not. @example nameRanges([[3, 5], [6, 6]]) // ["3–5", "6"] */
export function nameRanges(ends: readonly (readonly [number, number])[]): string[] {
  const rising = [...new Set(ends.flat())].sort((a, b) => a - b);
  const names = new Map(formatApart(rising).map((name, i) => [rising[i], name]));
  const nameOf = (value: number): string => names.get(value) as string;
  return ends.map(([low, high]) => (low === high ? nameOf(low) : joinRange(nameOf(low), nameOf(high))));
}

/** The different values of a sorted list, unless there are more than `most`. */
function fewDistinct(sorted: Float64Array, most: number): number[] | null {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length; ++i) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    if (distinct.length === most) return null;
    distinct.push(sorted[i]);
  }
  return distinct;
}

/**
 * The bin of each value: the last whose low edge it reaches; values below the first edge fall into the first.
 *
 * @param lows rising
 * @returns -1 where the value is missing
 */
export function codeRows(values: ArrayLike<number>, lows: readonly number[]): Int32Array {
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; ++i) {
    if (Number.isNaN(values[i])) {
      codes[i] = -1;
      continue;
    }
    let from = 0;
    let to = lows.length;
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (values[i] >= lows[middle]) from = middle;
      else to = middle;
    }
    codes[i] = from;
  }
  return codes;
}

/** The rows of each code, rising. @param codes below nCodes; rows below 0 are left out */
export function rowsByCode(codes: Int32Array, nCodes: number): Int32Array[] {
  const counts = new Int32Array(nCodes);
  for (let i = 0; i < codes.length; ++i) if (codes[i] >= 0) ++counts[codes[i]];
  const rows = Array.from(counts, (n) => new Int32Array(n));
  counts.fill(0);
  for (let i = 0; i < codes.length; ++i) if (codes[i] >= 0) rows[codes[i]][counts[codes[i]]++] = i;
  return rows;
}

/** How the label of a bin without an upper end ends. */
export const OPEN = " or more";

/** What two neighbouring bins are called as one. @example joinLabels("3–5", "6 or more") // "3 or more" */
export function joinLabels(a: string, b: string): string {
  const [from] = splitRange(a);
  return b.endsWith(OPEN) ? `${from}${OPEN}` : joinRange(from, splitRange(b)[1]);
}

/** Fewer rows than this do not make a bin of their own. */
const LEAST_ROWS = 20;

/**
 * Cuts values into bins as {@link cutByCount} does, but a value shared by more than one in `nBins` rows has a bin to itself and
 * only the others are cut by count. In a column of mostly zeros, quantiles of all rows would put every other value into one
 * bin with zero, and with it whatever that value says.
 *
 * @param values NaN is missing
 * @param nBins >= 1; of the values that are not crowded, fewer where their bins would hold less than 20 rows
 * @returns codes: the bin of each value, in [0, nBins) of the result, -1 where it is missing. Bins are in no order
 * @throws if a value is infinite, or nBins is not a whole number >= 1
 * @example cutAroundCrowds([0, 0, 0, 5, 0, NaN], 4) // {nBins: 2, codes: [0, 0, 0, 1, 0, -1]}
 */
export function cutAroundCrowds(values: ArrayLike<number>, nBins: number): {nBins: number; codes: Int32Array} {
  const sorted = sortPresent("cutAroundCrowds", values);
  const crowds = findCrowds(sorted, sorted.length / nBins);
  const codes = new Int32Array(values.length).fill(-1);
  const others = new Int32Array(sorted.length);
  let nOthers = 0;
  for (let i = 0; i < values.length; ++i) {
    if (Number.isNaN(values[i])) continue;
    const crowd = crowds.get(values[i]);
    if (crowd === undefined) others[nOthers++] = i;
    else codes[i] = crowd;
  }
  if (nOthers === 0) return {nBins: crowds.size, codes};
  const rest = Float64Array.from(others.subarray(0, nOthers), (i) => values[i]);
  const {bins} = cutByCount(rest, Math.max(1, Math.min(nBins, Math.floor(rest.length / LEAST_ROWS))));
  codeRows(
    rest,
    bins.map((d) => d.low)
  ).forEach((code, k) => (codes[others[k]] = crowds.size + code));
  return {nBins: crowds.size + bins.length, codes};
}

/** Each value that more than `most` rows share, numbered as it comes. @param sorted without missing values */
function findCrowds(sorted: Float64Array, most: number): Map<number, number> {
  const crowds = new Map<number, number>();
  for (let i = 0, end = 0; i < sorted.length; i = end) {
    while (end < sorted.length && sorted[end] === sorted[i]) ++end;
    if (end - i > most) crowds.set(sorted[i], crowds.size);
  }
  return crowds;
}

/**
 * Churn rate along a number, in bins of about equal count, each with its Wilson interval. Missing values are left out.
 *
 * @param values length n; NaN is missing
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param options sorted, placing: see {@link cutByCount}
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function rateByBin(
  values: ArrayLike<number>,
  yTrue: ArrayLike<number>,
  {bins = 10, level = 0.95, ...placed}: {bins?: number; level?: number} & Placing = {}
): RateBin[] {
  return ratesOf("rateByBin", cutByCount(values, bins, placed), {yTrue, level});
}

/**
 * Churn rate by category, in the order of `levels`; levels without rows are left out.
 *
 * @param codes length n, indices into `levels`; -1 is missing and left out
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function rateByLevel(
  {codes, levels}: {codes: Int32Array; levels: readonly string[]},
  yTrue: ArrayLike<number>,
  {level = 0.95} = {}
): RateBin[] {
  return ratesOf("rateByLevel", {codes, bins: levels.map((label, i) => ({label, low: i, high: i}))}, {yTrue, level});
}

function ratesOf(where: string, {bins, codes}: BinnedRows, {yTrue, level}: {yTrue: ArrayLike<number>; level: number}): RateBin[] {
  check(codes.length === yTrue.length, {where, rule: `there must be one value per label (${yTrue.length})`, got: codes.length});
  checkLabels(where, yTrue);
  return countBins(codes, yTrue, bins.length).flatMap(({n, churned}, i) => {
    const rate = rateOf(churned, n, level);
    return rate ? [{...rate, label: bins[i].label, from: bins[i].low, to: bins[i].high}] : [];
  });
}
