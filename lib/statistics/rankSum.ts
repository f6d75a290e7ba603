import type {TestOutcome} from "./testResult.js";
import {check} from "../check.js";
import {normalReach, normalTwoSided} from "./distributions.js";
import {sortPresent} from "./quantile.js";
import {rankValues} from "./correlation.js";

export interface RankSumOutcome extends TestOutcome {
  /** chance that a random x exceeds a random y, ties one half */
  rocAuc: number;
}

/**
 * Wilcoxon's rank-sum test (Mann-Whitney): do the values of x tend to be larger than those of y? Normal approximation with
 * tie and continuity correction, fit for some ten values on each side. The effect is the rank-biserial correlation,
 * 2 AUC - 1 in [-1, 1], positive when x tends to be larger, with DeLong's interval.
 *
 * @param x values of one group; NaN is missing and left out
 * @param y values of the other
 * @returns statistic: U of x, the pairs in which x exceeds y; pValue 1 if all values are equal
 * @throws if a group is empty or a value infinite
 * @see Mann and Whitney (1947); agrees with scipy.stats.mannwhitneyu(method="asymptotic")
 */
export function rankSum(x: ArrayLike<number>, y: ArrayLike<number>, {level = 0.95} = {}): RankSumOutcome {
  const a = sortPresent("rankSum", x);
  const b = sortPresent("rankSum", y);
  check(a.length > 0 && b.length > 0, {where: "rankSum", rule: "both groups must have values", got: `${a.length} and ${b.length}`});
  const [m, n] = [a.length, b.length];
  const both = new Float64Array(m + n);
  both.set(a);
  both.set(b, m);
  const {ranks, tieTerm} = rankValues(both);
  let rankTotal = 0;
  for (let i = 0; i < m; ++i) rankTotal += ranks[i];
  const u = rankTotal - (m * (m + 1)) / 2;
  const total = m + n;
  const deviation = Math.sqrt(((m * n) / 12) * (total + 1 - tieTerm / (total * (total - 1))));
  const gap = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5);
  const rocAuc = u / (m * n);
  const reach = 2 * normalReach(level) * delongError({a, b, ranks, rocAuc});
  const estimate = 2 * rocAuc - 1;
  return {
    name: "rank-sum",
    statistic: u,
    pValue: deviation > 0 ? normalTwoSided(gap / deviation) : 1,
    effectName: "rank-biserial correlation",
    effect: {estimate, low: Math.max(-1, estimate - reach), high: Math.min(1, estimate + reach)},
    rocAuc
  };
}

interface Delong {
  a: Float64Array;
  b: Float64Array;
  /** mid-ranks of a then b among both */
  ranks: Float64Array;
  rocAuc: number;
}

/** Standard error of the AUC (DeLong, DeLong and Clarke-Pearson 1988, by mid-ranks as Sun and Xu 2014); 0 for a lone value. */
function delongError({a, b, ranks, rocAuc}: Delong): number {
  const [m, n] = [a.length, b.length];
  if (m < 2 || n < 2) return 0;
  const rankA = rankValues(a).ranks;
  const rankB = rankValues(b).ranks;
  let spreadA = 0;
  let spreadB = 0;
  for (let i = 0; i < m; ++i) spreadA += ((ranks[i] - rankA[i]) / n - rocAuc) ** 2;
  for (let j = 0; j < n; ++j) spreadB += (1 - (ranks[m + j] - rankB[j]) / m - rocAuc) ** 2;
  return Math.sqrt(spreadA / (m - 1) / m + spreadB / (n - 1) / n);
}
