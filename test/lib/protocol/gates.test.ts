import {describe, expect, it} from "vitest";
import {gateBaseRate, gateCalibration, gateParity} from "../../../lib/protocol/gates.js";

describe("gateBaseRate(difference)", () => {
  it("passes only if the whole interval lies below zero", () => {
    expect(gateBaseRate({estimate: -0.06, low: -0.07, high: -0.05})).toMatchObject({name: "baseRate", passed: true});
    expect(gateBaseRate({estimate: -0.01, low: -0.03, high: 0.01}).passed).toBe(false);
    expect(gateBaseRate({estimate: 0, low: 0, high: 0}).passed).toBe(false);
    expect(gateBaseRate({estimate: -0.06, low: -0.07, high: -0.05}).detail).toBe("log loss against the base rate: −0.0600 (−0.0700 to −0.0500)");
  });

  it("refuses what is not finite", () => {
    expect(() => gateBaseRate({estimate: NaN, low: 0, high: 1})).toThrow("gateBaseRate: numbers must be finite; got estimate = NaN.");
  });
});

describe("gateCalibration(error, {nRows, limit})", () => {
  it("passes under the limit, not at it", () => {
    expect(gateCalibration(0.0061, {nRows: 11439})).toMatchObject({
      passed: true,
      detail: "calibration error 0.0061 on 11,439 users; under 0.02 is wanted",
      numbers: {error: 0.0061, nRows: 11439, limit: 0.02}
    });
    expect(gateCalibration(0.02, {nRows: 100}).passed).toBe(false);
  });
});

describe("gateParity(inBuild, inBrowser, limit)", () => {
  it("passes if no user differs by more than the limit", () => {
    expect(gateParity([0.1, 0.2], [0.1, 0.2 + 1e-13])).toMatchObject({passed: true, numbers: {alike: 2, nRows: 2}});
    expect(gateParity([0.1, 0.2], [0.1, 0.21])).toMatchObject({passed: false, numbers: {alike: 1}});
  });

  it("refuses other users, nobody, and scores that are not finite", () => {
    expect(() => gateParity([], [])).toThrow("gateParity: both sides must have scored the same users, at least one; got 0 and 0.");
    expect(() => gateParity([0.1], [NaN])).toThrow("gateParity: numbers must be finite; got inBrowser[0] = NaN.");
  });
});
