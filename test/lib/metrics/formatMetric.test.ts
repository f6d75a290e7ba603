import type {Estimate} from "../../../lib/book/common.js";
import {expect, it} from "vitest";
import {formatEstimate, sayEstimate} from "../../../lib/metrics/formatMetric.js";

const alone = (estimate: number): Estimate => ({estimate, low: null, high: null});

it("formatEstimate(name, found) gives the digits that the interval supports", () => {
  expect(formatEstimate("rocAuc", {estimate: 0.7512, low: 0.7312, high: 0.7712})).toBe("0.751");
  expect(formatEstimate("recallAtHalf", {estimate: 0.153, low: 0.12, high: 0.18, line: 0.4312})).toBe("15.3% at 0.4312");
  for (const [line, words] of [
    [1, "0% above every score"],
    [0, "0% below every score"]
  ] as const)
    expect(formatEstimate("recallAtHalf", {estimate: 0, low: 0, high: 0.02, line})).toMatch(new RegExp(words.replace("0%", "^0.*%"), "u"));
  expect(sayEstimate("rocAuc", {estimate: 0.7512, low: 0.62, high: 0.88})).toBe("0.75 (0.62 to 0.88)");
});

it.each([
  ["logLoss", 0.4, "0.40"],
  ["logLoss", 0.03, "0.030"],
  ["brierScore", 0.004, "0.0040"],
  ["rocAuc", 0.482, "0.48"],
  ["rocAuc", 0.98, "0.980"],
  ["liftAtTenPercent", 1.3, "1.3"],
  ["accuracy", 0.733, "73%"],
  ["accuracy", 0.996, "99.6%"]
])("of users too few for an interval, %s %d has two figures, of the value or of what it lacks to 1: %s", (name, value, words) => {
  expect(formatEstimate(name, alone(value))).toBe(words);
});

it("a calibration error has the digits that chance leaves", () => {
  expect(formatEstimate("calibrationError", {...alone(0.15), byChance: 0.15})).toBe("0.15");
  expect(formatEstimate("calibrationError", {...alone(0.0143), byChance: 0.0187})).toBe("0.014");
});
