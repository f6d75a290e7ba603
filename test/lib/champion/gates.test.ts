import {describe, expect, it} from "vitest";
import {gateBaseRate, gateCalibration, gateParity} from "../../../lib/champion/gates.js";

describe("gateBaseRate(difference)", () => {
  it("passes only if the whole interval lies below zero", () => {
    expect(gateBaseRate({estimate: -0.06, low: -0.07, high: -0.05})).toMatchObject({name: "baseRate", passed: true});
    expect(gateBaseRate({estimate: -0.01, low: -0.03, high: 0.01}).passed).toBe(false);
    expect(gateBaseRate({estimate: 0, low: 0, high: 0}).passed).toBe(false);
    expect(gateBaseRate({estimate: -0.06, low: -0.07, high: -0.05}).detail).toBe(
      "log loss against the base rate: −0.0600 (−0.0700 to −0.0500)"
    );
  });

  it("refuses what is not finite", () => {
    expect(() => gateBaseRate({estimate: NaN, low: 0, high: 1})).toThrow("gateBaseRate: numbers must be finite; got estimate = NaN.");
  });
});

describe("gateCalibration(error, {nRows, chance, limit})", () => {
  const [many, few] = [
    {expected: 0.0088, most: 0.0131},
    {expected: 0.0477, most: 0.0791}
  ];

  it("passes under the limit, not at it, where users are many", () => {
    expect(gateCalibration(0.0061, {nRows: 11439, chance: many})).toMatchObject({
      passed: true,
      detail: "calibration error 0.0061 on 11,439 rows; chance alone gives a perfectly calibrated score 0.0088; under 0.02 is wanted",
      numbers: {error: 0.0061, nRows: 11439, limit: 0.02, expectedByChance: 0.0088, mostByChance: 0.0131}
    });
    expect(gateCalibration(0.02, {nRows: 11439, chance: many}).passed).toBe(false);
  });

  it("passes what chance explains where they are few, and says so", () => {
    const gate = gateCalibration(0.05, {nRows: 400, chance: few});
    expect(gate).toMatchObject({passed: true, title: "Calibration error under 0.02, or within chance"});
    expect(gate.detail).toMatch(/; under 0\.02 is wanted or, on so few rows, no more than the 0\.0791 that 99 in 100 such scores keep to$/);
    expect(gateCalibration(0.08, {nRows: 400, chance: few}).passed).toBe(false);
  });
});

describe("gateParity(fitted, shipped, limit)", () => {
  it("passes if no user differs by more than the limit", () => {
    expect(gateParity([0.1, 0.2], [0.1, 0.2 + 1e-13])).toMatchObject({passed: true, numbers: {alike: 2, nRows: 2}});
    expect(gateParity([0.1, 0.2], [0.1, 0.21])).toMatchObject({passed: false, numbers: {alike: 1}});
  });

  it("refuses other users, nobody, and scores that are not finite", () => {
    expect(() => gateParity([], [])).toThrow("gateParity: both sides must have scored the same rows, at least one; got 0 and 0.");
    expect(() => gateParity([0.1], [NaN])).toThrow("gateParity: numbers must be finite; got shipped[0] = NaN.");
  });
});
