import {describe, expect, it} from "vitest";
import {rankProbabilities} from "../../../lib/metrics/scored.js";
import {getMetric, isBetter, METRIC_NAMES, metrics, scoreAll} from "../../../lib/metrics/metrics.js";
import {oracle} from "./oracle.js";

const agreed = METRIC_NAMES.filter((name) => name !== "liftAtTenPercent" && name !== "calibrationError");

describe("metrics agree with scikit-learn", () => {
  it.each(agreed)("%s is among its values", (metric) => {
    const remedy = `add ${metric} to score() in test/fixtures/metrics/make_fixtures.py and run it; its head says how`;
    for (const {plain, weighted} of oracle.scores)
      expect(
        [plain, weighted].map((d) => metric in d),
        remedy
      ).toEqual([true, true]);
  });

  for (const {name, y, p, weights, plain, weighted} of oracle.scores) {
    it.each(agreed)(`%s, on ${name} scores`, (metric) => {
      expect(getMetric(metric).score(y, p)).toBeCloseTo(plain[metric], 12);
    });
    it.each(agreed)(`%s, on ${name} scores counted by whole weights`, (metric) => {
      const scored = rankProbabilities("test", y, p);
      const places = Float64Array.from(scored.row, (row) => weights[row]);
      expect(getMetric(metric).weigh(scored, places)).toBeCloseTo(weighted[metric], 12);
    });
  }
});

describe("every metric", () => {
  const {y, p, weights} = oracle.scores[1];
  const copies = weights.flatMap((w, i) => new Array<number>(w).fill(i));

  it.each(metrics)("$name(yTrue, pHat) counted by weights equals the rows repeated", (metric) => {
    const scored = rankProbabilities("test", y, p);
    const places = Float64Array.from(scored.row, (row) => weights[row]);
    const repeated = metric.score(
      copies.map((i) => y[i]),
      copies.map((i) => p[i])
    );
    expect(metric.weigh(scored, places)).toBeCloseTo(repeated, 12);
  });

  it.each(metrics)("$name(yTrue, pHat) does not depend on the order of rows", (metric) => {
    const order = y.map((_, i) => (i * 7 + 3) % y.length);
    expect(new Set(order).size).toBe(y.length);
    expect(
      metric.score(
        order.map((i) => y[i]),
        order.map((i) => p[i])
      )
    ).toBeCloseTo(metric.score(y, p), 12);
  });

  it.each(metrics)("$name(yTrue, pHat) leaves its inputs alone", (metric) => {
    expect(() => metric.score(Object.freeze([0, 1, 1]), Object.freeze([0.2, 0.1, 0.9]))).not.toThrow();
  });

  it.each(metrics)("$name(yTrue, pHat) refuses what is not finite", (metric) => {
    expect(() => metric.score([0, 1, 1], [0.2, NaN, Infinity])).toThrow(
      `${metric.name}: scores must be finite; got NaN at row 1, Infinity at row 2.`
    );
  });

  it.each(metrics)("$name(yTrue, pHat) refuses one class alone, strange labels and other lengths", (metric) => {
    expect(() => metric.score([0, 0], [0.2, 0.3])).toThrow(`${metric.name}: yTrue must contain both 0 and 1; got only 0.`);
    expect(() => metric.score([], [])).toThrow(`${metric.name}: yTrue must contain both 0 and 1; got no rows.`);
    expect(() => metric.score([0, 2, 1], [0.2, 0.3, 0.4])).toThrow(`${metric.name}: yTrue must be 0 or 1; got 2 at row 1.`);
    expect(() => metric.score([0, 1], [0.2])).toThrow(`${metric.name}: there must be one score per label (2); got 1.`);
  });

  it.each(metrics)("$name(yTrue, pHat) refuses scores that are no probabilities", (metric) => {
    expect(() => metric.score([0, 1], [-0.1, 1.5])).toThrow(`${metric.name}: pHat must lie in [0, 1]; got 1.5, -0.1.`);
  });
});

describe("getMetric(name)", () => {
  it("names the metrics there are", () => {
    expect(() => getMetric("gini")).toThrow(/^getMetric: the metric must be one of logLoss, .*calibrationError; got gini\.$/);
  });
});

describe("isBetter(metric, a, b)", () => {
  it("knows each metric's direction", () => {
    expect(isBetter(getMetric("logLoss"), 0.4, 0.5)).toBe(true);
    expect(isBetter(getMetric("rocAuc"), 0.4, 0.5)).toBe(false);
    expect(isBetter(getMetric("rocAuc"), 0.5, 0.5)).toBe(false);
  });

  it("refuses what cannot be compared", () => {
    expect(() => isBetter(getMetric("logLoss"), NaN, 1)).toThrow("isBetter: values of logLoss must be finite; got NaN.");
  });
});

describe("scoreAll(yTrue, pHat, names)", () => {
  it("gives what each metric gives alone", () => {
    const {y, p} = oracle.scores[0];
    const all = scoreAll(y, p);
    for (const metric of metrics) expect(all[metric.name]).toBe(metric.score(y, p));
    expect(scoreAll(y, p, ["rocAuc"])).toEqual({rocAuc: all.rocAuc});
  });
});
