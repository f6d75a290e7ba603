import type {TestOutcome} from "./testResult.js";
import {clamp} from "../numbers.js";
import {check} from "../check.js";
import {sortPresent} from "./quantile.js";

/**
 * Two-sample Kolmogorov-Smirnov test: D is the largest gap between the two distribution functions. The p-value is Smirnov's
 * limit with Stephens' correction for few rows (ties make it conservative). The effect is D in [0, 1]; its interval adds and
 * takes away the gap that chance alone stays under, sqrt(-ln(alpha / 2) / 2 * (1/m + 1/n)), so it is conservative too.
 *
 * @param x values of one group; NaN is missing and left out
 * @param y values of the other
 * @param options design: how many times the variance of a share of either is what it would be if each row was drawn by itself
 * @throws if a group is empty or a value infinite
 * @see Stephens (1970); D agrees with scipy.stats.ks_2samp, the p-value nearly
 */
export function kolmogorovSmirnov(x: ArrayLike<number>, y: ArrayLike<number>, {level = 0.95, design = 1} = {}): TestOutcome {
  const a = sortPresent("kolmogorovSmirnov", x);
  const b = sortPresent("kolmogorovSmirnov", y);
  check(a.length > 0 && b.length > 0, {
    where: "kolmogorovSmirnov",
    rule: "both groups must have values",
    got: `${a.length} and ${b.length}`
  });
  const gap = largestGap(a, b);
  const [m, n] = [a.length / design, b.length / design];
  const root = Math.sqrt((m * n) / (m + n));
  const reach = Math.sqrt(-Math.log((1 - level) / 2) / 2) / root;
  return {
    name: "Kolmogorov-Smirnov",
    statistic: gap,
    pValue: smirnovPValue(gap, m, n),
    effectName: "D",
    effect: {estimate: gap, low: Math.max(0, gap - reach), high: Math.min(1, gap + reach)}
  };
}

/**
 * Chance of a gap of this size or more between two groups from one distribution: Smirnov's limit with Stephens' correction.
 *
 * @param gap D, in [0, 1]
 * @param m and n: rows of the groups, each >= 1
 */
export function smirnovPValue(gap: number, m: number, n: number): number {
  const root = Math.sqrt((m * n) / (m + n));
  return kolmogorovUpperTail((root + 0.12 + 0.11 / root) * gap);
}

/** The largest distance between two empirical distribution functions; both inputs sorted. */
function largestGap(a: Float64Array, b: Float64Array): number {
  let gap = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) ++i;
    while (j < b.length && b[j] === value) ++j;
    gap = Math.max(gap, Math.abs(i / a.length - j / b.length));
  }
  return gap;
}

/**
 * Chance that Kolmogorov's limiting statistic exceeds x.
 *
 * @param x >= 0
 * @returns 1 at 0; below x = 0.2 it is 1 to 12 digits
 * @see Smirnov (1948); agrees with scipy.special.kolmogorov
 */
export function kolmogorovUpperTail(x: number): number {
  if (x < 0.2) return 1;
  if (x < 1) return 1 - lowerTail(x);
  let sum = 0;
  for (let k = 1, sign = 1; k <= 100; ++k, sign = -sign) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += sign * term;
    if (term < 1e-18) break;
  }
  return clamp(2 * sum, 0, 1);
}

/** The dual series, which converges quickly for small x. */
function lowerTail(x: number): number {
  let sum = 0;
  for (let k = 1; k <= 21; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
  return (Math.sqrt(2 * Math.PI) / x) * sum;
}
