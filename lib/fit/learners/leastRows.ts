import type {Groups} from "../../statistics/intervals.js";
import {MIN_GROUP} from "../../groups.js";
import {codeGroups} from "../../statistics/intervals.js";

/**
 * The fewest rows that are sure to be of {@link MIN_GROUP} different users, whichever they are: one more than those of the users with most
 * rows, one user fewer, have together. A leaf of so many tells of nobody alone, also where a user stands there with every row.
 *
 * @param groups length nRows: rows of one user have one code; absent or null: every row is a user
 * @returns more than nRows where there are fewer users
 * @example leastRows(1800, groups) // 115, of 300 users with six rows each
 */
export function leastRows(nRows: number, groups: Groups = null): number {
  if (groups === null) return MIN_GROUP;
  const sizes = codeGroups(nRows, groups).sizes.toSorted((a, b) => b - a);
  return sizes.subarray(0, MIN_GROUP - 1).reduce((sum, size) => sum + size, 1);
}
