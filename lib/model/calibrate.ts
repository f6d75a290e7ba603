import {logit, sigmoid} from "./logOdds.js";
import type {Model} from "./model.js";

/** A recalibration: logit(p) becomes intercept + slope * logit(p). */
export type Calibration = NonNullable<Model["calibration"]>;

/** A recalibrated probability, as a scorer gives it for a model that carries the calibration. */
export function calibrateProbability(p: number, {intercept, slope}: Calibration): number {
  return sigmoid(intercept + slope * logit(p));
}
