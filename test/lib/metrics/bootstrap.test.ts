import type {Interval} from "../../../lib/book/common.js";
import type {Resampled} from "../../../lib/metrics/bootstrap.js";
import type {Metric} from "../../../lib/metrics/metrics.js";
import type {Random} from "../../../lib/random.js";
import {deviation, mean} from "d3";
import {describe, expect, it} from "vitest";
import {getMetric, metrics} from "../../../lib/metrics/metrics.js";
import {createRandom} from "../../../lib/random.js";
import {bootstrapModels, bootstrapSets, reflectedInterval, replicateInterval} from "../../../lib/metrics/bootstrap.js";
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
    for (let r = 0; r < 3; ++r) {
      const rows = y.map(() => Math.floor(again() * y.length));
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

describe("bootstrapSets(yTrue, sets, options)", () => {
  it("draws for all sets what it draws for one, and judges each by its own metrics", () => {
    const sides = p.map((score) => Number(score >= 0.5));
    const byName = (name: string): Metric[] => metrics.filter((d) => d.name === name);
    const sets: Resampled[] = [
      {scores: {a: p}, metrics: byName("averagePrecision")},
      {scores: {a: sides, b: p}, metrics: byName("f1AtHalf")}
    ];
    const [byScore, byLine] = bootstrapSets(y, sets, {repeats: 20, random: createRandom(3)});
    expect(byScore).toEqual(bootstrapModels(y, {a: p}, {repeats: 20, random: createRandom(3), metrics: sets[0].metrics}));
    expect(byLine.a).toEqual(byLine.b);
    expect(Object.keys(byLine.a)).toEqual(["f1AtHalf"]);
  });
});

describe("bootstrapModels of very many users", () => {
  it.each([15_000, 200_000])("spreads as their number says: %i", (n) => {
    const churned = Uint8Array.from({length: n}, (_, i) => (i % 5 === 0 ? 1 : 0));
    const half = new Float64Array(n).fill(0.5);
    const scores = Float64Array.from(half, (d, i) => (i % 2 === 0 ? 0.9 : d));
    const cost = Float64Array.from(scores, (d, i) => (d - churned[i]) ** 2);
    const options = {repeats: 400, random: createRandom(5), metrics: [getMetric("brierScore")]};
    const {resampled, estimate} = bootstrapModels(churned, {only: scores}, options).only.brierScore;
    const expected = (deviation(cost) as number) / Math.sqrt(n);
    expect((deviation(resampled) as number) / expected).toBeGreaterThan(0.87); // itself known to 1 in 28
    expect((deviation(resampled) as number) / expected).toBeLessThan(1.13);
    expect(Math.abs((mean(resampled) as number) - estimate)).toBeLessThan(0.25 * expected);
  });
});

describe("bootstrapModels of groups", () => {
  it("draws whole groups: of copies, the spread is that of the groups, not of the rows", () => {
    const copies = 5;
    const many = {y: y.flatMap((d) => Array(copies).fill(d)), p: p.flatMap((d) => Array(copies).fill(d))};
    const groups = y.flatMap((_, i) => Array(copies).fill(i));
    const metric = [getMetric("rocAuc")];
    const spreadOf = ({resampled}: {resampled: Float64Array}): number => deviation(resampled) as number;
    const once = bootstrapModels(y, {a: p}, {repeats: 400, random: createRandom(4), metrics: metric}).a.rocAuc;
    const grouped = bootstrapModels(many.y, {a: many.p}, {repeats: 400, random: createRandom(4), metrics: metric, groups}).a.rocAuc;
    const alone = bootstrapModels(many.y, {a: many.p}, {repeats: 400, random: createRandom(4), metrics: metric}).a.rocAuc;
    expect(grouped.estimate).toBeCloseTo(once.estimate, 12);
    expect(spreadOf(grouped) / spreadOf(once)).toBeCloseTo(1, 10); // the same draws
    expect(spreadOf(alone) / spreadOf(once)).toBeCloseTo(1 / Math.sqrt(copies), 1);
  });

  it("keeps both classes in every resample, however rare one is", () => {
    const rare = {y: Array.from({length: 60}, (_, i) => Number(i === 7)), p: Array.from({length: 60}, (_, i) => i / 60)};
    const {a} = bootstrapModels(rare.y, {a: rare.p}, {repeats: 100, random: createRandom(5)});
    for (const {name} of metrics) expect(a[name].resampled.every(Number.isFinite)).toBe(true);
  });
});

describe("reflectedInterval(replicates)", () => {
  it("is the percentile interval mirrored, stopped at 0 and stretched to the estimate", () => {
    const resampled = Float64Array.from({length: 1001}, (_, i) => 0.03 + i / 50_000); // 0.03 to 0.05
    expect(replicateInterval({estimate: 0.04, resampled}, 0.9)).toEqual({estimate: 0.04, low: 0.031, high: 0.049});
    const {low, high} = reflectedInterval({estimate: 0.02, resampled}, 0.9);
    expect(low).toBe(0);
    expect(high).toBe(0.02);
  });
});
