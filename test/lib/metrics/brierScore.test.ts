import {describe, expect, it} from "vitest";
import {brierScoreLoss} from "../../../lib/metrics/probabilityLosses.js";

describe("brierScoreLoss(yTrue, pHat)", () => {
  it("is a quarter for a coin, 0 for the truth, 1 for its opposite", () => {
    expect(brierScoreLoss([0, 1], [0.5, 0.5])).toBe(0.25);
    expect(brierScoreLoss([0, 1], [0, 1])).toBe(0);
    expect(brierScoreLoss([0, 1], [1, 0])).toBe(1);
  });
});
