import type {OutOfFold} from "../../../../lib/fit/protocol/recalibrate.js";
import {describe, expect, it} from "vitest";
import {expectedCalibrationError} from "../../../../lib/metrics/calibrationError.js";
import {rocAuc} from "../../../../lib/metrics/rankingMetrics.js";
import {calibrateProbability, logit, sigmoid} from "../../../../lib/model/logOdds.js";
import {stratifiedFolds} from "../../../../lib/fit/protocol/folds.js";
import {recalibrate} from "../../../../lib/fit/protocol/recalibrate.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";

/** Scores whose log-odds, stretched and shifted, are the truth. */
function drawScores(nRows: number, {slope = 1, intercept = 0, seed = 1} = {}): OutOfFold {
  const random = createRandom(seed);
  const scores = Float64Array.from({length: nRows}, () => sigmoid(-1.5 + drawNormal(random)));
  const y = Uint8Array.from(scores, (p) => (random() < sigmoid(intercept + slope * logit(p)) ? 1 : 0));
  return Object.freeze({y, scores, folds: stratifiedFolds(y, 5, random)});
}

function used(data: OutOfFold, options = {}): Extract<ReturnType<typeof recalibrate>, {state: "used"}> {
  const result = recalibrate(data, options);
  if (result.state !== "used") throw new Error(JSON.stringify(result));
  return result;
}

describe("recalibrate({y, scores, folds}, {limit, mayBend})", () => {
  it("leaves scores alone that would pass the gate", () => {
    expect(recalibrate(drawScores(8000))).toEqual({state: "notNeeded"});
  });

  it("finds the stretch and the shift, and passes the gate on folds that each fit did not see", () => {
    const data = drawScores(8000, {slope: 0.5, intercept: -1});
    const {calibration, outOfFold, errorBefore, errorAfter, logLossBefore, logLossAfter} = used(data);
    expect(calibration.slope).toBeGreaterThan(0.4);
    expect(calibration.slope).toBeLessThan(0.6);
    expect(calibration.intercept).toBeGreaterThan(-1.15);
    expect(calibration.intercept).toBeLessThan(-0.85);
    expect(errorBefore).toBeGreaterThan(0.05);
    expect(errorAfter).toBe(expectedCalibrationError(data.y, outOfFold));
    expect(errorAfter).toBeLessThan(0.02);
    expect(logLossAfter).toBeLessThan(logLossBefore);
  });

  it("judges each fold by a fit on the others", () => {
    const data = drawScores(6000, {slope: 0.5});
    const {outOfFold} = used(data);
    const flipped = Uint8Array.from(data.y, (d, i) => (data.folds[i] === 2 ? 1 - d : d));
    const changed = recalibrate({...data, y: flipped}, {limit: 0});
    if (changed.state !== "used") throw new Error(JSON.stringify(changed));
    for (let i = 0; i < 6000; ++i) if (data.folds[i] === 2) expect(changed.outOfFold[i]).toBe(outOfFold[i]);
    expect(changed.outOfFold.some((p, i) => data.folds[i] !== 2 && p !== outOfFold[i])).toBe(true);
  });

  it("keeps the order of users within a fold", () => {
    const data = drawScores(5000, {slope: 0.5});
    const {outOfFold, calibration} = used(data);
    const rows = Array.from({length: 5000}, (_, i) => i).filter((i) => data.folds[i] === 1);
    const aucOf = (scores: ArrayLike<number>): number =>
      rocAuc(
        rows.map((i) => data.y[i]),
        rows.map((i) => scores[i])
      );
    expect(aucOf(outOfFold)).toBe(aucOf(data.scores));
    expect(aucOf(Float64Array.from(data.scores, (p) => calibrateProbability(p, calibration)))).toBe(aucOf(data.scores));
  });

  it("refuses to turn scores round, to do harm, and to fit what has no fit", () => {
    const data = drawScores(4000, {slope: -1});
    expect(recalibrate(data)).toEqual({state: "refused", reason: "it would turn the order of scores round"});
    const y = Uint8Array.from({length: 400}, (_, i) => (i < 100 ? 1 : 0));
    const folds = Uint8Array.from(y, (_, i) => i % 5);
    const separated = recalibrate({y, scores: Float64Array.from(y, (d) => 0.3 + 0.4 * d), folds});
    expect(separated).toMatchObject({state: "refused"});
    expect(JSON.stringify(separated)).toMatch(/it could not be fitted \(fitCalibration: scores of churned and retained must overlap/);
    const good = drawScores(300, {seed: 3});
    expect(recalibrate(good, {limit: 0})).toEqual({state: "refused", reason: "it would not lower the log loss of held-out folds"});
  });

  it("bends where held-out folds prefer it and the model may, and nowhere else", () => {
    const random = createRandom("bend");
    const scores = Float64Array.from({length: 8000}, () => sigmoid(2 * drawNormal(random)));
    // too sure of those who stay, right about those who leave
    const truth = {intercept: -0.2, slope: 0.4, bend: 0.7};
    const y = Uint8Array.from(scores, (p) => (random() < calibrateProbability(p, truth) ? 1 : 0));
    const data = {y, scores, folds: stratifiedFolds(y, 5, random)};
    const [straight, bent] = [used(data), used(data, {mayBend: true})];
    expect(straight.calibration.bend).toBeUndefined();
    expect(Math.abs(bent.calibration.slope - truth.slope)).toBeLessThan(0.08);
    expect(Math.abs((bent.calibration.bend ?? 0) - truth.bend)).toBeLessThan(0.15);
    expect(bent.logLossAfter).toBeLessThan(straight.logLossAfter);
    expect(bent.errorAfter).toBeLessThan(0.02);
    // what Platt's mends is left to it but for luck: its two numbers are the truth here
    const plain = drawScores(8000, {slope: 0.5, intercept: -1});
    const bend = used(plain, {mayBend: true}).calibration.bend ?? 0;
    expect(Math.abs(bend)).toBeLessThan(0.2);
  });

  it("shifts scores that are all equal, which leave the slope open", () => {
    const y = Uint8Array.from({length: 500}, (_, i) => (i % 5 === 0 ? 1 : 0));
    const folds = Uint8Array.from(y, (_, i) => Math.floor(i / 5) % 5);
    const {calibration} = used({y, scores: new Float64Array(500).fill(0.5), folds});
    expect(calibration.slope).toBe(1);
    expect(calibration.intercept).toBeCloseTo(logit(0.2), 5); // as it ships
  });

  it("refuses lengths that differ", () => {
    expect(() => recalibrate({y: [0, 1], scores: [0.5], folds: [0, 1]})).toThrow(
      "recalibrate: there must be one score and one fold per label (2); got 1 scores and 2 folds."
    );
  });
});
