import type {Ranking} from "./ranking.js";
import {outcomeInterval} from "../statistics/intervals.js";
import {churnersAmong, countAbove, designAt, seenOutcomes} from "./ranking.js";

/**
 * A point of a decision curve (Vickers and Elkin, 2006). The preference is the chance of churn from which one would
 * contact a user; the benefit is churners contacted per user, less those contacted in vain at that preference's price.
 */
export interface BenefitPoint {
  preference: number;
  model: number;
  contactAll: number;
  contactNone: 0;
  /** lower ends of the 95% intervals of what the model brings over contacting all, and over contacting none */
  leastOverAll: number;
  leastOverNone: number;
}

/** Points of a decision curve. */
const POINTS = 60;

/**
 * By how much the preferences of a curve rise: 0.01, or so little that they end at some six times the base rate. Where five in a thousand
 * churn, nobody waits for a chance of one half before they act.
 *
 * @param baseRate in (0, 1)
 */
export function preferenceStep(baseRate: number): number {
  const least = (6 * baseRate) / POINTS;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((d) => d * power >= least * (1 - 1e-9)) ?? 10;
  return Math.min(0.01, Number((factor * power).toPrecision(1)));
}

/** Net benefit at {@link POINTS} preferences, evenly spaced from {@link preferenceStep} up. */
export function traceBenefit(ranking: Ranking): BenefitPoint[] {
  const {n, churned, baseRate} = ranking;
  const step = preferenceStep(baseRate);
  return Array.from({length: POINTS}, (_, i) => {
    const preference = Number(((i + 1) * step).toPrecision(12));
    const odds = preference / (1 - preference);
    const contacted = countAbove(ranking, preference);
    const found = churnersAmong(ranking, contacted);
    // over contacting all, the model gains the vain contacts that it spares and loses the churners that it misses
    const [missed, spared] = [churned - found, n - contacted - (churned - found)];
    const overAll = designAt(ranking, contacted, {truePositive: 0, falsePositive: 0, falseNegative: -1, trueNegative: odds});
    const overNone = designAt(ranking, contacted, {truePositive: 1, falsePositive: -odds, falseNegative: 0, trueNegative: 0});
    return {
      preference,
      model: found / n - ((contacted - found) / n) * odds,
      contactAll: baseRate - (1 - baseRate) * odds,
      contactNone: 0,
      leastOverAll: outcomeInterval(seenOutcomes(ranking, [missed, -1], [spared, odds]), n, {design: overAll}).low,
      leastOverNone: outcomeInterval(seenOutcomes(ranking, [found, 1], [contacted - found, -odds]), n, {design: overNone}).low
    };
  });
}

/** A stretch of preferences without a gap. */
export interface UsefulRange {
  from: number;
  to: number;
  /** whether the line's own preference is one of them */
  holdsLine: boolean;
}

/** Better than contacting all and than contacting none, beyond what chance among users would bring. */
export function isUseful({leastOverAll, leastOverNone}: BenefitPoint): boolean {
  return leastOverAll > 0 && leastOverNone > 0;
}

/**
 * The stretch of preferences over which the model is of use: the one round the line, else the longest.
 *
 * @param points evenly spaced, rising
 * @param line the preference at which the reader contacts; null where there is none
 * @returns null if it is of use nowhere
 */
export function usefulRange(points: readonly BenefitPoint[], line: number | null = null): UsefulRange | null {
  const runs: BenefitPoint[][] = [];
  points.forEach((point, i) => {
    if (!isUseful(point)) return;
    if (i > 0 && isUseful(points[i - 1])) runs[runs.length - 1].push(point);
    else runs.push([point]);
  });
  const ranges = runs.map((run): UsefulRange => {
    const [from, to] = [run[0].preference, run[run.length - 1].preference];
    return {from, to, holdsLine: line !== null && line >= from && line <= to};
  });
  const longest = ranges.reduce<UsefulRange | null>((best, d) => (best && best.to - best.from >= d.to - d.from ? best : d), null);
  return ranges.find((d) => d.holdsLine) ?? longest;
}
