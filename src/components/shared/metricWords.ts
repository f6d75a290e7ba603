import type {MetricInfo, ModelsBook} from "../../lib/book/models.js";
import {getMetric} from "../../lib/metrics/metrics.js";
import {formatEstimate, formatMetric, formatMetricInterval, precisionOf, sayEstimate, UNTOLD} from "../../lib/metrics/formatMetric.js";
import {check} from "../../lib/check.js";

export {formatEstimate, formatMetric, formatMetricInterval, precisionOf, sayEstimate, UNTOLD};

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
