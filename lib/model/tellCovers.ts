import type {Trees} from "./model.js";
import {clamp} from "../numbers.js";

/**
 * How many rows reached each node, as it may be told: in whole steps, at least one for each leaf, and of two children together as many as
 * of their parent. Of two children the left one's count is rounded, whatever was told above, and the right one has the rest: so the rows up to
 * a cut are told as one number by all trees, those up to cuts fewer than a step apart as the same or a step more, and no second rounding of
 * what is left narrows down the first. A root's, which is known, is rounded down, or the last cut that leaves enough rows would be told apart.
 *
 * @param step rows that are sure to be of enough users
 * @returns by node
 */
export function tellCovers({roots, feature, left, right, cover}: Trees, step: number): number[] {
  const leaves = new Int32Array(feature.length).fill(1);
  for (let node = feature.length - 1; node >= 0; --node) if (feature[node] >= 0) leaves[node] = leaves[left[node]] + leaves[right[node]];
  const steps = new Int32Array(feature.length);
  for (const root of roots) steps[root] = Math.max(leaves[root], Math.floor(cover[root] / step));
  for (let node = 0; node < feature.length; ++node) {
    if (feature[node] < 0) continue;
    const [l, r] = [left[node], right[node]];
    steps[l] = clamp(Math.round(cover[l] / step), leaves[l], steps[node] - leaves[r]);
    steps[r] = steps[node] - steps[l];
  }
  return Array.from(steps, (n) => n * step);
}
