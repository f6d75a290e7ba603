import {expect, it} from "vitest";
import {roundFigures} from "../../../lib/statistics/roundFigures.js";

it("rounds shares, statistics and the ends of intervals to six digits", () => {
  expect(roundFigures({rate: 1 / 3, low: 2 / 7, high: 3 / 7, n: 1234567, test: {pValue: 1.234567891e-30}, curve: [[1 / 3, 1]]})).toEqual({
    rate: 0.333333,
    low: 0.285714,
    high: 0.428571,
    n: 1234567,
    test: {pValue: 1.23457e-30},
    curve: [[0.333333, 1]]
  });
});

it("leaves values of columns, settings, words and nothing as they are", () => {
  const book = {
    histogram: [{low: 1752.3725, high: 2000.1255, churned: 20}],
    strata: [{label: "low", low: 100000.125, high: 200000.375}],
    quartiles: {p25: 1234567.5, mean: 1234567.5},
    params: {l2: 0.123456789},
    points: [{x: 1234567.5, p: 0.5}],
    golden: {scores: {forest: [0.1234567891]}},
    title: "a",
    none: null
  };
  expect(roundFigures(book)).toEqual(book);
});
