import {describe, expect, it} from "vitest";
import {getMetric, METRIC_NAMES, metrics} from "../../../lib/metrics/metrics.js";
import {pairDifferences} from "../../../lib/metrics/pairedDifferences.js";
import {createRandom} from "../../../lib/random.js";
import {oracle} from "./oracle.js";

const {y, p} = oracle.scores[0];
const other = p.map((d) => Math.min(0.999, 0.8 * d + 0.02));
const differ = pairDifferences({y, scores: {a: p, b: other}}, metrics, {random: createRandom(1)});

describe("pairDifferences(users, metrics)", () => {
  it("is by every metric the difference of the two models, and turns round with them", () => {
    for (const name of METRIC_NAMES) {
      const {difference, standardError} = differ(name, "a", "b");
      expect(difference.estimate).toBeCloseTo(getMetric(name).score(y, p) - getMetric(name).score(y, other), 12);
      expect(differ(name, "b", "a").difference.estimate).toBeCloseTo(-difference.estimate, 12);
      expect(differ(name, "b", "a").standardError).toBeCloseTo(standardError, 12);
    }
  });

  it("is paired: much narrower than either model's own interval", () => {
    const cost = y.map((label, i) => -Math.log(label === 1 ? p[i] : 1 - p[i]));
    const mean = cost.reduce((a, b) => a + b, 0) / y.length;
    const own = Math.sqrt(cost.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (y.length - 1) / y.length);
    expect(differ("logLoss", "a", "b").standardError).toBeLessThan(own / 2);
  });

  it("has no error and no verdict where both say the same", () => {
    for (const name of METRIC_NAMES) {
      const {difference, standardError, pValue} = differ(name, "a", "a");
      expect([difference.estimate, standardError, pValue]).toEqual([0, 0, 1]);
    }
  });

  it("takes what rounding alone leaves between two models for nothing, so that it is nobody's lead", () => {
    const base = 16 / 3201; // of a rare class: what a tree without a split says too, but for the last digit
    const scores = {base: y.map(() => base), tree: y.map(() => base * (1 - 2 ** -52))};
    const hair = pairDifferences({y: y.map((_, i) => Number(i === 0)), scores}, [getMetric("logLoss")], {random: createRandom(1)});
    expect(hair("logLoss", "tree", "base")).toEqual({difference: {estimate: 0, low: 0, high: 0}, standardError: 0, pValue: 1});
  });
});
