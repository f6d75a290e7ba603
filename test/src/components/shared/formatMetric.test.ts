import {expect, it} from "vitest";
import {formatMetric, formatMetricInterval, isShare} from "../../../../src/components/shared/metricWords.js";
import {METRIC_NAMES} from "../../../../lib/metrics/metrics.js";
import {lowerFirst} from "../../../../lib/format.js";

it("formatMetric(name, value) uses the digits of the metric's own table", () => {
  expect(formatMetric("logLoss", 0.40512)).toBe("0.4051");
  expect(formatMetric("rocAuc", 0.7559)).toBe("0.756");
  expect(formatMetric("accuracy", 0.8226)).toBe("82.3%");
});

it("formatMetric(name, value) can print every metric", () => {
  for (const name of METRIC_NAMES) expect(formatMetric(name, 0.5)).toMatch(/^\d+(\.\d+)?%?$/);
});

it("formatMetric(name, value) refuses an unknown metric", () => {
  expect(() => formatMetric("charm", 1)).toThrow(/^getMetric: the metric must be one of/);
});

it("formatMetricInterval(name, interval) says to, not a dash", () => {
  expect(formatMetricInterval("rocAuc", {estimate: 0.75, low: 0.734, high: 0.766})).toBe("0.734 to 0.766");
});

it("isShare(name) is true of what readers see in percent", () => {
  expect([isShare("accuracy"), isShare("logLoss")]).toEqual([true, false]);
});

it("lowerFirst(title) keeps abbreviations and people", () => {
  const kept = ["ROC AUC", "F1 at 0.5", "Brier score", "Gaussian naive Bayes"];
  expect(["Log loss", ...kept].map(lowerFirst)).toEqual(["log loss", ...kept]);
});
