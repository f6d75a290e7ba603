import type {Scored} from "./scored.js";
import type {Groups} from "../statistics/intervals.js";
import {binScores, CALIBRATION_BINS} from "./calibrationError.js";
import {rankProbabilities, unitWeights} from "./scored.js";
import {createRandom, drawNormal} from "../random.js";
import {countGroups, meanInterval} from "../statistics/intervals.js";
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
 * p (1 - p) each; where rows belong together, and so churn together, with the variance of what the bin's groups are off by. Seeded, so the
 * same scores give the same numbers.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); checked, and not otherwise read
 * @param pHat length n, in [0, 1]
 * @param options bins: as the error's; level: of `most`, in (0, 1); groups: by row, those that were drawn together
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @see Bröcker and Smith (2007), Increasing the reliability of reliability diagrams: consistency resampling
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
  const spreads = binScores(scored, unitWeights(scored), bins).map(({from, to}) => {
    let variance = 0;
    for (let i = from; i < to; ++i) variance += scored.p[i] * (1 - scored.p[i]);
    if (groups !== null) variance = Math.max(variance, varianceOfGroups(scored, [from, to], groups));
    return Math.sqrt(variance) / scored.nRows;
  });
  const random = createRandom("calibration by chance");
  const errors = Float64Array.from({length: DRAWS}, () => spreads.reduce((sum, spread) => sum + Math.abs(drawNormal(random)) * spread, 0));
  return {
    expected: Math.sqrt(2 / Math.PI) * spreads.reduce((sum, spread) => sum + spread, 0), // E|N(0, s)| = s sqrt(2 / pi)
    most: quantile(errors, level)
  };
}

/** Of the count of churned in a bin, whose groups are drawn and not its rows: the squares of what each is off by, less what all are. */
function varianceOfGroups({row, y, p}: Scored, [from, to]: [from: number, to: number], groups: NonNullable<Groups>): number {
  const off = Float64Array.from({length: to - from}, (_, i) => y[from + i] - p[from + i]);
  const own = Float64Array.from(off, (_, i) => groups[row[from + i]]);
  return countGroups(own.length, own) < 2 ? 0 : (meanInterval(off, {groups: own}).standardError * off.length) ** 2;
}
