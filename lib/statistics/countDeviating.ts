import type {Groups} from "./intervals.js";
import {codeGroups} from "./intervals.js";

/** Values that differ by no more of themselves are one. */
const ROUNDING = 1e-12;

/**
 * How many rows, or groups, make the spread of a mean: as many equal deviations have the fourth power that theirs have. Few where a few
 * rows deviate and all others lie together, as of losses where nearly nobody is scored wrong: then the spread too is known by those few,
 * and Student's t, which supposes many, holds less often than it says.
 *
 * @param values finite, at least one
 * @returns 0 where nothing deviates but by rounding
 * @example countDeviating([0, 0, 0, 0, 1]) // 1.54
 */
export function countDeviating(values: ArrayLike<number>, groups: Groups = null): number {
  let sum = 0;
  for (let i = 0; i < values.length; ++i) sum += values[i];
  const mean = sum / values.length;
  const {codes, sizes} = codeGroups(values.length, groups);
  const deviations = new Float64Array(sizes.length);
  for (let i = 0; i < values.length; ++i) deviations[codes[i]] += values[i] - mean;
  let [squares, fourths] = [0, 0];
  for (const deviation of deviations) {
    squares += deviation ** 2;
    fourths += deviation ** 4;
  }
  const isRounding = squares <= values.length * (ROUNDING * mean) ** 2;
  return isRounding ? 0 : squares ** 2 / fourths;
}
