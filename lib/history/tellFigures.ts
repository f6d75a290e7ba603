import type {Estimate} from "../book/common.js";
import type {BuildData, ToldFigure} from "../book/history.js";
import {MIN_GROUP} from "../groups.js";
import {normalReach} from "../statistics/distributions.js";
import {wilsonInterval} from "../statistics/intervals.js";

/**
 * What a build's figures may be told as, beside those of other builds. Two builds of tables that differ by one user would tell of that
 * user by what is different in them. So a figure is told on steps as wide as what {@link MIN_GROUP} users move, and stays where
 * the build before told it until it has moved by a whole step: what fewer users move is not seen.
 */

/** Steps of one power of ten: so near to each other that rounding up loses little. */
const NICE = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The least round number that is not below. @param least > 0 @example niceUp(0.0134) // 0.015 */
export function niceUp(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = NICE.find((d) => d * power >= least * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(2));
}

/**
 * A figure on the nearest step, or as it was told before where it has not moved by a step.
 *
 * @param before as the build before told it; null or absent: it did not
 * @example tellFigure(0.756, 0.01) // 0.76
 * @example tellFigure(0.766, 0.01, 0.76) // 0.76
 */
export function tellFigure(value: number, step: number, before?: number | null): number {
  if (before !== undefined && before !== null && Math.abs(value - before) < step) return before;
  return Number((Math.round(value / step) * step).toPrecision(12)) + 0; // and never -0
}

/** A share or a chance as {@link tellFigure} tells it; the last step may lie beyond 1, which neither can. @param share in [0, 1] */
export function tellShare(share: number, step: number, before?: number | null): number {
  return Math.min(1, tellFigure(share, step, before));
}

/** A number of users: a multiple of {@link MIN_GROUP}, so that two that differ do so by as many. */
export function tellNumber(count: number, before?: number | null): number {
  return tellFigure(count, MIN_GROUP, before);
}

/** How many rows drawn each by itself tell as much as those of customers that have several: an estimate, which two digits tell. */
export function tellEffective(effective: number, before?: number | null): number {
  return Math.max(1, tellFigure(effective, Math.max(MIN_GROUP, niceUp(effective / 10)), before));
}

/** The churn rate by the numbers that are told. @param effective absent: each row was drawn by itself */
export function tellRate({labelled, churned, effective = labelled}: Pick<BuildData, "labelled" | "churned" | "effective">): ToldFigure {
  const n = Math.max(1, Math.min(labelled, effective));
  return wilsonInterval((churned / Math.max(labelled, 1)) * n, n);
}

/** How many users a build's inputs are told of: customers where rows repeat them, for what rows of one say may be the same. */
export function usersOf({customers, labelled}: Pick<BuildData, "customers" | "labelled">): number {
  return customers ?? labelled;
}

/** The step of a share of so many users, and of a score that is learned from them. @param least never finer than this */
export function stepOfShare(n: number, least = 0): number {
  return niceUp(Math.max(MIN_GROUP / Math.max(n, 1), least));
}

const REACH = /* @__PURE__ */ normalReach(0.95);

/**
 * An estimate over n users. By its interval, a user of the usual weight moves it by `half / (1.96 sqrt(n))`; the step is as many times
 * that as there are users in the smallest group. The ends lie half a step further out.
 */
export function tellEstimate({estimate, low, high}: Estimate, n: number, before?: ToldFigure | null): ToldFigure {
  if (low !== null && low === high) return {estimate, low, high}; // such as the AUC of one score for all: it is so whoever they are
  if (low === null || high === null) {
    const told = tellFigure(estimate, stepOfShare(n), before?.estimate);
    return {estimate: estimate <= 1 ? Math.min(1, told) : told, low: null, high: null};
  }
  const step = niceUp(((high - low) / 2) * (MIN_GROUP / (REACH * Math.sqrt(Math.max(n, 1)))));
  const least = tellFigure(low - step / 2, step, before?.low);
  const most = tellFigure(high + step / 2, step, before?.high);
  const middle = tellFigure(estimate, step, before?.estimate);
  return {
    estimate: high <= 1 ? Math.min(1, middle) : middle,
    low: low >= 0 ? Math.max(0, least) : least,
    high: high <= 1 ? Math.min(1, most) : most
  };
}
