import type {Estimate} from "../../lib/book/common.js";
import type {MetricInfo, ModelsBook} from "../../lib/book/models.js";
import {getMetric} from "../../lib/metrics/metrics.js";
import {formatFixed, formatRange, formatShare, supportedDigits} from "../../lib/format.js";
import {check} from "../../lib/check.js";

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

/** A value on test rows, with the digits that its interval supports. @example "0.75" where the interval is 0.62 to 0.88 */
export function formatEstimate(name: string, found: Estimate): string {
  return formatMetric(name, found.estimate, halfOf(found));
}

/** @example formatMetricInterval("rocAuc", {estimate: 0.75, low: 0.73, high: 0.77}) // "0.730 to 0.770" */
export function formatMetricInterval(name: string, found: Estimate): string {
  return formatRange(found, (value) => formatMetric(name, value, halfOf(found)));
}

function halfOf({low, high}: Estimate): number | null {
  return low === null || high === null ? null : (high - low) / 2;
}

/** Whether readers see the metric in percent. */
export function isShare(name: string): boolean {
  return getMetric(name).format.endsWith("%");
}

/** @throws if the book offers no metric of that name */
export function getMetricInfo({metrics}: Pick<ModelsBook, "metrics">, name: string): MetricInfo {
  const info = metrics.find((d) => d.name === name);
  check(info, {where: "getMetricInfo", rule: `the metric must be one of ${metrics.map((d) => d.name).join(", ")}`, got: name});
  return info;
}
