import type {RateBin} from "../../book/eda.js";
import {check} from "../../check.js";
import {checkLabels} from "../../metrics/scored.js";
import {rateOf} from "../wilsonInterval.js";
import type {BinnedRows} from "./bins.js";
import {countBins, cutByCount} from "./bins.js";

/**
 * Churn rate along a number, in bins of about equal count, each with its Wilson interval. Missing values are left out.
 *
 * @param values length n; NaN is missing
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function rateByBin(values: ArrayLike<number>, yTrue: ArrayLike<number>, {bins = 10, level = 0.95} = {}): RateBin[] {
  return ratesOf("rateByBin", cutByCount(values, bins), {yTrue, level});
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
