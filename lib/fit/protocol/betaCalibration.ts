import type {TreesCalibration} from "../../model/model.js";
import {softplus, logit} from "../../model/logOdds.js";
import {denseDesign} from "../blockDesign.js";
import {polish} from "../logistic/newton.js";

/** Hardly a penalty: of scores that all lie far from 1, nothing says how they bend there. */
const PENALTY = 1e-3;
const TOLERANCE = 1e-9;
const MAX_STEPS = 50;

/**
 * Beta calibration: logit(P(churned)) = intercept + slope * ln(p) - (slope + bend) * ln(1 - p), by maximum likelihood, which is a logistic
 * regression on two columns. With a bend of 0 it is Platt's. Whether the slopes keep the order of scores is for who asks to judge.
 *
 * @param y length n, each 0 (retained) or 1 (churned); both must occur
 * @param scores length n, in [0, 1]
 * @see Kull, Silva Filho and Flach (2017), Beta calibration: a well-founded and easily implemented improvement on logistic calibration
 */
export function fitBetaCalibration(y: ArrayLike<number>, scores: ArrayLike<number>): Required<TreesCalibration> {
  const logOdds = Float64Array.from(scores, logit);
  const design = denseDesign(y.length, [logOdds, logOdds.map(softplus)]);
  const fit = polish({design, y: Uint8Array.from(y), penalty: Float64Array.of(0, PENALTY, 0)}, Float64Array.of(1, 0, 0), {
    maxSteps: MAX_STEPS,
    tolerance: TOLERANCE
  });
  const [slope, bend, intercept] = fit.weights;
  return {intercept, slope, bend};
}
