import type {HistogramBin} from "../book/eda.js";
import type {Bin} from "./bins.js";
import {bin, thresholdFreedmanDiaconis} from "d3-array";
import {check, checkLabels} from "../check.js";
import {splitRange} from "../format.js";
import {quantileSorted, sortPresent} from "./quantile.js";
import {countBins} from "../groups.js";
import {codeRows, nameRanges, OPEN} from "./bins.js";

export interface HistogramOptions {
  maxBins?: number;
  /** share of values drawn at scale; what lies beyond goes into one last bin. 1: no such bin */
  upTo?: number;
  /** the values that are not missing, rising, where the caller has them */
  sorted?: Float64Array;
}

/** A long tail is cut off only if it would take more than this share of the axis. */
const TAIL_SHARE = 0.2;

/**
 * A distribution by label. Whole numbers get bins of whole width (1 if they fit), others round edges by Freedman and
 * Diaconis; a long upper tail shares one last bin ("9,000 or more"), so that it does not flatten the rest.
 *
 * @param values length n; NaN is missing and left out
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @throws if the lengths differ, there is no value, a value is infinite or a label out of its domain
 */
export function histogramByLabel(values: ArrayLike<number>, yTrue: ArrayLike<number>, options: HistogramOptions = {}): HistogramBin[] {
  const where = "histogramByLabel";
  check(values.length === yTrue.length, {where, rule: `there must be one value per label (${yTrue.length})`, got: values.length});
  checkLabels(where, yTrue);
  const bins = binEvenly(values, options);
  const codes = codeRows(
    values,
    bins.map((d) => d.low)
  );
  return countBins(codes, yTrue, bins.length).map(({n, churned}, i) => ({...bins[i], churned, retained: n - churned}));
}

/**
 * Bins of equal width over the values, the last one open if there is a long tail.
 *
 * @param values NaN is missing
 * @throws if there is no value, one is infinite, or an option is out of its domain
 */
function binEvenly(
  values: ArrayLike<number>,
  {maxBins = 40, upTo = 0.99, sorted = sortPresent("binEvenly", values)}: HistogramOptions = {}
): Bin[] {
  check(sorted.length > 0, {where: "binEvenly", rule: "there must be at least one value", got: `${values.length} values, all missing`});
  check(Number.isInteger(maxBins) && maxBins >= 2, {where: "binEvenly", rule: "maxBins must be a whole number >= 2", got: maxBins});
  const min = sorted[0];
  const max = sorted[sorted.length - 1];
  const cut = quantileSorted(sorted, upTo);
  const tail = max - cut > TAIL_SHARE * (max - min) && cut > min;
  const whole = sorted.every(Number.isInteger);
  const lows = whole
    ? wholeEdges(min, tail ? Math.ceil(cut) : max, maxBins)
    : roundEdges(tail ? sorted.filter((x) => x < cut) : sorted, maxBins);
  const width = lows.length > 1 ? lows[1] - lows[0] : whole ? 1 : 0;
  const highs = lows.map((low, i) => lows[i + 1] ?? Math.max(max, whole ? low + width : low));
  const labels = nameRanges(lows.map((low, i) => [low, whole ? low + width - 1 : highs[i]]));
  const isOpen = (i: number): boolean => tail && i === lows.length - 1;
  return lows.map((low, i) => ({label: isOpen(i) ? `${splitRange(labels[i])[0]}${OPEN}` : labels[i], low, high: highs[i]}));
}

/** Low edges from min on, all whole, at most maxBins of them, of the narrowest width among 1, 2, 5, 10, ... */
function wholeEdges(min: number, max: number, maxBins: number): number[] {
  let width = 1;
  for (let power = 1; (max - min + 1) / width > maxBins - 1; power *= 10) {
    width = [1, 2, 5, 10].map((d) => d * power).find((d) => (max - min + 1) / d <= maxBins - 1) ?? 10 * power;
  }
  const start = Math.floor(min / width) * width;
  return Array.from({length: Math.floor((max - start) / width) + 1}, (_, i) => start + i * width);
}

/** Low edges at round numbers. */
function roundEdges(sorted: Float64Array, maxBins: number): number[] {
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const count = Math.max(1, Math.min(Math.floor(maxBins / 2), thresholdFreedmanDiaconis(sorted, low, high)));
  const bins = bin().thresholds(count)([low, high]); // edges hang on the ends alone; the bins would keep every value
  if (bins.length === 1) return [bins[0].x0 as number];
  const step = (bins[1].x1 as number) - (bins[1].x0 as number);
  return bins.map((d, i) => (i === 0 ? (bins[1].x0 as number) - step : (d.x0 as number)));
}
