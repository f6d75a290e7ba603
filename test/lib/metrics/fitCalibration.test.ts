import {describe, expect, it} from "vitest";
import {fitCalibration} from "../../../lib/metrics/fitCalibration.js";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {oracle} from "./oracle.js";

describe("fitCalibration(yTrue, pHat)", () => {
  it("agrees with statsmodels' Logit, intervals and likelihood-ratio test included", () => {
    const {y, p, intercept, slope, statistic, pValue} = oracle.calibration;
    const fit = fitCalibration(Object.freeze(y), Object.freeze(p));
    [fit.intercept.estimate, fit.intercept.low, fit.intercept.high].forEach((d, i) => expect(d).toBeCloseTo(intercept[i], 7));
    [fit.slope?.estimate, fit.slope?.low, fit.slope?.high].forEach((d, i) => expect(d).toBeCloseTo(slope[i], 7));
    expect(fit.test.statistic).toBeCloseTo(statistic, 7);
    expect(fit.test.pValue).toBeCloseTo(pValue, 9);
    expect(fit.test.degrees).toBe(2);
  });

  it("leaves the slope open for a constant score, and moves its mean to the base rate", () => {
    const fit = fitCalibration([0, 0, 0, 1], [0.5, 0.5, 0.5, 0.5]);
    expect(fit.slope).toBeNull();
    expect(fit.intercept.estimate).toBeCloseTo(Math.log(1 / 3), 9);
    expect(fit.test.degrees).toBe(1);
  });

  it("gives 0 and 1 when fitted to what it has recalibrated", () => {
    const {y, p} = oracle.calibration;
    const {intercept, slope} = fitCalibration(y, p);
    const mended = p.map((d) => 1 / (1 + Math.exp(-(intercept.estimate + (slope?.estimate as number) * Math.log(d / (1 - d))))));
    const again = fitCalibration(y, mended);
    expect(again.intercept.estimate).toBeCloseTo(0, 8);
    expect(again.slope?.estimate).toBeCloseTo(1, 8);
    expect(again.test.pValue).toBeCloseTo(1, 6);
  });

  it("takes probabilities of 0 and 1", () => {
    const fit = fitCalibration([0, 1, 0, 1, 1, 0], [0, 1, 1, 0.5, 0.9, 0.4]);
    expect(Number.isFinite(fit.intercept.estimate)).toBe(true);
  });

  it("refuses scores that separate the classes, and no probabilities", () => {
    expect(() => fitCalibration([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])).toThrow(
      "fitCalibration: scores of churned and retained must overlap; got every churner above every stayer. Look for a column that gives the label away."
    );
    expect(() => fitCalibration([1, 1, 0, 0], [0.1, 0.2, 0.2, 0.9])).toThrow("got every churner below every stayer.");
    expect(() => fitCalibration([0, 1], [0.1, 1.2])).toThrow("fitCalibration: pHat must lie in [0, 1]; got 1.2.");
  });

  it("holds the truth in 95 of 100 tables where customers have several rows", () => {
    const [nCustomers, months, tables] = [200, 6, 200];
    const groups = Int32Array.from({length: nCustomers * months}, (_, i) => Math.floor(i / months));
    const held = [0, 0, 0];
    for (let table = 0; table < tables; ++table) {
      const random = createRandom(`slope ${table}`);
      let [shared, luck] = [0, 0];
      const p = Float64Array.from(groups, (_, i) => {
        if (i % months === 0) shared = drawNormal(random);
        return sigmoid(-1.5 + 0.8 * (shared + drawNormal(random)));
      });
      const y = Uint8Array.from(p, (d, i) => {
        if (i % months === 0) luck = random();
        return Number(luck < d);
      });
      const {intercept, slope, test} = fitCalibration(y, p, {groups});
      if (intercept.low <= 0 && 0 <= intercept.high) ++held[0];
      if (slope && slope.low <= 1 && 1 <= slope.high) ++held[1];
      if (test.pValue >= 0.05) ++held[2];
    }
    for (const count of held) expect(count / tables).toBeGreaterThan(0.9); // within three standard errors; by rows it is 0.7
  });

  it("gives groups of one row what it gives rows, nearly, and the same fit", () => {
    const {y, p} = oracle.calibration;
    const [rows, alone] = [fitCalibration(y, p), fitCalibration(y, p, {groups: y.map((_, i) => i)})];
    expect(alone.slope?.estimate).toBe(rows.slope?.estimate);
    const widthOf = ({intercept: {low, high}}: typeof rows): number => high - low;
    expect(widthOf(alone) / widthOf(rows)).toBeGreaterThan(0.8);
    expect(widthOf(alone) / widthOf(rows)).toBeLessThan(1.25);
  });
});
