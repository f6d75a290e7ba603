import type {CalibrationBin} from "../../book/models.js";
import {wilsonInterval} from "../../statistics/wilsonInterval.js";
import {binScores, CALIBRATION_BINS} from "../calibrationError.js";
import {rankProbabilities, unitWeights} from "../scored.js";

/**
 * Reliability curve: users of similar score, the mean probability stated against the share that churned, from low scores to
 * high. The bins are those of {@link expectedCalibrationError}: equal counts, equal scores together.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @param options level of the Wilson intervals of the observed shares
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function calibrationCurve(
  yTrue: ArrayLike<number>,
  pHat: ArrayLike<number>,
  {bins = CALIBRATION_BINS, level = 0.95} = {}
): CalibrationBin[] {
  const scored = rankProbabilities("calibrationCurve", yTrue, pHat);
  return binScores(scored, unitWeights(scored), bins)
    .reverse()
    .map(({n, churned, scoreSum}) => {
      const {estimate, low, high} = wilsonInterval(churned, n, level);
      return {n, predicted: scoreSum / n, observed: estimate, low, high};
    });
}
