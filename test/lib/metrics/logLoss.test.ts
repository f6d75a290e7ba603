import {describe, expect, it} from "vitest";
import {logLoss} from "../../../lib/metrics/probabilityLosses.js";

describe("logLoss(yTrue, pHat)", () => {
  it("is ln 2 for a coin", () => {
    expect(logLoss([0, 1], [0.5, 0.5])).toBe(Math.LN2);
  });

  it("clips, so that being sure and wrong costs 36 and not infinity", () => {
    expect(logLoss([0, 1], [0, 0])).toBeCloseTo(-Math.log(Number.EPSILON) / 2, 12);
    expect(logLoss([0, 1], [1, 1])).toBeCloseTo(-Math.log(Number.EPSILON) / 2, 12);
  });

  it("keeps tiny probabilities above the clip apart", () => {
    expect(logLoss([0, 1], [1e-9, 0.5])).toBeGreaterThan(logLoss([0, 1], [1e-10, 0.5]));
  });
});
