import type {Interval} from "../book/common.js";
import type {Groups} from "../statistics/intervals.js";
import {clamp} from "../numbers.js";
import {codeGroups} from "../statistics/intervals.js";
import {sigmoid} from "../model/logOdds.js";
import {check, complain, checkLabels} from "../check.js";
import {checkScores} from "./scored.js";
import {chiSquareUpperTail, normalReach} from "../statistics/distributions.js";

/** Probabilities are moved at least this far from 0 and 1 before the logit. */
const CLIP = 1e-12;
const MAX_STEPS = 100;

export interface CalibrationFit {
  /** 0 when the mean is right (given the slope) */
  intercept: Interval;
  /** 1 when the spread is right; under 1: too extreme; null when all scores are equal, which leave it open (taken as 1) */
  slope: Interval | null;
  /** likelihood-ratio test that intercept and slope are 0 and 1 */
  test: {statistic: number; degrees: number; pValue: number};
}

/**
 * Logistic recalibration: fits logit(P(churned)) = intercept + slope * logit(pHat) by maximum likelihood (Newton's method).
 * Put into a model as `calibration`, the two numbers recalibrate it; fit them on out-of-fold scores.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]; clipped to [1e-12, 1 - 1e-12]
 * @param options level: of the Wald intervals; groups: by row, those that were drawn together, whose sums then make the errors, and
 *   Wald's test in place of the likelihood ratio's
 * @throws if the lengths differ, a value is out of its domain, one class is absent, or the scores of the two do not
 *   overlap (then no slope is steep enough)
 * @see Cox (1958), Two further applications of a model for binary regression; Liang and Zeger (1986), for groups
 */
export function fitCalibration(
  yTrue: ArrayLike<number>,
  pHat: ArrayLike<number>,
  {level = 0.95, groups = null}: {level?: number; groups?: Groups} = {}
): CalibrationFit {
  const where = "fitCalibration";
  checkLabels(where, yTrue);
  checkScores(where, yTrue.length, pHat);
  const z = new Float64Array(pHat.length);
  for (let i = 0; i < z.length; ++i) {
    if (!(pHat[i] >= 0 && pHat[i] <= 1)) throw complain({where, rule: "pHat must lie in [0, 1]", got: pHat[i]});
    const clipped = clamp(pHat[i], CLIP, 1 - CLIP);
    z[i] = Math.log(clipped / (1 - clipped));
  }
  const fixedSlope = z.every((value) => value === z[0]);
  if (!fixedSlope) checkOverlap(yTrue, z);
  const start = gather(yTrue, z, [0, 1]);
  const {theta, sums} = climb(yTrue, z, fixedSlope);
  const reach = normalReach(level);
  const covariance = invert(sums, fixedSlope);
  const robust = groups === null ? covariance : covarianceOfGroups(covariance, slopesOfGroups(yTrue, z, {theta, groups}));
  const errors = [Math.sqrt(robust.v00), Math.sqrt(robust.v11)];
  const degrees = fixedSlope ? 1 : 2;
  const statistic =
    groups === null ? Math.max(0, 2 * (sums.logLikelihood - start.logLikelihood)) : waldOf([theta[0], theta[1] - 1], robust, fixedSlope);
  return {
    intercept: around(theta[0], errors[0] * reach),
    slope: fixedSlope ? null : around(theta[1], errors[1] * reach),
    test: {statistic, degrees, pValue: chiSquareUpperTail(statistic, degrees)}
  };
}

type Theta = [intercept: number, slope: number];

/** Log likelihood, its gradient, and minus its second derivatives. */
interface Sums {
  logLikelihood: number;
  g0: number;
  g1: number;
  h00: number;
  h01: number;
  h11: number;
}

/** Newton's steps, halved until they climb. */
function climb(yTrue: ArrayLike<number>, z: Float64Array, fixedSlope: boolean): {theta: Theta; sums: Sums} {
  let theta: Theta = [0, 1];
  let sums = gather(yTrue, z, theta);
  for (let step = 0; step < MAX_STEPS; ++step) {
    const determinant = sums.h00 * sums.h11 - sums.h01 * sums.h01;
    const move: Theta = fixedSlope
      ? [sums.g0 / sums.h00, 0]
      : [(sums.h11 * sums.g0 - sums.h01 * sums.g1) / determinant, (sums.h00 * sums.g1 - sums.h01 * sums.g0) / determinant];
    if (!move.every(Number.isFinite)) break;
    let scale = 1;
    let next = gather(yTrue, z, shift(theta, move, scale));
    while (next.logLikelihood < sums.logLikelihood && scale > 1e-10) {
      scale /= 2;
      next = gather(yTrue, z, shift(theta, move, scale));
    }
    theta = shift(theta, move, scale);
    sums = next;
    if (Math.abs(scale * move[0]) + Math.abs(scale * move[1]) < 1e-10) return {theta, sums};
  }
  throw complain({
    where: "fitCalibration",
    rule: `Newton's method must settle within ${MAX_STEPS} steps`,
    got: `intercept ${theta[0]} and slope ${theta[1]}`
  });
}

/** Without overlap the likelihood climbs for ever, as the slope grows. */
function checkOverlap(yTrue: ArrayLike<number>, z: Float64Array): void {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < z.length; ++i) {
    low[yTrue[i]] = Math.min(low[yTrue[i]], z[i]);
    high[yTrue[i]] = Math.max(high[yTrue[i]], z[i]);
  }
  check(high[0] > low[1] && high[1] > low[0], {
    where: "fitCalibration",
    rule: "scores of churned and retained must overlap",
    got: `every churner ${high[0] <= low[1] ? "above" : "below"} every stayer`,
    remedy: "Look for a column that gives the label away."
  });
}

function gather(yTrue: ArrayLike<number>, z: Float64Array, [intercept, slope]: Theta): Sums {
  const sums = {logLikelihood: 0, g0: 0, g1: 0, h00: 0, h01: 0, h11: 0};
  for (let i = 0; i < z.length; ++i) {
    const eta = intercept + slope * z[i];
    const odds = Math.exp(-Math.abs(eta)); // of the less likely
    const p = (eta < 0 ? odds : 1) / (1 + odds);
    const residual = yTrue[i] - p;
    const spread = p * (1 - p);
    sums.logLikelihood -= Math.log1p(odds) + Math.max(0, yTrue[i] === 1 ? -eta : eta);
    sums.g0 += residual;
    sums.g1 += residual * z[i];
    sums.h00 += spread;
    sums.h01 += spread * z[i];
    sums.h11 += spread * z[i] * z[i];
  }
  return sums;
}

/** Of the two numbers; nothing of a slope that is fixed. */
interface Covariance {
  v00: number;
  v01: number;
  v11: number;
}

function invert({h00, h01, h11}: Pick<Sums, "h00" | "h01" | "h11">, fixedSlope: boolean): Covariance {
  if (fixedSlope) return {v00: 1 / h00, v01: 0, v11: 0};
  const determinant = h00 * h11 - h01 * h01;
  return {v00: h11 / determinant, v01: -h01 / determinant, v11: h00 / determinant};
}

/** By what each group adds to the likelihood's slope, between twice the inverse of what all rows tell. */
function covarianceOfGroups({v00, v01, v11}: Covariance, slopes: Slopes): Covariance {
  const n = slopes.length;
  const spread = {v00: 0, v01: 0, v11: 0};
  for (const [g0, g1] of slopes) {
    const [a, b] = [v00 * g0 + v01 * g1, v01 * g0 + v11 * g1];
    spread.v00 += (a * a * n) / (n - 1);
    spread.v01 += (a * b * n) / (n - 1);
    spread.v11 += (b * b * n) / (n - 1);
  }
  return spread;
}

function waldOf([a, b]: Theta, {v00, v01, v11}: Covariance, fixedSlope: boolean): number {
  if (fixedSlope) return (a * a) / v00;
  return (a * a * v11 - 2 * a * b * v01 + b * b * v00) / (v00 * v11 - v01 * v01);
}

type Slopes = readonly (readonly [g0: number, g1: number])[];

/** What each group's rows add to the gradient. */
function slopesOfGroups(yTrue: ArrayLike<number>, z: Float64Array, {theta: [intercept, slope], groups}: AtGroups): Slopes {
  const {codes, sizes} = codeGroups(z.length, groups);
  const sums = Array.from(sizes, (): [number, number] => [0, 0]);
  for (let i = 0; i < z.length; ++i) {
    const residual = yTrue[i] - sigmoid(intercept + slope * z[i]);
    sums[codes[i]][0] += residual;
    sums[codes[i]][1] += residual * z[i];
  }
  return sums;
}

interface AtGroups {
  theta: Theta;
  groups: NonNullable<Groups>;
}

function shift([a, b]: Theta, [moveA, moveB]: Theta, scale: number): Theta {
  return [a + scale * moveA, b + scale * moveB];
}

function around(estimate: number, reach: number): Interval {
  return {estimate, low: estimate - reach, high: estimate + reach};
}
