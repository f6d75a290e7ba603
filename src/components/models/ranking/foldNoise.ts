import type {ModelsBook} from "../../../lib/book/models.js";
import {formatCount} from "../../../lib/format.js";
import {CALIBRATION_BINS} from "../../../lib/metrics/calibrationError.js";
import {calibrationNoise} from "../calibrationNoise.js";
import {formatMetric} from "../formatMetric.js";

/** What chance alone does to the calibration error of one fold, in a sentence: the few users of a fold make it look worse than it is. */
export function foldNoiseSentence({finalists}: Pick<ModelsBook, "finalists">): string {
  const [{outOfFoldCurves, cv}] = finalists;
  const n = sum(outOfFoldCurves.calibration.map((d) => d.n));
  const baseRate = sum(outOfFoldCurves.calibration.map((d) => d.n * d.observed)) / n;
  const perFold = n / cv.calibrationError.folds.length;
  const noise = calibrationNoise(perFold, baseRate, CALIBRATION_BINS);
  return `A fold has about ${formatCount(perFold)} users, and so few give even a perfectly calibrated model a calibration error of about ${formatMetric("calibrationError", noise)}; the gate below counts all folds together.`;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
