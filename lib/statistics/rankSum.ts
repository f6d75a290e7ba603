import type {TestOutcome} from "./testResult.js";
import {check} from "../check.js";
import {normalReach, normalTwoSided} from "./distributions.js";
import {sortPresent} from "./quantile.js";

export interface RankSumOutcome extends TestOutcome {
  /** chance that a random x exceeds a random y, ties one half */
  rocAuc: number;
}

/**
 * The standard error of the ROC AUC of a score that knows nothing, without ties.
 *
 * @param m,n how many of either class, at least one
 * @see Mann and Whitney (1947)
 */
export function rankErrorByChance(m: number, n: number): number {
  return Math.sqrt((m + n + 1) / (12 * m * n));
}

/**
 * Wilcoxon's rank-sum test (Mann-Whitney): do the values of x tend to be larger than those of y? Normal approximation with
 * tie and continuity correction, fit for some ten values on each side. The effect is the rank-biserial correlation,
 * 2 AUC - 1 in [-1, 1], positive when x tends to be larger, with DeLong's interval.
 *
 * @param x values of one group; NaN is missing and left out
 * @param y values of the other
 * @param options design: how many times the variance of the AUC is what it would be of as many values drawn each by itself
 * @returns statistic: U of x, the pairs in which x exceeds y; pValue 1 if all values are equal
 * @throws if a group is empty or a value infinite
 * @see Mann and Whitney (1947); agrees with scipy.stats.mannwhitneyu(method="asymptotic")
 */
export function rankSum(x: ArrayLike<number>, y: ArrayLike<number>, {level = 0.95, design = 1} = {}): RankSumOutcome {
  const a = sortPresent("rankSum", x);
  const b = sortPresent("rankSum", y);
  check(a.length > 0 && b.length > 0, {where: "rankSum", rule: "both groups must have values", got: `${a.length} and ${b.length}`});
  const [m, n] = [a.length, b.length];
  const {above, tieTerm} = placeAmong(a, b);
  let u = 0;
  for (let i = 0; i < m; ++i) u += above[0][i];
  const total = m + n;
  const deviation = Math.sqrt(((m * n) / 12) * (total + 1 - tieTerm / (total * (total - 1))));
  const gap = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5);
  const rocAuc = u / (m * n);
  const wider = Math.sqrt(design);
  const reach = 2 * wider * normalReach(level) * delongError(above, rocAuc);
  const estimate = 2 * rocAuc - 1;
  return {
    name: "rank-sum",
    statistic: u,
    pValue: deviation > 0 ? normalTwoSided(gap / (wider * deviation)) : 1,
    effectName: "rank-biserial correlation",
    effect: {estimate, low: Math.max(-1, estimate - reach), high: Math.min(1, estimate + reach)},
    rocAuc
  };
}

/** By group and value, how many values of the other group lie below it, ties one half. */
type Above = readonly [Float64Array, Float64Array];

/**
 * Two sorted groups side by side, in one walk along both.
 *
 * @returns tieTerm: sum of t^3 - t over runs of t equal values of either group
 */
function placeAmong(a: Float64Array, b: Float64Array): {above: Above; tieTerm: number} {
  const above: Above = [new Float64Array(a.length), new Float64Array(b.length)];
  let tieTerm = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const value = j >= b.length || a[i] < b[j] ? a[i] : b[j];
    const [fromA, fromB] = [i, j];
    while (i < a.length && a[i] === value) ++i;
    while (j < b.length && b[j] === value) ++j;
    above[0].fill((fromB + j) / 2, fromA, i);
    above[1].fill((fromA + i) / 2, fromB, j);
    const t = i - fromA + j - fromB;
    tieTerm += t * t * t - t;
  }
  return {above, tieTerm};
}

/** Standard error of the AUC (DeLong, DeLong and Clarke-Pearson 1988); 0 for a lone value. */
function delongError([ofA, ofB]: Above, rocAuc: number): number {
  const [m, n] = [ofA.length, ofB.length];
  if (m < 2 || n < 2) return 0;
  let spreadA = 0;
  let spreadB = 0;
  for (let i = 0; i < m; ++i) spreadA += (ofA[i] / n - rocAuc) ** 2;
  for (let j = 0; j < n; ++j) spreadB += (1 - ofB[j] / m - rocAuc) ** 2;
  return Math.sqrt(spreadA / (m - 1) / m + spreadB / (n - 1) / n);
}
