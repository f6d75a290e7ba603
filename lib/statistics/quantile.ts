import {check} from "../check.js";
import {sortFloats} from "../sortFloats.js";

/**
 * Quantiles by linear interpolation between order statistics (Hyndman and Fan's type 7, as d3 and numpy do by default).
 *
 * @param values numbers; NaN is missing and left out; infinity is refused
 * @param shares each in [0, 1]
 * @throws if there is no value, a value is infinite or a share is out of [0, 1]
 * @example quantiles([1, 2, 3, 4], [0.5]) // [2.5]
 */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = sortPresent("quantiles", values);
  check(sorted.length > 0, {where: "quantiles", rule: "there must be at least one value", got: `${values.length} values, all missing`});
  return quantilesSorted(sorted, shares);
}

/** The same of values that are sorted already, without missing ones. @throws if a share is out of [0, 1] */
export function quantilesSorted(sorted: ArrayLike<number>, shares: readonly number[]): number[] {
  const strangers = shares.filter((share) => !(share >= 0 && share <= 1));
  check(strangers.length === 0, {where: "quantiles", rule: "shares must lie in [0, 1]", got: strangers.join(", ")});
  return shares.map((share) => quantileSorted(sorted, share));
}

/** The same of values that are sorted already, without missing ones. @param share in [0, 1] */
export function quantileSorted(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  return below + 1 < sorted.length ? sorted[below] + (sorted[below + 1] - sorted[below]) * (place - below) : sorted[below];
}

/** One quantile; see {@link quantiles}. */
export function quantile(values: ArrayLike<number>, share: number): number {
  return quantiles(values, [share])[0];
}

/**
 * The values that are not missing, sorted.
 *
 * @throws if a value is infinite
 */
export function sortPresent(where: string, values: ArrayLike<number>): Float64Array {
  const present = values instanceof Float32Array ? new Float32Array(values.length) : new Float64Array(values.length);
  let n = 0;
  let infinite = 0;
  for (let i = 0; i < values.length; ++i) {
    if (Number.isNaN(values[i])) continue;
    if (!Number.isFinite(values[i])) ++infinite;
    present[n++] = values[i];
  }
  check(infinite === 0, {where, rule: "values must be finite (NaN is missing)", got: `${infinite} infinite`});
  const kept = present.subarray(0, n);
  return kept instanceof Float32Array ? new Float64Array(sortFloats(kept)) : kept.sort();
}
