import {expect, it} from "vitest";
import {countDeviating} from "../../../lib/statistics/countDeviating.js";

it("countDeviating(values, groups) counts what makes the spread of a mean", () => {
  expect(countDeviating([0, 0, 0, 0, 1])).toBeCloseTo(1.54, 2);
  expect(countDeviating([-1, 1, -1, 1])).toBeCloseTo(4, 12);
  expect(countDeviating([3, 3, 3])).toBe(0);
  expect(countDeviating([0.015 ** 2, (1 - 0.985) ** 2, 0.015 ** 2])).toBe(0);
  const errors = Array.from({length: 2000}, (_, i) => Number(i < 30));
  expect(countDeviating(errors)).toBeGreaterThan(30);
  expect(countDeviating(errors)).toBeLessThan(32);
});

it("countDeviating(values, groups) counts groups whose rows deviate together as one each", () => {
  const values = [1, 1, 1, -1, -1, -1];
  expect(countDeviating(values)).toBeCloseTo(6, 12);
  expect(countDeviating(values, [0, 0, 0, 1, 1, 1])).toBeCloseTo(2, 12);
});
