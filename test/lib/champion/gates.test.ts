import {describe, expect, it} from "vitest";
import {gateBaseRate, gateCalibration, gateParity} from "../../../lib/champion/gates.js";

describe("gateBaseRate({logLoss, rocAuc}, over, {isFew, hasTrees})", () => {
  const [clear, open] = [
    {estimate: -0.06, low: -0.07, high: -0.05},
    {estimate: -0.01, low: -0.03, high: 0.01}
  ];
  const noRanking = {estimate: 0.05, standardError: 0.05};

  it("passes if the whole interval lies below zero", () => {
    const gate = gateBaseRate({logLoss: clear, rocAuc: noRanking}, "300 users");
    expect(gate).toMatchObject({name: "baseRate", passed: true});
    expect(gate.detail).toBe(
      "log loss against the base rate on the same 300 users, out of fold, with its 95% interval: −0.060 (−0.070 to −0.050)"
    );
    expect(gateBaseRate({logLoss: open, rocAuc: noRanking}, "300 users").passed).toBe(false);
    expect(gateBaseRate({logLoss: {estimate: 0, low: 0, high: 0}, rocAuc: {estimate: 0, standardError: 0}}, "300 users").passed).toBe(
      false
    );
  });

  it("passes what ranks beyond luck with a lower log loss, and says so", () => {
    const gate = gateBaseRate({logLoss: open, rocAuc: {estimate: 0.2, standardError: 0.05}}, "120 users");
    expect(gate.passed).toBe(true);
    expect(gate.detail).toMatch(/; that leaves it open, yet its ROC AUC .* by 0\.20, more than 3 times its standard error of 0\.050$/);
    expect(gateBaseRate({logLoss: open, rocAuc: {estimate: 0.14, standardError: 0.05}}, "120 users").passed).toBe(false);
    const worse = {estimate: 0.01, low: -0.01, high: 0.03};
    expect(gateBaseRate({logLoss: worse, rocAuc: {estimate: 0.2, standardError: 0.05}}, "120 users").passed).toBe(false);
  });

  it("asks less of a sum of parts where users are few, and more of trees, even where log loss tells", () => {
    const passes = (logLoss: typeof open, times: number, hasTrees: boolean): boolean =>
      gateBaseRate({logLoss, rocAuc: {estimate: 0.05 * times, standardError: 0.05}}, "120 users", {isFew: true, hasTrees}).passed;
    expect([2.5, 2.7].map((times) => passes(open, times, false))).toEqual([false, true]);
    expect([2.6, 3.2, 3.3].map((times) => passes(open, times, true))).toEqual([false, false, true]);
    expect([2.7, 2.8].map((times) => passes(clear, times, true))).toEqual([false, true]);
    expect(passes(clear, 0.1, false)).toBe(true);
    const {detail} = gateBaseRate({logLoss: clear, rocAuc: {estimate: 0.1, standardError: 0.05}}, "120 users", {
      isFew: true,
      hasTrees: true
    });
    expect(detail).toMatch(
      /; of so few trees find as much by chance, and its ROC AUC .* by 0\.10, not 2\.75 times its standard error of 0\.050$/
    );
  });

  it("refuses what is not finite", () => {
    expect(() => gateBaseRate({logLoss: {estimate: NaN, low: 0, high: 1}, rocAuc: noRanking}, "300 users")).toThrow(
      "gateBaseRate: numbers must be finite; got estimate = NaN."
    );
  });
});

describe("gateCalibration(error, {nRows, chance, saved, cost, limit})", () => {
  const [many, few] = [
    {nRows: 11439, chance: {expected: 0.0088, most: 0.0131}, saved: 0.01, cost: 0.004},
    {nRows: 400, chance: {expected: 0.0477, most: 0.0791}, saved: 0.01, cost: 0.004}
  ];

  it("passes under the limit, not at it, where users are many", () => {
    expect(gateCalibration(0.0061, many)).toMatchObject({
      passed: true,
      detail: "calibration error 0.0061 on 11,439 rows; chance alone gives a perfectly calibrated score 0.0088; under 0.02 is wanted",
      numbers: {error: 0.0061, nRows: 11439, limit: 0.02, expectedByChance: 0.0088, mostByChance: 0.0131}
    });
    expect(gateCalibration(0.0061, many).caution).toBeUndefined();
    expect(gateCalibration(0.02, many).passed).toBe(false);
  });

  it("passes what chance explains where they are few, and says so", () => {
    const gate = gateCalibration(0.05, few);
    expect(gate).toMatchObject({passed: true, title: "Calibration error under 0.02, or within chance"});
    expect(gate.detail).toMatch(/; under 0\.02 is wanted or, on so few rows, no more than the 0\.0791 that 99 in 100 such scores keep to$/);
    expect(gateCalibration(0.08, few).passed).toBe(false);
  });

  it("labels, and does not bar, what saves far more than its calibration costs", () => {
    const gate = gateCalibration(0.058, {...many, saved: 0.12, cost: 0.011});
    expect(gate).toMatchObject({passed: true, caution: true});
    expect(gate.detail).toMatch(/; it costs 0\.0110 of log loss, and the model saves 0\.1200, far more: not barred, but read its scores/);
    const barred = gateCalibration(0.058, {...many, saved: 0.05, cost: 0.011});
    expect(barred.passed).toBe(false);
    expect(barred.detail).toMatch(/costs 0\.0110 of log loss, and the model saves 0\.0500$/);
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
