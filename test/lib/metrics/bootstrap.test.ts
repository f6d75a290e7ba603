import type {Interval} from "../../../lib/book/common.js";
import type {Metric} from "../../../lib/metrics/metrics.js";
import type {Random} from "../../../lib/random.js";
import {describe, expect, it} from "vitest";
import {getMetric, metrics} from "../../../lib/metrics/metrics.js";
import {createRandom} from "../../../lib/random.js";
import {bootstrapModels, replicateInterval} from "../../../lib/metrics/bootstrap.js";
import {oracle} from "./oracle.js";

const {y, p} = oracle.scores[0];

/** The interval of one metric of one model. */
function intervalOf(metric: Metric, {level, ...options}: {repeats: number; random: Random; level?: number}): Interval {
  return replicateInterval(bootstrapModels(y, {only: p}, {...options, metrics: [metric]}).only[metric.name], level);
}

describe("the interval of a metric", () => {
  it("holds the value on the rows themselves, and repeats for a seed", () => {
    for (const name of ["rocAuc", "brierScore"] as const) {
      const metric = getMetric(name);
      const interval = intervalOf(metric, {repeats: 200, random: createRandom(1)});
      expect(interval.estimate).toBe(metric.score(y, p));
      expect(interval.low).toBeLessThan(interval.estimate);
      expect(interval.high).toBeGreaterThan(interval.estimate);
      expect(intervalOf(metric, {repeats: 200, random: createRandom(1)})).toEqual(interval);
    }
  });

  it("is about as wide as theory says for the AUC (Hanley and McNeil)", () => {
    const {estimate, low, high} = intervalOf(getMetric("rocAuc"), {repeats: 1000, random: createRandom(2)});
    const churned = y.reduce((a, b) => a + b, 0);
    const retained = y.length - churned;
    const q1 = estimate / (2 - estimate);
    const q2 = (2 * estimate ** 2) / (1 + estimate);
    const variance =
      (estimate * (1 - estimate) + (churned - 1) * (q1 - estimate ** 2) + (retained - 1) * (q2 - estimate ** 2)) / (churned * retained);
    expect((high - low) / (2 * 1.96 * Math.sqrt(variance))).toBeGreaterThan(0.85);
    expect((high - low) / (2 * 1.96 * Math.sqrt(variance))).toBeLessThan(1.15);
  });

  it("narrows with the level", () => {
    const at = (level: number) => intervalOf(getMetric("rocAuc"), {repeats: 300, random: createRandom(1), level});
    expect(at(0.5).high - at(0.5).low).toBeLessThan(at(0.95).high - at(0.95).low);
    expect(() => at(1)).toThrow("replicateInterval: level must lie in (0, 1); got 1.");
  });

  it("refuses a number of repeats that is none", () => {
    expect(() => intervalOf(getMetric("rocAuc"), {repeats: 0, random: createRandom(1)})).toThrow(
      "bootstrapModels: repeats must be a whole number >= 1; got 0."
    );
  });
});

describe("bootstrapModels(yTrue, scores, {metrics, repeats, random})", () => {
  it("scores every model on the same resamples", () => {
    const twins = bootstrapModels(y, {a: p, b: [...p]}, {repeats: 50, random: createRandom(1)});
    for (const {name} of metrics) expect(twins.a[name].resampled).toEqual(twins.b[name].resampled);
  });

  it("equals scoring the resampled rows one by one", () => {
    const random = createRandom(9);
    const fast = bootstrapModels(y, {a: p}, {repeats: 3, random});
    const again = createRandom(9);
    const strata = [0, 1].map((label) => y.flatMap((d, i) => (d === label ? [i] : [])));
    for (let r = 0; r < 3; ++r) {
      const rows = strata.flatMap((stratum) => stratum.map(() => stratum[Math.floor(again() * stratum.length)]));
      const [yr, pr] = [rows.map((i) => y[i]), rows.map((i) => p[i])];
      for (const metric of metrics) expect(fast.a[metric.name].resampled[r]).toBeCloseTo(metric.score(yr, pr), 10);
    }
  });

  it("names the model whose scores are no good", () => {
    expect(() => bootstrapModels([0, 1], {good: [0.1, 0.2], bad: [0.1, NaN]}, {random: createRandom(1)})).toThrow(
      "bootstrapModels (bad): scores must be finite; got NaN at row 1."
    );
  });
});

describe("replicateInterval(replicates)", () => {
  it("reflects the calibration error, which resampling inflates: a calibrated score keeps 0 within", () => {
    const random = createRandom(11);
    const calibrated = Array.from({length: 2000}, () => 0.02 + 0.4 * random());
    const labels = calibrated.map((d) => (random() < d ? 1 : 0));
    const {only} = bootstrapModels(labels, {only: calibrated}, {repeats: 300, random});
    const {estimate, low, high} = replicateInterval(only.calibrationError);
    const inflated = only.calibrationError.resampled.reduce((x, d) => x + d, 0) / 300;
    expect(inflated).toBeGreaterThan(estimate);
    expect(low).toBeLessThan(0.005);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeGreaterThanOrEqual(estimate);
    expect(high).toBeLessThan(inflated + 0.01);
  });
});
