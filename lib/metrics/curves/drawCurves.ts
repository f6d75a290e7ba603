import type {Curves} from "../../book/models.js";
import {calibrationCurve} from "./calibrationCurve.js";
import {gainsCurve} from "./gainsCurve.js";
import {precisionRecallCurve} from "./precisionRecallCurve.js";
import {rocCurve} from "./rocCurve.js";

/**
 * The four curves of one model, thinned, as the book keeps them.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function drawCurves(yTrue: ArrayLike<number>, pHat: ArrayLike<number>): Curves {
  return {
    roc: rocCurve(yTrue, pHat).map((d) => [d.falsePositiveRate, d.truePositiveRate]),
    precisionRecall: precisionRecallCurve(yTrue, pHat).map((d) => [d.recall, d.precision]),
    gains: gainsCurve(yTrue, pHat).map((d) => [d.share, d.captured]),
    calibration: calibrationCurve(yTrue, pHat)
  };
}
