import {describe, expect, it} from "vitest";
import {baseRate, logLossSkill} from "../../../lib/metrics/probabilityLosses.js";

describe("logLossSkill(yTrue, pHat)", () => {
  const y = [0, 0, 0, 1];

  it("is 0 for the base rate, 1 for the truth, negative for worse than the base rate", () => {
    const rate = y.map(() => baseRate(y));
    expect(logLossSkill(y, rate)).toBeCloseTo(0, 12);
    expect(logLossSkill(y, y)).toBeCloseTo(1, 12);
    expect(logLossSkill(y, [0.9, 0.9, 0.9, 0.1])).toBeLessThan(0);
  });

  it("gives the documented example", () => {
    expect(logLossSkill([0, 1], [0.5, 0.5])).toBe(0);
  });
});

describe("baseRate(yTrue)", () => {
  it("is the share of churned", () => {
    expect(baseRate([0, 0, 0, 1])).toBe(0.25);
  });

  it("refuses one class alone", () => {
    expect(() => baseRate([1, 1])).toThrow("baseRate: yTrue must contain both 0 and 1; got only 1.");
  });
});
