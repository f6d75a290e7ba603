import type {Scored} from "./scored.js";
import type {Groups} from "../statistics/intervals.js";
import type {ScoreBin} from "./calibrationError.js";
import {binScores, CALIBRATION_BINS} from "./calibrationError.js";
import {rankProbabilities, unitWeights} from "./scored.js";
import {createRandom, drawNormal} from "../random.js";
import {codeGroups} from "../statistics/intervals.js";
import {clamp, sumOf} from "../numbers.js";
import {quantile} from "../statistics/quantile.js";

/** What calibration error a perfectly calibrated score shows, because so few users fall into a bin. */
export interface CalibrationByChance {
  /** on average */
  expected: number;
  /** exceeded by one such score in a hundred (or as the level says) */
  most: number;
}

const DRAWS = 2000;

/**
 * The expected calibration error that chance alone gives these very scores if every one of them is right: labels are drawn
 * anew by the scores, bin by bin. A bin's count of churned is taken as normal with the variance of its users' sum,
 * p (1 - p) each; where rows belong together, and so may churn together, with as much more as their correlation makes. It is one for all
 * bins, since the few groups of a bin tell next to nothing of it. Seeded, so the same scores give the same numbers.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); checked, and not otherwise read
 * @param pHat length n, in [0, 1]
 * @param options bins: as the error's; level: of `most`, in (0, 1); groups: by row, those that were drawn together
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @see Bröcker and Smith (2007), Increasing the reliability of reliability diagrams: consistency resampling; Liang and Zeger (1986),
 *   Longitudinal data analysis using generalized linear models, for the correlation within groups
 */
export function calibrationByChance(yTrue: ArrayLike<number>, pHat: ArrayLike<number>, options: ChanceOptions = {}): CalibrationByChance {
  return chanceOfRanking(rankProbabilities("calibrationByChance", yTrue, pHat), options);
}

interface ChanceOptions {
  bins?: number;
  level?: number;
  groups?: Groups;
}

/** {@link calibrationByChance} of a ranking made once. */
export function chanceOfRanking(
  scored: Scored,
  {bins = CALIBRATION_BINS, level = 0.99, groups = null}: ChanceOptions = {}
): CalibrationByChance {
  const spreads = variancesOf(scored, binScores(scored, unitWeights(scored), bins), groups).map((d) => Math.sqrt(d) / scored.nRows);
  const random = createRandom("calibration by chance");
  const errors = Float64Array.from({length: DRAWS}, () => spreads.reduce((sum, spread) => sum + Math.abs(drawNormal(random)) * spread, 0));
  return {
    expected: Math.sqrt(2 / Math.PI) * spreads.reduce((sum, spread) => sum + spread, 0), // E|N(0, s)| = s sqrt(2 / pi)
    most: quantile(errors, level)
  };
}

/** By bin the variance of its count of churned, if the scores are right. */
function variancesOf(scored: Scored, bins: readonly ScoreBin[], groups: Groups): number[] {
  if (groups === null) return bins.map(({from, to}) => sumOf(scored.p.slice(from, to).map((p) => p * (1 - p))));
  const tallies = bins.map(({from, to}) => tallyBin(scored, [from, to], groups));
  const [seen, most] = [sumOf(tallies.map((d) => d.seen)), sumOf(tallies.map((d) => d.most))];
  const alike = most > 0 ? clamp(seen / most, 0, 1) : 0;
  return tallies.map(({rows, most: together}) => rows + alike * together);
}

/** What rows of one group that stand in one bin add to the variance of its count of churned. */
interface Tally {
  /** the variance, if they churned each by a chance of its own */
  rows: number;
  /** what is added if they all churn together: twice the products of their standard deviations */
  most: number;
  /** twice the products of what they are off by: on average the same times their correlation */
  seen: number;
}

function tallyBin({row, y, p}: Scored, [from, to]: [from: number, to: number], groups: NonNullable<Groups>): Tally {
  const own = Float64Array.from({length: to - from}, (_, i) => groups[row[from + i]]);
  const {codes, sizes} = codeGroups(own.length, own);
  const [deviations, off] = [new Float64Array(sizes.length), new Float64Array(sizes.length)];
  const tally: Tally = {rows: 0, most: 0, seen: 0};
  for (let i = from; i < to; ++i) {
    const [variance, gap, group] = [p[i] * (1 - p[i]), y[i] - p[i], codes[i - from]];
    const deviation = Math.sqrt(variance);
    tally.rows += variance;
    tally.most += 2 * deviation * deviations[group];
    tally.seen += 2 * gap * off[group];
    deviations[group] += deviation;
    off[group] += gap;
  }
  return tally;
}
