import type {Estimate} from "../../lib/book/common.js";
import type {MetricInfo, ModelsBook} from "../../lib/book/models.js";
import {getMetric} from "../../lib/metrics/metrics.js";
import {formatFixed, formatRange, formatShare} from "../../lib/format.js";
import {check} from "../../lib/check.js";

/**
 * A metric's value as readers see it everywhere, with the digits that the metric's own table gives.
 *
 * @throws if there is no metric of that name
 * @example formatMetric("accuracy", 0.8226) // "82.3%"
 */
export function formatMetric(name: string, value: number): string {
  const [, digits, unit] = /^\.(\d+)([f%])$/.exec(getMetric(name).format) ?? [];
  return unit === "%" ? formatShare(value, Number(digits)) : formatFixed(value, Number(digits ?? 3));
}

/** @example formatMetricInterval("rocAuc", {estimate: 0.75, low: 0.73, high: 0.77}) // "0.730 to 0.770" */
export function formatMetricInterval(name: string, found: Estimate): string {
  return formatRange(found, (value) => formatMetric(name, value));
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
