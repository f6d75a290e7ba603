import {describe, expect, it} from "vitest";
import {quantile, quantiles} from "../../../lib/statistics/quantile.js";
import {standardError, summariseFolds} from "../../../lib/statistics/foldScores.js";
import {codeGroups, rateOf, sideAmong, wilsonInterval} from "../../../lib/statistics/intervals.js";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {oracle} from "../metrics/oracle.js";

describe("wilsonInterval(successes, n, level)", () => {
  it.each(oracle.wilson)("agrees with scipy for %d of %d at %d", (...[k, n, level, low, high]) => {
    const interval = wilsonInterval(k, n, level);
    expect(interval.estimate).toBe(k / n);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  it("stays inside [0, 1] at its ends", () => {
    expect(wilsonInterval(0, 5).low).toBe(0);
    expect(wilsonInterval(5, 5).high).toBe(1);
  });

  it("refuses more successes than rows, and no rows", () => {
    expect(() => wilsonInterval(3, 2)).toThrow("wilsonInterval: successes must lie in [0, n] and n be > 0; got 3 of 2.");
    expect(() => wilsonInterval(0, 0)).toThrow("got 0 of 0.");
  });
});

describe("rateOf(churned, n)", () => {
  it("is null for an empty group", () => {
    expect(rateOf(0, 0)).toBeNull();
    expect(rateOf(5, 10)).toMatchObject({n: 10, churned: 5, rate: 0.5});
  });
});

describe("quantiles(values, shares)", () => {
  it("agrees with numpy.quantile (type 7)", () => {
    const {values, shares, expected} = oracle.quantiles;
    quantiles(Object.freeze(values), shares).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 14));
  });

  it("leaves missing values out and refuses infinite ones", () => {
    expect(quantile([NaN, 1, NaN, 3], 0.5)).toBe(2);
    expect(() => quantile([1, Infinity], 0.5)).toThrow("quantiles: values must be finite (NaN is missing); got 1 infinite.");
    expect(() => quantile([NaN], 0.5)).toThrow("quantiles: there must be at least one value; got 1 values, all missing.");
    expect(() => quantile([1], 1.5)).toThrow("quantiles: shares must lie in [0, 1]; got 1.5.");
  });
});

describe("standardError(scores) and summariseFolds(scores)", () => {
  it("divide the standard deviation by the root of the number", () => {
    expect(standardError([1, 2, 3])).toBeCloseTo(1 / Math.sqrt(3), 15);
    expect(summariseFolds([1, 2, 3])).toEqual({folds: [1, 2, 3], mean: 2, standardError: standardError([1, 2, 3])});
  });

  it("give one fold alone no spread, and refuse none", () => {
    expect(summariseFolds([0.4])).toEqual({folds: [0.4], mean: 0.4, standardError: 0});
    expect(() => summariseFolds([])).toThrow("summariseFolds: there must be at least one fold score, all finite; got none.");
    expect(() => standardError([1])).toThrow("standardError: there must be at least two scores, all finite; got 1.");
    expect(() => summariseFolds([1, NaN])).toThrow("got 1, NaN.");
  });
});

describe("codeGroups(nRows, groups)", () => {
  it("codes groups alike, whatever numbers name them", () => {
    const small = [3, 0, 3, 7, 0, 0];
    const coded = {codes: Int32Array.of(0, 1, 0, 2, 1, 1), sizes: Int32Array.of(2, 3, 1), first: Int32Array.of(0, 1, 3)};
    for (const name of [(d: number) => d, (d: number) => d * 1e9, (d: number) => d - 5, (d: number) => d + 0.5])
      expect(codeGroups(small.length, small.map(name))).toEqual(coded);
  });

  it("counts groups in the order of their first rows; without any, every row is one", () => {
    const coded = codeGroups(5, [7, 2, 7, 0, 2]);
    expect(Object.values(coded).map((d) => [...d])).toEqual([
      [0, 1, 0, 2, 1],
      [2, 2, 1],
      [0, 1, 3]
    ]);
    expect(codeGroups(3, null)).toEqual(codeGroups(3, [5, 6, 7]));
  });
});

describe("sideAmong(interval, {at, nLooked, design})", () => {
  it("of one interval is the side that its own ends say", () => {
    expect([0.1, 0.4, 0.7].map((at) => sideAmong({estimate: 0.4, low: 0.2, high: 0.5}, {at}))).toEqual([1, 0, -1]);
    expect(sideAmong({estimate: 0.4, low: 0.2, high: 0.5}, {at: 0.1, design: 4})).toBe(0);
  });

  it("names any of many without a difference in at most 5 of 100 books", () => {
    const random = createRandom("many intervals");
    const draw = () => {
      const estimate = drawNormal(random);
      return {estimate, low: estimate - 1.96, high: estimate + 1.96};
    };
    const books = Array.from({length: 1000}, () => Array.from({length: 12}, draw));
    const share = (nLooked: number): number =>
      books.filter((intervals) => intervals.some((d) => sideAmong(d, {nLooked}) !== 0)).length / books.length;
    expect(share(12)).toBeLessThan(0.065);
    expect(share(1)).toBeGreaterThan(0.4); // by each one's own ends
  });
});
