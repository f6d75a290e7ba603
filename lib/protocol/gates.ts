import type {Interval} from "../book/common.js";
import type {Gate, RecalibrationNote} from "../book/models.js";
import {check, someOf} from "../check.js";
import {formatCount, formatFixed, formatSigned} from "../format.js";

/** A gate with the numbers that decided it. */
export interface GateResult extends Gate {
  numbers: Record<string, number>;
}

/** Most that the calibration error may be. */
export const CALIBRATION_LIMIT = 0.02;
/** Most that build and browser may differ by, in probability. */
export const PARITY_LIMIT = 1e-12;

/**
 * Passed if the model beats the base rate by more than chance: the whole interval of its log loss minus the base rate's lies
 * below zero. Take it paired, on out-of-fold rows or on folds; the base rate itself never passes.
 *
 * @param difference in log loss, model minus base rate
 * @throws if a number is not finite
 */
export function gateBaseRate(difference: Interval): GateResult {
  checkFinite("gateBaseRate", {...difference});
  const {estimate, low, high} = difference;
  return {
    name: "baseRate",
    title: "Beats the base rate",
    passed: high < 0,
    detail: `log loss against the base rate: ${formatSigned(estimate, 4)} (${formatSigned(low, 4)} to ${formatSigned(high, 4)})`,
    numbers: {estimate, low, high}
  };
}

/**
 * Passed if the expected calibration error lies under the limit. Take it on as many out-of-fold rows as there are: chance
 * alone makes it positive (see {@link expectedCalibrationError}), and below some 2,500 rows even a perfect model may fail.
 *
 * @throws if the error is not finite
 */
export function gateCalibration(error: number, {nRows, limit = CALIBRATION_LIMIT, recalibration}: CalibrationGateOptions): GateResult {
  checkFinite("gateCalibration", {error, nRows, limit});
  const how = recalibration ? `, ${sayRecalibration(recalibration)}` : "";
  return {
    name: "calibration",
    title: `Calibration error under ${limit}`,
    passed: error < limit,
    detail: `calibration error ${formatFixed(error, 4)} on ${formatCount(nRows)} users${how}; under ${limit} is wanted`,
    numbers: {error, nRows, limit}
  };
}

export interface CalibrationGateOptions {
  nRows: number;
  limit?: number;
  /** what was done because the gate would have failed without it */
  recalibration?: RecalibrationNote | null;
}

function sayRecalibration(note: RecalibrationNote): string {
  if (note.state === "refused") return `not recalibrated: ${note.reason}`;
  const {intercept, slope, errorBefore} = note;
  return `after recalibration (${formatFixed(errorBefore, 4)} before; log-odds times ${formatFixed(slope, 2)}, ${formatSigned(intercept, 2)})`;
}

/**
 * Passed if build and browser score the same users alike.
 *
 * @param inBuild probabilities as the build scored them, at least one
 * @param inBrowser the same users scored by the code that ships
 * @throws if the lengths differ, there is no user, or a score is not finite
 */
export function gateParity(inBuild: ArrayLike<number>, inBrowser: ArrayLike<number>, limit = PARITY_LIMIT): GateResult {
  check(inBuild.length === inBrowser.length && inBuild.length > 0, {
    where: "gateParity",
    rule: "both sides must have scored the same users, at least one",
    got: `${inBuild.length} and ${inBrowser.length}`
  });
  let largest = 0;
  let alike = 0;
  for (let i = 0; i < inBuild.length; ++i) {
    checkFinite("gateParity", {[`inBuild[${i}]`]: inBuild[i], [`inBrowser[${i}]`]: inBrowser[i]});
    const gap = Math.abs(inBuild[i] - inBrowser[i]);
    largest = Math.max(largest, gap);
    if (gap <= limit) ++alike;
  }
  return {
    name: "parity",
    title: "Build and browser score alike",
    passed: alike === inBuild.length,
    detail: `${formatCount(alike)} of ${formatCount(inBuild.length)} users within ${limit}; largest difference ${largest.toExponential(1)}`,
    numbers: {alike, nRows: inBuild.length, largest, limit}
  };
}

function checkFinite(where: string, numbers: Record<string, number>): void {
  const strangers = Object.entries(numbers).filter(([, value]) => !Number.isFinite(value));
  check(strangers.length === 0, {where, rule: "numbers must be finite", got: someOf(strangers.map(([name, value]) => `${name} = ${value}`))});
}
