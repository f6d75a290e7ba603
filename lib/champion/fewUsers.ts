import type {Groups} from "../statistics/intervals.js";
import {countGroups, countUnits} from "../statistics/intervals.js";

/** Of fewer users than these, or of fewer of either class, how good a model is cannot be told, nor which of two is better. */
const ENOUGH_USERS = {n: 500, ofClass: 50};

/**
 * Whether these are too few to tell. Where rows repeat customers, customers count, of either class those with a row of it: rows of one
 * customer know nearly the same.
 *
 * @param y each 0 (retained) or 1 (churned)
 */
export function isFew(y: ArrayLike<number>, groups: Groups): boolean {
  if (countGroups(y.length, groups) < ENOUGH_USERS.n) return true;
  return [0, 1].some((label) => countUnits(y, groups, label) < ENOUGH_USERS.ofClass);
}
