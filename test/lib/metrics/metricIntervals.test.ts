import {describe, expect, it} from "vitest";
import {ENOUGH_OF_EACH, metricIntervals} from "../../../lib/metrics/metricIntervals.js";
import {getMetric, METRIC_NAMES} from "../../../lib/metrics/metrics.js";
import {wilsonInterval} from "../../../lib/statistics/intervals.js";
import {createRandom} from "../../../lib/random.js";
import {oracle} from "./oracle.js";

const {y, p} = oracle.scores[0];
const options = {random: createRandom(1), repeats: 300};
const found = metricIntervals(y, {a: p}, options).a;

describe("metricIntervals(y, scores, options)", () => {
  it("tells every metric's own value, within its interval", () => {
    for (const name of METRIC_NAMES) {
      const {estimate, low, high} = found[name];
      expect(estimate).toBeCloseTo(getMetric(name).score(y, p), 12);
      if (low !== null) expect(low <= estimate && estimate <= high).toBe(true);
    }
    expect(found.calibrationError.low).toBeNull();
  });

  it("is Student's for log loss, Wilson's for accuracy", () => {
    const losses = y.map((label, i) => -Math.log(label === 1 ? p[i] : 1 - p[i]));
    const mean = losses.reduce((a, b) => a + b, 0) / y.length;
    const s = Math.sqrt(losses.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (y.length - 1));
    const reach = ((found.logLoss.high as number) - mean) / (s / Math.sqrt(y.length));
    expect(reach).toBeGreaterThan(1.96);
    expect(reach).toBeLessThan(1.99);
    const right = y.filter((label, i) => p[i] >= 0.5 === (label === 1)).length;
    expect(found.accuracy.low).toBeCloseTo(wilsonInterval(right, y.length).low, 12);
  });

  it("is told of a mean loss where many users make its spread, and then holds", () => {
    const random = createRandom("parted");
    const told = (n: number, wrong: number): {told: number; held: number} => {
      const found = {told: 0, held: 0};
      for (let table = 0; table < 200; ++table) {
        const scores = Float64Array.from({length: n}, () => (random() < 0.3 ? 1 - wrong : wrong));
        const labels = Uint8Array.from(scores, (score) => Number(random() < score));
        const {low, high} = metricIntervals(labels, {a: scores}, {random, names: ["brierScore"]}).a.brierScore;
        if (low === null || high === null) continue;
        const truth = wrong * (1 - wrong);
        found.told += 1;
        found.held += Number(low <= truth && truth <= high);
      }
      return found;
    };
    expect(told(200, 0.015).told).toBeLessThanOrEqual(2); // three in 200 are scored wrong: of all intervals 80 in 100 would hold
    expect(told(200, 0.001)).toEqual({told: 0, held: 0}); // mostly nobody is: it would have no width
    const many = told(600, 0.06);
    expect(many.told).toBe(200);
    expect(many.held).toBeGreaterThanOrEqual(184);
  });

  it("is Wilson's on the rarer class where nobody drawn was ranked wrongly", () => {
    const labels = Array.from({length: 200}, (_, i) => Number(i < 40));
    const {rocAuc, averagePrecision} = metricIntervals(labels, {a: labels.map((label, i) => 0.2 + 0.6 * label + i / 1000)}, options).a;
    const {low} = wilsonInterval(40, 40);
    for (const told of [rocAuc, averagePrecision]) {
      expect(told.estimate).toBe(1);
      expect(told.high).toBeCloseTo(1, 12);
      expect(told.high as number).toBeLessThanOrEqual(1);
      expect(told.low).toBeCloseTo(low, 12);
    }
  });

  it("is DeLong's on log-odds for the ROC AUC, by hand on a small table", () => {
    // placements: churned (1, 2/3, ...), worked out by pairs
    const labels = Array.from({length: 40}, (_, i) => i % 2);
    const scores = labels.map((label, i) => 0.3 + 0.02 * ((i * 7) % 13) + 0.15 * label);
    const {estimate, low, high} = metricIntervals(labels, {a: scores}, options).a.rocAuc;
    const above = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
    const [churned, retained] = [1, 0].map((label) => scores.filter((_, i) => labels[i] === label));
    const v1 = churned.map((a) => retained.reduce((sum, b) => sum + above(a, b), 0) / retained.length);
    const v0 = retained.map((b) => churned.reduce((sum, a) => sum + above(a, b), 0) / churned.length);
    const auc = v1.reduce((a, b) => a + b, 0) / v1.length;
    const squares = [v1, v0].map((v) => v.reduce((sum, d) => sum + (d - auc) ** 2, 0) / v.length ** 2);
    const error = Math.sqrt(((squares[0] + squares[1]) * 40) / 39);
    const reach = (2.093024054408263 * error) / (auc * (1 - auc)); // scipy.stats.t.ppf(0.975, 19)
    const odds = Math.log(auc / (1 - auc));
    expect(estimate).toBeCloseTo(auc, 12);
    expect(low).toBeCloseTo(1 / (1 + Math.exp(reach - odds)), 9);
    expect(high).toBeCloseTo(1 / (1 + Math.exp(-reach - odds)), 9);
  });

  it("tells none where one class has fewer than twenty users", () => {
    const labels = Array.from({length: 300}, (_, i) => Number(i < ENOUGH_OF_EACH - 1));
    const scores = labels.map((label, i) => 0.01 + 0.02 * label + 0.0001 * (i % 17));
    for (const {low, high} of Object.values(metricIntervals(labels, {a: scores}, options).a)) expect([low, high]).toEqual([null, null]);
  });

  it("counts groups: copies of users make no interval narrower", () => {
    const copies = 4;
    const groups = y.flatMap((_, i) => Array<number>(copies).fill(i));
    const many = metricIntervals(
      y.flatMap((d) => Array<number>(copies).fill(d)),
      {a: p.flatMap((d) => Array<number>(copies).fill(d))},
      {random: createRandom(1), repeats: 300, groups}
    ).a;
    for (const name of ["logLoss", "brierScore", "rocAuc", "accuracy", "liftAtTenPercent"] as const) {
      const width = ({low, high}: {low: number | null; high: number | null}): number => (high as number) - (low as number);
      expect(width(many[name]) / width(found[name])).toBeGreaterThan(0.9);
      expect(width(many[name]) / width(found[name])).toBeLessThan(1.1);
    }
  });
});
