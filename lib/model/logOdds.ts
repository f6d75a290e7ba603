import type {TreesCalibration} from "./model.js";
import {check} from "../check.js";
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

/** Newton's method needs some ten steps; halving alone would some fifty. */
const [MOST_STEPS, NEAR_ENOUGH] = [100, 1e-10];

/**
 * What is added to all log-odds so that the mean of their probabilities is as said (Newton's method, bounded by halving).
 *
 * @param logOdds finite, at least one
 * @param mean in (0, 1)
 * @param weights of each, none below 0, not all 0; default: all alike
 * @throws if the mean is none that finite log-odds reach
 */
export function shiftToMean(logOdds: ArrayLike<number>, mean: number, weights?: ArrayLike<number>): number {
  check(mean > 0 && mean < 1, {where: "shiftToMean", rule: "a mean must lie between 0 and 1, both excluded", got: mean});
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < logOdds.length; ++i) {
    low = Math.min(low, logit(mean) - logOdds[i]);
    high = Math.max(high, logit(mean) - logOdds[i]);
  }
  let shift = (low + high) / 2;
  for (let step = 0; step < MOST_STEPS; ++step) {
    let [off, slope] = [0, 0];
    for (let i = 0; i < logOdds.length; ++i) {
      const weight = weights === undefined ? 1 : weights[i];
      const q = sigmoid(logOdds[i] + shift);
      off += weight * (mean - q);
      slope += weight * q * (1 - q);
    }
    if (off < 0) high = shift;
    else low = shift;
    const next = shift + off / slope;
    const moved = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(moved - shift) < NEAR_ENOUGH) return moved;
    shift = moved;
  }
  return shift;
}
