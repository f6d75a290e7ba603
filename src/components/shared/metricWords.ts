import type {Estimate} from "../../lib/book/common.js";
import type {MetricInfo, ModelsBook} from "../../lib/book/models.js";
import {getMetric} from "../../lib/metrics/metrics.js";
import {formatRange} from "../../lib/format.js";
import {formatMetric, halfOf} from "../../lib/metrics/formatMetric.js";
import {check} from "../../lib/check.js";

export {formatMetric};

/** A value on test rows, with the digits that its interval supports. @example "0.75" where the interval is 0.62 to 0.88 */
export function formatEstimate(name: string, found: Estimate): string {
  return formatMetric(name, found.estimate, halfOf(found));
}

/** @example formatMetricInterval("rocAuc", {estimate: 0.75, low: 0.73, high: 0.77}) // "0.730 to 0.770" */
export function formatMetricInterval(name: string, found: Estimate): string {
  return formatRange(found, (value) => formatMetric(name, value, halfOf(found)));
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
