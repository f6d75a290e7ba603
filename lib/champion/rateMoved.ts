import type {RateMove} from "../book/models.js";
import type {Groups} from "../statistics/intervals.js";
import {countGroups, meanInterval} from "../statistics/intervals.js";
import {studentReach} from "../statistics/distributions.js";

/** The level at which a rate is said to have moved. */
const SURE = 0.99;

/** Rows of one side of a split by time. */
export interface DatedRows {
  /** each 0 (retained) or 1 (churned) */
  y: ArrayLike<number>;
  /** whose each row is, where rows repeat customers: of one customer many periods tell the same */
  groups: Groups;
}

/**
 * The churn rates of those that models learned from and of the latest, which were kept apart: scores are made for the former. Customers of one
 * side are drawn together, through all of its periods.
 *
 * @returns null where chance may have moved the rate, or a side is of fewer than two
 */
export function findRateMove(before: DatedRows, after: DatedRows): RateMove | null {
  const least = Math.min(countGroups(before.y.length, before.groups), countGroups(after.y.length, after.groups));
  if (least < 2) return null;
  const [old, late] = [before, after].map(({y, groups}) => meanInterval(y, {groups}));
  const reach = studentReach(SURE, least - 1) * Math.hypot(old.standardError, late.standardError);
  return Math.abs(late.estimate - old.estimate) <= reach ? null : {before: old.estimate, after: late.estimate};
}
