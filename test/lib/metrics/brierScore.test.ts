import {describe, expect, it} from "vitest";
import {getMetric} from "../../../lib/metrics/metrics.js";

const brierScore = getMetric("brierScore").score;

describe("the Brier score", () => {
  it("is a quarter for a coin, 0 for the truth, 1 for its opposite", () => {
    expect(brierScore([0, 1], [0.5, 0.5])).toBe(0.25);
    expect(brierScore([0, 1], [0, 1])).toBe(0);
    expect(brierScore([0, 1], [1, 0])).toBe(1);
  });
});
