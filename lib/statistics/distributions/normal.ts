import {check} from "../../check.js";
import {lowerGamma, upperGamma} from "./gamma.js";

/**
 * Standard normal distribution function, precise in both tails.
 *
 * @example normalCdf(1.959963984540054) // 0.975
 * @see agrees with scipy.stats.norm.cdf
 */
export function normalCdf(z: number): number {
  if (z < 0) return upperGamma(0.5, (z * z) / 2) / 2;
  return 0.5 + lowerGamma(0.5, (z * z) / 2) / 2;
}

/** Chance that a standard normal deviate is at least as far from 0 as z: the two-sided p-value. */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}

const A = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
const B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];

/**
 * Standard normal quantile: Acklam's rational approximation, then one step of Halley's method, about 15 digits.
 *
 * @param p in (0, 1)
 * @throws if p is outside (0, 1)
 * @example normalQuantile(0.975) // 1.959963984540054
 * @see agrees with scipy.stats.norm.ppf
 */
export function normalQuantile(p: number): number {
  check(p > 0 && p < 1, {where: "normalQuantile", rule: "p must lie in (0, 1)", got: p});
  if (p > 0.5) return -normalQuantile(1 - p);
  const x = approximateLower(p);
  const error = normalCdf(x) - p;
  const step = error * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - step / (1 + (x * step) / 2);
}

/**
 * How many standard errors a two-sided interval of that level reaches to each side.
 *
 * @example normalReach(0.95) // 1.959963984540054
 */
export function normalReach(level: number): number {
  check(level > 0 && level < 1, {where: "normalReach", rule: "level must lie in (0, 1)", got: level});
  return normalQuantile((1 + level) / 2);
}

function approximateLower(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(C, q) / polynomial(D, q);
  }
  const q = p - 0.5;
  return (polynomial(A, q * q) * q) / polynomial(B, q * q);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, c) => sum * x + c, 0);
}
