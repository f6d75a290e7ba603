import type {Interval} from "../book/common.js";
import type {Gate, RecalibrationNote} from "../book/models.js";
import type {CalibrationByChance} from "../metrics/calibrationByChance.js";
import {check, someOf} from "../check.js";
import {formatCount, formatFixed, formatSigned} from "../format.js";

/** A gate with the numbers that decided it. */
export interface GateResult extends Gate {
  numbers: Record<string, number>;
}

/** Most that the calibration error may be, where chance alone gives less. */
export const CALIBRATION_LIMIT = 0.02;
/** Most that the fitted and the shipped model may differ by, in probability. */
const PARITY_LIMIT = 1e-12;

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
 * Passed if the expected calibration error lies under the limit or within what chance gives a perfectly calibrated score on
 * so many users. Binning makes the error positive for every score, on 400 users about 0.05 at a base rate of a fifth, so a
 * fixed limit alone would bar the best of models from small tables. From some 5,000 users on the limit is the larger of the two.
 *
 * @param error on as many out-of-fold rows as there are
 * @throws if a number is not finite
 */
export function gateCalibration(
  error: number,
  {nRows, chance, limit = CALIBRATION_LIMIT, recalibration}: CalibrationGateOptions
): GateResult {
  checkFinite("gateCalibration", {error, nRows, limit, expected: chance.expected, most: chance.most});
  const how = recalibration ? `, ${sayRecalibration(recalibration)}` : "";
  const wanted =
    chance.most <= limit
      ? `under ${limit} is wanted`
      : `under ${limit} is wanted or, on so few rows, no more than the ${formatFixed(chance.most, 4)} that 99 in 100 such scores keep to`;
  return {
    name: "calibration",
    title: `Calibration error under ${limit}, or within chance`,
    passed: error < Math.max(limit, chance.most),
    detail:
      `calibration error ${formatFixed(error, 4)} on ${formatCount(nRows)} rows${how}; chance alone gives a ` +
      `perfectly calibrated score ${formatFixed(chance.expected, 4)}; ${wanted}`,
    numbers: {error, nRows, limit, expectedByChance: chance.expected, mostByChance: chance.most}
  };
}

export interface CalibrationGateOptions {
  nRows: number;
  /** of the same scores; see {@link calibrationByChance} */
  chance: CalibrationByChance;
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
 * Passed if a model read back from the bytes that ship scores the same users as the fitted one does. Both run here, in the
 * build: that a browser's arithmetic agrees as well is checked on the pages, by whoever opens them (components/pipeline/parity).
 *
 * @param fitted probabilities by the model as it was fitted, at least one
 * @param shipped the same users by the model read back from its file's text
 * @throws if the lengths differ, there is no user, or a score is not finite
 */
export function gateParity(fitted: ArrayLike<number>, shipped: ArrayLike<number>, limit = PARITY_LIMIT): GateResult {
  check(fitted.length === shipped.length && fitted.length > 0, {
    where: "gateParity",
    rule: "both sides must have scored the same rows, at least one",
    got: `${fitted.length} and ${shipped.length}`
  });
  let largest = 0;
  let alike = 0;
  for (let i = 0; i < fitted.length; ++i) {
    checkFinite("gateParity", {[`fitted[${i}]`]: fitted[i], [`shipped[${i}]`]: shipped[i]});
    const gap = Math.abs(fitted[i] - shipped[i]);
    largest = Math.max(largest, gap);
    if (gap <= limit) ++alike;
  }
  return {
    name: "parity",
    title: "The file scores as the fitted model",
    passed: alike === fitted.length,
    detail:
      `${formatCount(alike)} of ${formatCount(fitted.length)} rows within ${limit}; largest difference ` +
      `${largest.toExponential(1)}; the Pipeline page repeats this in your browser`,
    numbers: {alike, nRows: fitted.length, largest, limit}
  };
}

function checkFinite(where: string, numbers: Record<string, number>): void {
  const strangers = Object.entries(numbers).filter(([, value]) => !Number.isFinite(value));
  check(strangers.length === 0, {
    where,
    rule: "numbers must be finite",
    got: someOf(strangers.map(([name, value]) => `${name} = ${value}`))
  });
}
