import {describe, expect, it} from "vitest";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {chiSquareTest} from "../../../lib/statistics/chiSquareTest.js";
import {adjustHolm} from "../../../lib/statistics/testResult.js";
import {kolmogorovSmirnov} from "../../../lib/statistics/kolmogorovSmirnov.js";
import {rankSum} from "../../../lib/statistics/rankSum.js";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {oracle} from "../metrics/oracle.js";

describe("rankSum(x, y)", () => {
  it.each(oracle.twoSamples)("agrees with scipy.stats.mannwhitneyu on $name", ({x, y, u, rankSumP}) => {
    const test = rankSum(Object.freeze(x), Object.freeze(y));
    expect(test.statistic).toBe(u);
    expect(test.pValue / rankSumP).toBeCloseTo(1, 10);
    expect(test.rocAuc).toBeCloseTo(rocAuc([...x.map(() => 1), ...y.map(() => 0)], [...x, ...y]), 12);
    expect(test.effect.estimate).toBeCloseTo(2 * test.rocAuc - 1, 12);
  });

  it("covers the true effect about as often as it says", () => {
    const random = createRandom(8);
    const draws = (n: number, shift: number): number[] => Array.from({length: n}, () => shift + drawNormal(random));
    // two normals half a standard deviation apart: AUC = Phi(0.5 / sqrt 2) = 0.638
    const covered = Array.from({length: 300}, () => rankSum(draws(60, 0.5), draws(90, 0)).effect).filter(
      ({low, high}) => low <= 2 * 0.63816 - 1 && high >= 2 * 0.63816 - 1
    ).length;
    expect(covered / 300).toBeGreaterThan(0.91);
    expect(covered / 300).toBeLessThan(0.985);
  });

  it("leaves missing values out, and knows equal values", () => {
    expect(rankSum([1, NaN, 2], [3, 4]).statistic).toBe(0);
    expect(rankSum([1, 1, 1], [1, 1])).toMatchObject({pValue: 1, rocAuc: 0.5, effect: {estimate: 0}});
    expect(() => rankSum([NaN], [1])).toThrow("rankSum: both groups must have values; got 0 and 1.");
  });
});

describe("kolmogorovSmirnov(x, y)", () => {
  it.each(oracle.twoSamples)("agrees with scipy.stats.ks_2samp on $name: D exactly, p nearly", ({x, y, d, ksP}) => {
    const test = kolmogorovSmirnov(x, y);
    expect(test.statistic).toBeCloseTo(d, 14);
    expect(Math.abs(test.pValue - ksP)).toBeLessThan(0.01);
    expect(test.effect.low).toBeLessThanOrEqual(d);
    expect(test.effect.high).toBeGreaterThan(d);
  });

  it("is 0 for the same values and 1 for apart ones", () => {
    expect(kolmogorovSmirnov([1, 2, 3], [3, 2, 1])).toMatchObject({statistic: 0, pValue: 1});
    expect(kolmogorovSmirnov([1, 2, 3], [4, 5, 6]).statistic).toBe(1);
    expect(() => kolmogorovSmirnov([1], [NaN])).toThrow("kolmogorovSmirnov: both groups must have values; got 1 and 0.");
  });
});

describe("chiSquareTest(counts)", () => {
  it.each(oracle.contingency)("agrees with scipy.stats.chi2_contingency on $counts", (expected) => {
    const test = chiSquareTest(expected.counts);
    expect(test.statistic).toBeCloseTo(expected.statistic, 10);
    expect(test.pValue / expected.pValue).toBeCloseTo(1, 10);
    expect(test.degrees).toBe(expected.degrees);
    expect(test.effect.estimate).toBeCloseTo(expected.cramersV, 12);
    expect(test.smallestExpected).toBeCloseTo(expected.smallestExpected, 12);
    expect(test.effect.low).toBeLessThanOrEqual(test.effect.estimate);
    expect(test.effect.high).toBeGreaterThanOrEqual(test.effect.estimate);
  });

  it("has an interval from 0 where the test does not reject, and away from it where it does", () => {
    expect(
      chiSquareTest([
        [50, 50],
        [51, 49]
      ]).effect.low
    ).toBe(0);
    expect(
      chiSquareTest([
        [90, 10],
        [10, 90]
      ]).effect.low
    ).toBeGreaterThan(0.5);
  });

  it("leaves empty rows and columns out", () => {
    expect(
      chiSquareTest([
        [10, 0, 20],
        [0, 0, 0],
        [20, 0, 10]
      ])
    ).toEqual(
      chiSquareTest([
        [10, 20],
        [20, 10]
      ])
    );
  });

  it("refuses what is no table of counts", () => {
    expect(() => chiSquareTest([[1, 2]])).toThrow(
      "chiSquareTest: at least two rows and two columns must have counts; got 1 rows and 2 columns."
    );
    expect(() =>
      chiSquareTest([
        [1, 2.5],
        [-1, 3]
      ])
    ).toThrow("chiSquareTest: counts must be whole numbers >= 0; got 2.5, -1.");
  });
});

describe("adjustHolm(pValues)", () => {
  it("agrees with statsmodels' multipletests", () => {
    adjustHolm(Object.freeze(oracle.holm.p)).forEach((p, i) => expect(p).toBeCloseTo(oracle.holm.adjusted[i], 14));
  });

  it("gives nothing for nothing, and refuses what is no p-value", () => {
    expect(adjustHolm([])).toEqual([]);
    expect(() => adjustHolm([0.1, 1.2, NaN])).toThrow("adjustHolm: p-values must lie in [0, 1]; got 1.2, NaN.");
  });
});
