import type {Random} from "../random.js";
import {shuffleRows} from "../random.js";
import {codeGroups} from "../statistics/intervals.js";

/**
 * Draws whole groups until they have a share of the rows, and rows of both classes: the first of them in a random order, so that a larger
 * share holds every smaller one.
 *
 * @param labelled groups and y: length n each
 * @param share in (0, 1]
 * @returns length n, 1 for the rows that were drawn
 */
export function drawGroups({groups, y}: {groups: ArrayLike<number>; y: ArrayLike<number>}, share: number, random: Random): Uint8Array {
  const {codes, sizes} = codeGroups(groups.length, groups);
  const order = shuffleRows(Int32Array.from(sizes.keys()), random);
  const isIn = new Uint8Array(sizes.length);
  const has = [new Uint8Array(sizes.length), new Uint8Array(sizes.length)];
  for (let i = 0; i < codes.length; ++i) has[y[i]][codes[i]] = 1;
  let [taken, retained, churned] = [0, 0, 0];
  for (const group of order) {
    if (taken >= share * groups.length && retained > 0 && churned > 0) break;
    isIn[group] = 1;
    taken += sizes[group];
    retained += has[0][group];
    churned += has[1][group];
  }
  return Uint8Array.from(codes, (group) => isIn[group]);
}
