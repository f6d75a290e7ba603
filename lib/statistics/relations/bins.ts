import {quantileSorted} from "d3";
import {check} from "../../check.js";
import {formatValue} from "../../format.js";
import {sortPresent} from "../quantile.js";

/** Rows with low <= x < high; the last bin includes high. */
export interface Bin {
  label: string;
  low: number;
  high: number;
}

/** Bins, and the bin of each row: an index into `bins`, -1 for a missing value. */
export interface BinnedRows {
  bins: Bin[];
  codes: Int32Array;
}

/**
 * Cuts values into bins of about equal count. Equal values share a bin, so there may be fewer; whole numbers get whole edges,
 * and one bin per value if there are no more values than bins.
 *
 * @param values NaN is missing
 * @param nBins >= 1
 * @throws if there is no value, one is infinite, or nBins is not a whole number >= 1
 * @example cutByCount([0, 0, 1, 2, 3, 3], 2).bins.map((d) => d.label) // ["0–1", "2–3"]
 */
export function cutByCount(values: ArrayLike<number>, nBins: number): BinnedRows {
  check(Number.isInteger(nBins) && nBins >= 1, {where: "cutByCount", rule: "nBins must be a whole number >= 1", got: nBins});
  const sorted = Array.from(sortPresent("cutByCount", values));
  check(sorted.length > 0, {where: "cutByCount", rule: "there must be at least one value", got: `${values.length} values, all missing`});
  const whole = sorted.every(Number.isInteger);
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const starts =
    distinct.length <= nBins
      ? distinct
      : Array.from({length: nBins}, (_, i) => quantileSorted(sorted, i / nBins) as number).map((edge) => (whole ? Math.ceil(edge) : edge));
  const lows = starts.filter((edge, i) => i === 0 || edge > starts[i - 1]);
  const name = distinct.length <= nBins ? formatValue : nameRange;
  const bins = lows.map((low, i) => {
    const last = i + 1 === lows.length;
    const high = last ? sorted[sorted.length - 1] : lows[i + 1];
    return {label: name(low, whole && !last ? high - 1 : high), low, high};
  });
  return {bins, codes: codeRows(values, lows)};
}

/**
 * The bin of each value: the last whose low edge it reaches; values below the first edge fall into the first.
 *
 * @param lows rising
 * @returns -1 where the value is missing
 */
export function codeRows(values: ArrayLike<number>, lows: readonly number[]): Int32Array {
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; ++i) {
    if (Number.isNaN(values[i])) {
      codes[i] = -1;
      continue;
    }
    let from = 0;
    let to = lows.length;
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (values[i] >= lows[middle]) from = middle;
      else to = middle;
    }
    codes[i] = from;
  }
  return codes;
}

/** Counts the churned and all rows of each bin. */
export function countBins(codes: ArrayLike<number>, yTrue: ArrayLike<number>, nBins: number): {n: number; churned: number}[] {
  const counts = Array.from({length: nBins}, () => ({n: 0, churned: 0}));
  for (let i = 0; i < codes.length; ++i) {
    if (codes[i] < 0) continue;
    counts[codes[i]].n += 1;
    counts[codes[i]].churned += yTrue[i];
  }
  return counts;
}

function nameRange(low: number, high: number): string {
  return low === high ? formatValue(low) : `${formatValue(low)}–${formatValue(high)}`;
}
