import type {Random} from "../random.js";
import {clamp, sumOf} from "../numbers.js";
import {check} from "../check.js";
import {randomBinomial} from "d3";

/** Where two distributions lie furthest apart. */
export interface Gap {
  /** in [0, 1]: Kolmogorov's and Smirnov's D, or, of levels, the largest difference of a share */
  size: number;
  /** the cell or level up to which (of numbers), or in which (of levels), the shares are compared */
  cell: number;
  /** the share up to there, or in it, of either table */
  expected: number;
  observed: number;
}

/**
 * The largest gap between two distribution functions, read at the ends of cells. It misses no more than what one cell of
 * `expected` holds between two knots, about a hundredth.
 *
 * @param expected counts by cell, see countCells; both sides must have rows
 * @param carried so many rows of `expected` at the most may be counted in a later cell than their own, those after the last of all in it,
 *   as carryCells counts the few: what they hide is no gap
 */
export function gapOfCells(expected: readonly number[], observed: readonly number[], carried = 0): Gap {
  const [before, after] = [runningShares(expected), runningShares(observed)];
  const share = carried / sumOf(expected);
  const last = expected.findLastIndex((count) => count > 0);
  let next = 1; // what share lies up to the next cell that has any
  const known = before
    .map((_, i) => i)
    .reverse()
    .map((cell) => {
      const upTo = before[cell];
      if (expected[cell] === 0) return clamp(after[cell], upTo, Math.min(next, upTo + share));
      next = upTo;
      return cell === last ? clamp(after[cell], Math.max(before[cell - 1] ?? 0, 1 - share), 1) : upTo;
    });
  return largest(known.reverse(), after);
}

/** The largest difference of a level's share. */
export function gapOfLevels(expected: readonly number[], observed: readonly number[]): Gap {
  return largest(shares(expected), shares(observed));
}

function largest(before: readonly number[], after: readonly number[]): Gap {
  let cell = 0;
  for (let i = 1; i < before.length; ++i) if (Math.abs(after[i] - before[i]) > Math.abs(after[cell] - before[cell])) cell = i;
  return {size: Math.abs(after[cell] - before[cell]), cell, expected: before[cell], observed: after[cell]};
}

function runningShares(counts: readonly number[]): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  let sum = 0;
  return counts.map((count) => (sum += count) / total);
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.map((count) => count / total);
}

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
  check(expected.length === observed.length && expected.length > 0, {
    where,
    rule: "both sides must have the same parts",
    got: `${expected.length} and ${observed.length}`
  });
  const [n, m] = [sumOf(expected), sumOf(observed)];
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

/**
 * Counts of as many rows drawn again with replacement: a bootstrap resample that needs no rows. One binomial per cell, given
 * those before it, so that the total stays.
 *
 * @param counts rows in each cell
 * @param size rows that are drawn; default: as many as there are
 */
export function resampleCounts(counts: readonly number[], random: Random, size = sumOf(counts)): number[] {
  const draw = randomBinomial.source(random);
  let left = size;
  let ahead = sumOf(counts); // of the counts from here on
  return counts.map((count) => {
    if (count === 0) return 0;
    const drawn = count >= ahead ? left : draw(left, count / ahead)();
    left -= drawn;
    ahead -= count;
    return drawn;
  });
}
