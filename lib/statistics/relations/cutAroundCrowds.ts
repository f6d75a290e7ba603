import {sortPresent} from "../quantile.js";
import {codeRows, cutByCount} from "./bins.js";

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
  const others: number[] = [];
  for (let i = 0; i < values.length; ++i) {
    if (Number.isNaN(values[i])) continue;
    const crowd = crowds.get(values[i]);
    if (crowd === undefined) others.push(i);
    else codes[i] = crowd;
  }
  if (others.length === 0) return {nBins: crowds.size, codes};
  const rest = Float64Array.from(others, (i) => values[i]);
  const {bins} = cutByCount(rest, Math.max(1, Math.min(nBins, Math.floor(rest.length / LEAST_ROWS))));
  codeRows(rest, bins.map((d) => d.low)).forEach((code, k) => (codes[others[k]] = crowds.size + code));
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
