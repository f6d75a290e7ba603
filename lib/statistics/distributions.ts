import {check} from "../check.js";
import {lowerGamma, upperGamma, incompleteBeta, logGamma} from "./specialFunctions.js";

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
const C = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
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

/**
 * Chance that Student's t is at least as far from 0 as t: the two-sided p-value.
 *
 * @param degrees of freedom, > 0
 * @example studentTwoSided(2.776445105197793, 4) // 0.05
 * @see agrees with 2 * scipy.stats.t.sf(abs(t), degrees)
 */
export function studentTwoSided(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/**
 * How many standard errors a two-sided t interval of that level reaches to each side; found by bisection.
 *
 * @param level in (0, 1)
 * @param degrees of freedom, > 0
 * @throws if level is outside (0, 1) or degrees is not > 0
 * @example studentReach(0.95, 4) // 2.776445105197793
 */
export function studentReach(level: number, degrees: number): number {
  check(level > 0 && level < 1 && degrees > 0, {
    where: "studentReach",
    rule: "level must lie in (0, 1) and degrees be > 0",
    got: `level = ${level}, degrees = ${degrees}`
  });
  let low = 0;
  let high = Math.max(1, normalQuantile((1 + level) / 2));
  while (studentTwoSided(high, degrees) > 1 - level) high *= 2;
  for (let i = 0; i < 200 && high - low > high * 1e-15; ++i) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, degrees) > 1 - level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Chance that a chi-square deviate exceeds x: the p-value of a chi-square test.
 *
 * @param x >= 0
 * @param degrees of freedom, > 0
 * @throws if x or degrees is out of its domain
 * @example chiSquareUpperTail(3.841458820694124, 1) // 0.05
 * @see agrees with scipy.stats.chi2.sf
 */
export function chiSquareUpperTail(x: number, degrees: number): number {
  return upperGamma(degrees / 2, x / 2);
}

/**
 * Noncentral chi-square distribution function: a Poisson mixture of central ones.
 *
 * @param x >= 0
 * @param degrees of freedom, > 0
 * @param noncentrality >= 0
 * @see agrees with scipy.stats.ncx2.cdf
 */
export function noncentralChiSquareCdf(x: number, degrees: number, noncentrality: number): number {
  if (x === 0) return 0;
  if (noncentrality === 0) return lowerGamma(degrees / 2, x / 2);
  const half = noncentrality / 2;
  const reach = 12 * Math.sqrt(half) + 40; // the Poisson weights beyond are below 1e-30
  let sum = 0;
  for (let j = Math.max(0, Math.floor(half - reach)); j <= half + reach; ++j) {
    const weight = Math.exp(j * Math.log(half) - half - logGamma(j + 1));
    sum += weight * lowerGamma(degrees / 2 + j, x / 2);
  }
  return Math.min(1, sum);
}

/**
 * The noncentrality under which a chi-square statistic lies at that quantile; 0 if even none puts it lower. Two of them
 * bound an effect size.
 *
 * @param x >= 0, the statistic
 * @param share in (0, 1): how much of the distribution lies at or below x
 */
export function chiSquareNoncentrality(x: number, degrees: number, share: number): number {
  if (noncentralChiSquareCdf(x, degrees, 0) <= share) return 0;
  let low = 0;
  let high = x + 1;
  while (noncentralChiSquareCdf(x, degrees, high) > share) high *= 2;
  for (let i = 0; i < 100 && high - low > 1e-12 * high; ++i) {
    const middle = (low + high) / 2;
    if (noncentralChiSquareCdf(x, degrees, middle) > share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
