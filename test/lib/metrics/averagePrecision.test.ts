import {describe, expect, it} from "vitest";
import {getMetric} from "../../../lib/metrics/metrics.js";

const averagePrecision = getMetric("averagePrecision").score;

describe("averagePrecision(yTrue, score)", () => {
  it("weights precision by the recall it adds", () => {
    expect(averagePrecision([0, 1, 1], [0.35, 0.4, 0.3])).toBeCloseTo(1 / 2 + (1 / 2) * (2 / 3), 15);
  });

  it("is the base rate for a constant score", () => {
    expect(averagePrecision([0, 1, 0, 0], [0.3, 0.3, 0.3, 0.3])).toBe(0.25);
  });
});
