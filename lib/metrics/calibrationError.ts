import type {PlaceWeights, Scored} from "./scored.js";
import {check} from "../check.js";
import {rankProbabilities, unitWeights} from "./scored.js";

/** How many bins the headline calibration error uses. */
export const CALIBRATION_BINS = 10;
/** Most that the calibration error may be, where chance alone gives less. */
export const CALIBRATION_LIMIT = 0.02;
/** Chance seldom gives an error so many times what it gives on average: to some 2 in 100 perfectly calibrated scores, in ten bins. */
const SELDOM = 1.5;

/** Whether chance explains a calibration error. @param expected what chance alone gives on average; see calibrationByChance */
export function isByChance(error: number, expected: number): boolean {
  return error <= SELDOM * expected;
}

/** Whether scores are off by more than chance explains, and by enough to matter to who reads them as probabilities. */
export function misjudges(error: number, expected: number): boolean {
  return error >= CALIBRATION_LIMIT && !isByChance(error, expected);
}

/** A run of neighbouring scores: places `from` to `to` (exclusive) of the ranking. */
export interface ScoreBin {
  from: number;
  to: number;
  /** total weight */
  n: number;
  /** weight of the churned */
  churned: number;
  /** sum of weight times score */
  scoreSum: number;
}

/**
 * Expected calibration error: users are sorted by score and cut into bins of equal count; the error is the gap between mean
 * score and share churned in each bin, averaged by bin size. Users with equal scores stay in one bin (that of their middle),
 * so the order of rows is irrelevant and a constant score has one bin.
 *
 * Chance alone makes it positive: about 0.8 * sqrt(bins * r(1 - r) / n) for a perfectly calibrated score at base rate r
 * (0.018 with 2,860 users, 0.009 with 11,439, at 10 bins and r = 0.177). Judge it on as many users as there are, and against
 * what chance gives these very scores (statistics/calibrationByChance).
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param pHat length n, in [0, 1]
 * @returns a number in [0, 1]; lower is better
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example expectedCalibrationError([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]) // 0
 * @see Naeini, Cooper and Hauskrecht (2015), with bins of equal count
 */
export function expectedCalibrationError(
  yTrue: ArrayLike<number>,
  pHat: ArrayLike<number>,
  {bins = CALIBRATION_BINS}: {bins?: number} = {}
): number {
  const scored = rankProbabilities("expectedCalibrationError", yTrue, pHat);
  return weighCalibrationError(scored, unitWeights(scored), bins);
}

/** {@link expectedCalibrationError} of a ranking whose places count `weights` times. */
export function weighCalibrationError(scored: Scored, weights: PlaceWeights, bins = CALIBRATION_BINS): number {
  let sum = 0;
  let total = 0;
  for (const bin of binScores(scored, weights, bins)) {
    sum += Math.abs(bin.scoreSum - bin.churned);
    total += bin.n;
  }
  return sum / total;
}

/**
 * What the calibration of scores costs in log loss: how much a perfect recalibration of the bins would save, chance included. It is
 * the mean of the bins' Kullback-Leibler divergences of the stated from the observed share, weighed by their users.
 *
 * @param scored of probabilities; see rankProbabilities
 * @returns a number >= 0
 * @see Bröcker (2009), Reliability, sufficiency, and the decomposition of proper scores
 */
export function calibrationCost(scored: Scored): number {
  let cost = 0;
  for (const {n, churned, scoreSum} of binScores(scored, unitWeights(scored), CALIBRATION_BINS)) {
    const [stated, observed] = [scoreSum / n, churned / n];
    if (observed > 0) cost += churned * Math.log(observed / Math.max(stated, Number.EPSILON));
    if (observed < 1) cost += (n - churned) * Math.log((1 - observed) / Math.max(1 - stated, Number.EPSILON));
  }
  return cost / scored.nRows;
}

/**
 * Cuts a ranking into bins of equal total weight, from the highest scores to the lowest; a run of equal scores falls whole
 * into the bin of its middle, so there may be fewer bins than asked for. Bins without weight are left out.
 *
 * @throws unless bins is a whole number >= 1
 */
export function binScores({y, p, tieEnds}: Scored, weights: PlaceWeights, bins: number): ScoreBin[] {
  check(Number.isInteger(bins) && bins >= 1, {where: "binScores", rule: "bins must be a whole number >= 1", got: bins});
  let total = 0;
  for (let i = 0; i < weights.length; ++i) total += weights[i];
  const result: ScoreBin[] = [];
  let bin: ScoreBin | null = null;
  let last = -1;
  let before = 0;
  for (let g = 0, i = 0; g < tieEnds.length; ++g) {
    const from = i;
    let n = 0;
    let churned = 0;
    for (; i < tieEnds[g]; ++i) {
      n += weights[i];
      if (y[i] === 1) churned += weights[i];
    }
    if (n === 0) continue;
    const index = Math.min(Math.floor((bins * (before + n / 2)) / total), bins - 1);
    before += n;
    if (bin === null || index !== last) result.push((bin = {from, to: i, n: 0, churned: 0, scoreSum: 0}));
    last = index;
    bin.to = i;
    bin.n += n;
    bin.churned += churned;
    bin.scoreSum += n * p[from];
  }
  return result;
}
