import {logGamma, lowerGamma, upperGamma} from "./gamma.js";

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
