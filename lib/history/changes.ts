import type {ToldFigure} from "../book/history.js";
import {normalReach} from "../statistics/distributions.js";

/** Of all intervals that records hold. */
const LEVEL = 0.95;

/** What became of something between two builds: "chance" is a difference that the intervals do not tell from none. */
export type Verdict = "same" | "chance" | "changed";

/** One line of a comparison. */
export interface Change {
  what: string;
  before: string;
  after: string;
  verdict: Verdict;
}

/** @param verdict absent: whether the two say the same */
export function change(what: string, [before, after]: readonly string[], verdict: Verdict = before === after ? "same" : "changed"): Change {
  return {what, before, after, verdict};
}

/**
 * A figure in two builds, with its intervals; "about", since records hold it so coarsely that other pages may say it by another digit.
 *
 * @param options among: how many figures of the same users are compared, of which chance moves one sooner than a single one
 */
export function compareFigure(
  what: string,
  [old, now]: readonly [ToldFigure, ToldFigure],
  {print, among = 1}: {print: (value: number) => string; among?: number}
): Change {
  const say = ({estimate, low, high}: ToldFigure): string => {
    if (low === null || high === null) return estimate === 0 ? "too small to tell" : `about ${print(estimate)}`; // less than half a step
    return `about ${print(estimate)} (${print(low)} to ${print(high)})`;
  };
  return change(what, [say(old), say(now)], verdictOf(old, now, among));
}

/**
 * Whether two estimates of different users differ beyond chance: by more than the two half-widths together make, as the root of the sum
 * of their squares, and by more still where it is one of several (Bonferroni). Where there is no interval, nothing is claimed.
 */
export function verdictOf(old: ToldFigure, now: ToldFigure, among = 1): Verdict {
  const difference = Math.abs(now.estimate - old.estimate);
  if (difference === 0) return "same";
  if (old.low === null || old.high === null || now.low === null || now.high === null) return "chance";
  const wider = normalReach(1 - (1 - LEVEL) / among) / normalReach(LEVEL);
  return difference > wider * Math.hypot((old.high - old.low) / 2, (now.high - now.low) / 2) ? "changed" : "chance";
}
