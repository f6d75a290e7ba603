import type {TreesCalibration} from "./model.js";
import {clamp} from "../numbers.js";

/** The chance that belongs to a log-odds; 0 to 1. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** A share of exactly 0 or 1 counts as this far from it, so that its log-odds is a number (about 34.5). */
const NEAREST = 1e-15;

/** The log-odds of a probability in [0, 1]; finite also at 0 and 1, which count as 1e-15 away. */
export function logit(probability: number): number {
  const p = clamp(probability, NEAREST, 1 - NEAREST);
  return Math.log(p / (1 - p));
}

/** -ln(1 - p) of the probability that belongs to a log-odds: 0 far below, the log-odds itself far above. */
export function softplus(logOdds: number): number {
  return Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds)));
}

/** A recalibrated log-odds, as a scorer gives it for a model that carries the calibration. */
export function calibrateLogOdds(logOdds: number, {intercept, slope, bend}: TreesCalibration): number {
  const straight = intercept + slope * logOdds;
  return bend === undefined ? straight : straight + bend * softplus(logOdds);
}

/** A recalibrated probability, as {@link calibrateLogOdds}. */
export function calibrateProbability(p: number, calibration: TreesCalibration): number {
  return sigmoid(calibrateLogOdds(logit(p), calibration));
}
