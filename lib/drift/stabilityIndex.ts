import {check} from "../check.js";

/** Added to each count, so that a part that nobody is in has a logarithm. */
const HALF = 0.5;

/**
 * Population stability index: the sum over parts of (share - expected share) * ln(share / expected share), the symmetrised
 * Kullback-Leibler divergence. 0: the same shares; by custom under 0.1 is small and from 0.25 on large. Chance alone gives
 * about (parts - 1) * (1 / n + 1 / m). Half a row is added to each part on both sides.
 *
 * @param expected rows in each part, of one table
 * @param observed rows in each part, of the other
 * @throws if the parts differ, there are none, or a side has no rows
 * @see Siddiqi (2006), Credit Risk Scorecards; Yurdakul and Naranjo (2020) for its distribution
 * @example stabilityIndex([5000, 5000], [5000, 5000]) // 0
 */
export function stabilityIndex(expected: readonly number[], observed: readonly number[]): number {
  const where = "stabilityIndex";
  check(expected.length === observed.length && expected.length > 0, {where, rule: "both sides must have the same parts", got: `${expected.length} and ${observed.length}`});
  const [n, m] = [sum(expected), sum(observed)];
  check(n > 0 && m > 0, {where, rule: "both sides must have rows", got: `${n} and ${m}`});
  const extra = HALF * expected.length;
  let index = 0;
  for (let i = 0; i < expected.length; ++i) {
    const before = (expected[i] + HALF) / (n + extra);
    const after = (observed[i] + HALF) / (m + extra);
    index += (after - before) * Math.log(after / before);
  }
  return index;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}
