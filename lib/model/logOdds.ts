import type {Model} from "./model.js";
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

/** A recalibration: logit(p) becomes intercept + slope * logit(p). */
export type Calibration = NonNullable<Model["calibration"]>;

/** A recalibrated probability, as a scorer gives it for a model that carries the calibration. */
export function calibrateProbability(p: number, {intercept, slope}: Calibration): number {
  return sigmoid(intercept + slope * logit(p));
}
