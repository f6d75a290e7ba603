import type {Estimate} from "../book/common.js";
import {formatFixed, formatRange, formatShare, supportedDigits} from "../format.js";
import {getMetric} from "./metrics.js";

/**
 * A metric's value as readers see it everywhere, with the digits that the metric's own table gives, or fewer.
 *
 * @param half of the width of the value's interval, where it has one: digits that it does not support are left away
 * @throws if there is no metric of that name
 * @example formatMetric("accuracy", 0.8226) // "82.3%"
 */
export function formatMetric(name: string, value: number, half: number | null = null): string {
  const [, most, unit] = /^\.(\d+)([f%])$/.exec(getMetric(name).format) ?? [];
  const scale = unit === "%" ? 100 : 1;
  const digits = supportedDigits(half && half * scale, Number(most ?? 3));
  return unit === "%" ? formatShare(value, digits) : formatFixed(value, digits);
}

/** What is said of fold scores that are absent; see {@link ToldScores}. */
export const UNTOLD = "too few to tell";

/** Half the width of an interval, or as much as supports the digits of the step that it is told on; null: there is none. */
export function halfOf({low, high, step}: {low: number | null; high: number | null; step?: number}): number | null {
  return low === null || high === null ? null : onStep((high - low) / 2, step);
}

/** Digits go down to the second of a half-width ({@link supportedDigits}), so that of ten steps the step's are the last. */
function onStep(half: number, step = 0): number {
  return Math.max(half, 10 * step);
}

/**
 * By what half-width the digits of an estimate go: its interval's; of the calibration error, which has none, what chance alone makes; and
 * where users are too few for an interval, what leaves two figures of the value, or of what it lacks to 1.
 */
export function precisionOf(found: Estimate): number {
  const {estimate, byChance, step} = found;
  const half = halfOf(found);
  return half ?? onStep(byChance ?? (estimate > 1 ? estimate : Math.min(Math.abs(estimate), 1 - estimate)), step);
}

/**
 * A metric with the digits that its interval supports, and the line at which it is counted, where that is not 0.5.
 *
 * @example "0.75" where the interval is 0.62 to 0.88; "15.3% at 0.4312"; "96.1% above every score"
 */
export function formatEstimate(name: string, found: Estimate): string {
  const value = formatMetric(name, found.estimate, precisionOf(found));
  return found.line === undefined ? value : `${value} ${sayHalfLine(found, String)}`;
}

/**
 * Where a metric of the line at 0.5 is counted. At its ends the line parts nobody, and is no number that a reader could look for.
 *
 * @param format of a line between 0 and 1
 * @example "at 0.4312"; "above every score"
 */
export function sayHalfLine({line = 0.5}: Pick<Estimate, "line">, format: (line: number) => string): string {
  return line >= 1 ? "above every score" : line <= 0 ? "below every score" : `at ${format(line)}`;
}

/** Its interval, with the same digits. @example formatMetricInterval("rocAuc", {estimate: 0.75, low: 0.73, high: 0.77}) // "0.730 to 0.770" */
export function formatMetricInterval(name: string, found: Estimate): string {
  return formatRange(found, (value) => formatMetric(name, value, precisionOf(found)));
}

/** Both. @example sayEstimate("rocAuc", {estimate: 0.75, low: 0.73, high: 0.77}) // "0.750 (0.730 to 0.770)" */
export function sayEstimate(name: string, found: Estimate): string {
  return `${formatEstimate(name, found)} (${formatMetricInterval(name, found)})`;
}
