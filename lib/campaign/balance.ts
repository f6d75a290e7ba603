import type {Campaign} from "./campaign.js";
import {kolmogorovSmirnov} from "../statistics/kolmogorovSmirnov.js";
import {quantiles} from "../statistics/quantile.js";
import {rankSum} from "../statistics/rankSum.js";
import {adjustHolm} from "../statistics/testResult.js";
import {chiSquareTest} from "../statistics/chiSquareTest.js";

/** A lot draws a pair of groups that look as unlike as this less often than once in a thousand. */
export const NOT_BY_LOT = 0.001;

/** Whether the scores of both groups look as a lot leaves them. */
export interface Balance {
  /** that a lot leaves scores as unlike as these; null: too few scores to ask */
  pValue: number | null;
  isByLot: boolean;
  /** the middle score of either group */
  median: {contacted: number; alone: number} | null;
}

/**
 * A lot knows no score, so both groups' scores are alike but for chance. Two tests, adjusted by Holm: whether one group's scores tend to
 * be higher (rank sum), and whether they are spread otherwise (Kolmogorov-Smirnov).
 *
 * @param score of each customer; NaN: none
 */
export function testBalance({contacted, score}: Pick<Campaign, "contacted" | "score">): Balance {
  const [a, b] = [1, 0].map((arm) => (score ?? new Float64Array()).filter((s, i) => contacted[i] === arm && !Number.isNaN(s)));
  if (a.length < 2 || b.length < 2) return {pValue: null, isByLot: true, median: null};
  const tests = [rankSum(a, b), kolmogorovSmirnov(a, b)];
  const pValue = adjustHolm(tests.map((d) => d.pValue)).reduce((least, p) => Math.min(least, p), 1);
  const [[middleA], [middleB]] = [quantiles(a, [0.5]), quantiles(b, [0.5])];
  return {pValue, isByLot: pValue >= NOT_BY_LOT, median: {contacted: middleA, alone: middleB}};
}

/**
 * Whether outcomes are missing more often in one group than a lot explains: then who is missing may be who left.
 *
 * @returns p-value; null where nothing is missing, or everything
 */
export function testMissing(known: {contacted: number; alone: number}, missing: {contacted: number; alone: number}): number | null {
  const isSome = missing.contacted + missing.alone > 0 && known.contacted + known.alone > 0;
  const hasBoth = known.contacted + missing.contacted > 0 && known.alone + missing.alone > 0;
  if (!isSome || !hasBoth) return null;
  return chiSquareTest([
    [known.contacted, missing.contacted],
    [known.alone, missing.alone]
  ]).pValue;
}
