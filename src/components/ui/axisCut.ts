/** The stretch of an axis that shows differences, and which side of it was cut off. */
export interface AxisCut {
  low: number;
  high: number;
  /** values worse than the axis's end, to be marked there */
  nBeyond: number;
}

/** An axis may be empty for this share of its length. */
const MOST_EMPTY = 0.5;

/**
 * Where to end an axis on its bad side: before a gap of more than half of its length, as long as half of the values stay on it. So
 * a few hopeless values do not squeeze the others, among which one chooses, into a line.
 *
 * @param values finite; at least one
 */
export function cutAxis(values: readonly number[], better: "lower" | "higher"): AxisCut {
  const sign = better === "lower" ? 1 : -1;
  const sorted = values.map((d) => sign * d).sort((a, b) => a - b);
  let n = sorted.length;
  for (;;) {
    const gap = widestGap(sorted, n);
    const isEmpty = gap.width > MOST_EMPTY * (sorted[n - 1] - sorted[0]);
    if (!isEmpty || gap.at < 2 || 2 * gap.at < sorted.length || sorted[gap.at - 1] === sorted[0]) break;
    n = gap.at;
  }
  const ends = [sign * sorted[0], sign * sorted[n - 1]];
  return {low: Math.min(...ends), high: Math.max(...ends), nBeyond: sorted.length - n};
}

/** The widest gap between neighbours among the first n. @returns how many values lie before it */
function widestGap(sorted: readonly number[], n: number): {at: number; width: number} {
  let widest = {at: n, width: 0};
  for (let at = 1; at < n; at += 1) {
    const width = sorted[at] - sorted[at - 1];
    if (width > widest.width) widest = {at, width};
  }
  return widest;
}

/** On which side of the cut a value lies. @returns -1 before it, 0 on it, 1 after it */
export function sideOf({low, high}: AxisCut, value: number): -1 | 0 | 1 {
  return value < low ? -1 : value > high ? 1 : 0;
}

/** An axis from the least value to the greatest; null where there is none. */
export function wholeAxis(values: readonly number[]): AxisCut | null {
  return values.length === 0 ? null : {low: Math.min(...values), high: Math.max(...values), nBeyond: 0};
}
