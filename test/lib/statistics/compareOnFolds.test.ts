import {describe, expect, it} from "vitest";
import {compareOnFolds, foldInterval} from "../../../lib/statistics/foldScores.js";
import {studentReach} from "../../../lib/statistics/distributions.js";

describe("compareOnFolds(a, b)", () => {
  const a = [0.41, 0.4, 0.42, 0.39, 0.43];
  const b = [0.4, 0.41, 0.4, 0.38, 0.41];

  it("widens the plain paired t interval by Nadeau and Bengio's factor", () => {
    const differences = a.map((d, i) => d - b[i]);
    const mean = differences.reduce((x, d) => x + d, 0) / 5;
    const variance = differences.reduce((x, d) => x + (d - mean) ** 2, 0) / 4;
    const {difference, pValue} = compareOnFolds(a, b);
    expect(difference.estimate).toBeCloseTo(mean, 15);
    expect(difference.high - difference.estimate).toBeCloseTo(studentReach(0.95, 4) * Math.sqrt((1 / 5 + 1 / 4) * variance), 12);
    expect(pValue).toBeGreaterThan(0.05);
    expect(pValue).toBeLessThan(1);
  });

  it("turns its sign with its arguments", () => {
    const [forth, back] = [compareOnFolds(a, b), compareOnFolds(b, a)];
    expect(back.difference.low).toBeCloseTo(-forth.difference.high, 14);
    expect(back.pValue).toBe(forth.pValue);
  });

  it("knows equal scores and constant differences", () => {
    expect(compareOnFolds(a, a)).toEqual({difference: {estimate: 0, low: 0, high: 0}, pValue: 1});
    // the same on every fold: no spread to judge by, so no claim
    expect(compareOnFolds([1, 1], [0, 0])).toEqual({difference: {estimate: 1, low: 0, high: 1}, pValue: 1});
    expect(compareOnFolds([0.3, 0.3, 0.3], [0.4, 0.4, 0.4])).toMatchObject({difference: {high: 0}, pValue: 1});
  });

  it("refuses other folds, one fold, and what is not finite", () => {
    expect(() => compareOnFolds([1, 2], [1])).toThrow(
      "compareOnFolds: both must have finite scores on the same folds, at least two; got [1, 2] and [1]."
    );
    expect(() => compareOnFolds([1], [1])).toThrow("at least two");
    expect(() => compareOnFolds([1, NaN], [1, 2])).toThrow("got [1, NaN] and [1, 2].");
  });
});

it("foldInterval(scores) is the comparison with a model of loss 0", () => {
  const scores = [0.41, 0.4, 0.43, 0.39, 0.42];
  const {difference} = compareOnFolds(
    scores,
    scores.map(() => 0)
  );
  for (const end of ["estimate", "low", "high"] as const) expect(foldInterval(scores)[end]).toBeCloseTo(difference[end], 12);
  const wider = foldInterval(scores, {testToTrain: 0.5});
  expect((wider.high - wider.low) / (difference.high - difference.low)).toBeCloseTo(Math.sqrt(0.7 / 0.45), 12);
  expect(foldInterval([0.4, 0.4, 0.4])).toEqual({
    estimate: expect.closeTo(0.4, 12),
    low: expect.closeTo(0.4, 12),
    high: expect.closeTo(0.4, 12)
  });
});
