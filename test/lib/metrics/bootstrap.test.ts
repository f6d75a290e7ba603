import {describe, expect, it} from "vitest";
import {getMetric, metrics} from "../../../lib/metrics/metrics.js";
import {createRandom} from "../../../lib/random.js";
import {bootstrapModels, replicateDifference, replicateInterval, stratifiedBootstrap} from "../../../lib/metrics/bootstrap.js";
import {oracle} from "./oracle.js";

const {y, p} = oracle.scores[0];

describe("stratifiedBootstrap(yTrue, pHat, metric, {repeats, random, level})", () => {
  it("holds the value on the rows themselves, and repeats for a seed", () => {
    for (const name of ["rocAuc", "brierScore"] as const) {
      const metric = getMetric(name);
      const interval = stratifiedBootstrap(y, p, metric, {repeats: 200, random: createRandom(1)});
      expect(interval.estimate).toBe(metric.score(y, p));
      expect(interval.low).toBeLessThan(interval.estimate);
      expect(interval.high).toBeGreaterThan(interval.estimate);
      expect(stratifiedBootstrap(y, p, metric, {repeats: 200, random: createRandom(1)})).toEqual(interval);
    }
  });

  it("is about as wide as theory says for the AUC (Hanley and McNeil)", () => {
    const {estimate, low, high} = stratifiedBootstrap(y, p, getMetric("rocAuc"), {repeats: 1000, random: createRandom(2)});
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
    const at = (level: number) => stratifiedBootstrap(y, p, getMetric("rocAuc"), {repeats: 300, random: createRandom(1), level});
    expect(at(0.5).high - at(0.5).low).toBeLessThan(at(0.95).high - at(0.95).low);
    expect(() => at(1)).toThrow("replicateInterval: level must lie in (0, 1); got 1.");
  });

  it("refuses a number of repeats that is none", () => {
    expect(() => stratifiedBootstrap(y, p, getMetric("rocAuc"), {repeats: 0, random: createRandom(1)})).toThrow(
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

describe("replicateDifference(a, b)", () => {
  const noisy = p.map((d, i) => Math.min(1, Math.max(0, d + (i % 2 ? 0.01 : -0.01))));
  const {a, b} = bootstrapModels(y, {a: p, b: noisy}, {repeats: 300, random: createRandom(1)});

  it("is exactly nothing for a model and itself", () => {
    expect(replicateDifference(a.rocAuc, a.rocAuc)).toEqual({estimate: 0, low: 0, high: 0});
  });

  it("is narrower than the intervals apart, since it is paired", () => {
    const paired = replicateDifference(a.rocAuc, b.rocAuc);
    const alone = replicateInterval(a.rocAuc);
    expect(paired.high - paired.low).toBeLessThan((alone.high - alone.low) / 3);
    expect(paired.estimate).toBeCloseTo(getMetric("rocAuc").score(y, p) - getMetric("rocAuc").score(y, noisy), 12);
  });

  it("refuses replicates of different runs", () => {
    const short = {...a.rocAuc, resampled: new Float64Array(2)};
    expect(() => replicateDifference(a.rocAuc, short)).toThrow(
      "replicateDifference: both must come from the same resamples; got 300 and 2 repeats."
    );
  });
});
