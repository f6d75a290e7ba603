import type {Interval} from "../../book/common.js";
import {formatCount, formatShare} from "../../format.js";
import {leastContacted} from "../bestDepth.js";
import type {Plateau} from "../bestDepth.js";
import {describeGain, describeResult, formatMoney, formatRange, perBasis} from "./money.js";
import {formatPart} from "./part.js";

/** The depth that brought most on the users it was picked on, and how much of that to believe. */
export interface Best {
  /** 0: run nothing */
  contacted: number;
  share: number;
  gain: Interval;
  /** the same line on test users, who had no part in picking it; null where it picks too few of them */
  testGain: Interval | null;
  plateau: Plateau;
}

export interface Recommendation extends Best {
  /** of the users it was picked on */
  n: number;
  profitOfAll: number;
  unit: string;
  /** the last digit of money that is told */
  step?: number;
  many?: string;
}

/** How deep to go, or to run nothing. */
export function describeRecommendation({contacted, share, gain, profitOfAll, n, unit, step, many = "users"}: Recommendation): string {
  const all = `contacting all ${describeGain(profitOfAll, unit, step)}`;
  if (contacted === 0) return `Run nothing: at these assumptions ${noDepth(n, many)} brings a gain (${all} ${perBasis(many)}).`;
  return `Contact about the top ${formatShare(share)}: that ${describeResult(gain, unit, {step, per: perBasis(many)})}; ${all}, contacting none brings nothing.`;
}

/** How much of the recommendation to believe: what it was picked on, what other users say, how exactly the depth is known. */
export function describeDoubts({contacted, gain, testGain, plateau, n, unit, step, many = "users"}: Recommendation): string {
  if (contacted === 0) return "";
  const chance = gain.low <= 0 ? " It may be chance: the interval holds a loss." : "";
  const check = testGain
    ? `That is on the ${many} it was picked on, which flatters it; the same line on the test ${many}, who had no part in it: ${formatMoney(testGain.estimate, unit, step)} (95%: ${formatRange(testGain, unit, step)}).`
    : `That is on the ${many} it was picked on, which flatters it; the same line picks too few test ${many} to check it by.`;
  return `${check}${chance} ${describePlateau(plateau, n, {unit, step, many})}`;
}

function describePlateau({from, to, shortfall}: Plateau, n: number, {unit, step, many}: {unit: string; step?: number; many: string}): string {
  if (from === to) return "Every other depth brings clearly less.";
  return `Any depth from ${formatPart(from, n)} to ${formatPart(to, n)} may be as good: within ${formatMoney(Math.max(shortfall, step ?? 0), unit, step)} of it, a difference that ${formatCount(n)} ${many} are too few to show (95%).`;
}

/** Shallower depths are not looked at, so nothing is said of them. */
export function noDepth(n: number, many: string): string {
  return `no depth from ${formatShare(leastContacted(n) / n, 0)} of ${many} up`;
}
