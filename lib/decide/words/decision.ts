import {formatCount, formatFixed, formatInHundred, formatShare} from "../../format.js";
import type {Assumptions} from "../money.js";
import {LEAST_SHARE} from "../money.js";
import type {OperatingPoint} from "../operatingPoint.js";
import {describeGain, formatMoney, perBasis} from "./money.js";
import {formatPart} from "./part.js";

export interface Verdict {
  /** at the line that the page shows */
  point: OperatingPoint;
  /** the recommendation is to run nothing, and the reader chose no line against it */
  isNothing?: boolean;
  /** what the chosen depth brings, per 1,000 users */
  profit: number;
  /** the save rate from which the chosen depth pays; Infinity: none does */
  breakEven: number;
  /** the depth with the lowest break-even save rate of all */
  lowest: {saveRate: number; contacted: number};
  assumptions: Assumptions;
  /** "€" */
  unit: string;
  many?: string;
}

/** The result in words that a manager can paste: break-even first, then whom, then what it brings; or that there is nothing to run. */
export function describeDecision(verdict: Verdict): string {
  const {point, isNothing, profit, breakEven, assumptions, unit, many = "users"} = verdict;
  if (isNothing) return describeNothing(verdict);
  if (point.contacted === 0 || !point.precision || point.lift === null) return `Contact nobody: no score reaches the contact line of ${formatFixed(point.threshold * 100, 1)} in 100.`;
  const {contacted, n, precision, lift, truePositive, falseNegative} = point;
  const whom = `The ${formatCount(contacted)} ${many} with the highest scores (${formatPart(contacted, n)} of ${formatCount(n)}) hold ${formatPart(truePositive, truePositive + falseNegative, 0)} of all churners; ${formatInHundred(precision.estimate)} of them churned, ${formatFixed(lift, 1)} times the average.`;
  const brings = `At an assumed save rate of ${formatShare(assumptions.saveRate)} contacting them ${describeGain(profit, unit)} ${perBasis(many)}.`;
  return `${describeNeed(breakEven, assumptions)} ${whom} ${brings}`;
}

function describeNeed(breakEven: number, assumptions: Assumptions): string {
  if (isIdle(assumptions)) return "At these assumptions contact costs nothing and saves nothing of value.";
  if (!(breakEven <= 1)) return "At these costs contact never pays, whatever it saves.";
  if (breakEven === 0) return "Contact costs nothing at these assumptions, so it loses nothing, whatever it saves.";
  return `Contact pays only if it saves at least ${formatShare(breakEven)} of the churners it reaches.`;
}

function describeNothing({lowest, point, assumptions, many = "users"}: Verdict): string {
  if (isIdle(assumptions)) return "Run nothing: at these assumptions contact costs nothing and saves nothing of value.";
  if (!(lowest.saveRate <= 1)) return "Run nothing: at these costs contact never pays, whatever it saves.";
  return `Run nothing: at an assumed save rate of ${formatShare(assumptions.saveRate)} ${noDepth(many)} brings a gain. Contact would have to save at least ${formatShare(lowest.saveRate)} of the churners it reaches, even at the depth that needs least, the top ${formatPart(lowest.contacted, point.n)} of ${formatCount(point.n)} ${many}.`;
}

/** Shallower depths are not looked at, so nothing is said of them. */
function noDepth(many: string): string {
  return `no depth from ${formatShare(LEAST_SHARE, 0)} of ${many} up`;
}

/** Nothing is paid and nothing is kept: there is no result to speak of. */
function isIdle({value, contactCost, offerCost}: Assumptions): boolean {
  return value === 0 && contactCost === 0 && offerCost === 0;
}

export interface Recommendation {
  /** 0: run nothing */
  contacted: number;
  share: number;
  profit: number;
  profitOfAll: number;
  unit: string;
  many?: string;
}

/** How deep to go, or to run nothing. */
export function describeRecommendation({contacted, share, profit, profitOfAll, unit, many = "users"}: Recommendation): string {
  const all = `contacting all ${describeGain(profitOfAll, unit)}`;
  if (contacted === 0) return `Run nothing: at these assumptions ${noDepth(many)} brings a gain (${all} ${perBasis(many)}).`;
  return `Contact the top ${formatShare(share)}: that brings ${formatMoney(profit, unit)} ${perBasis(many)}, the most of any depth; ${all}, contacting none brings nothing.`;
}

export interface AloudOptions extends Pick<Verdict, "point" | "isNothing" | "profit" | "breakEven" | "unit" | "many"> {
  best: {contacted: number; share: number};
}

/** The result in a breath, for those who hear the page. */
export function describeAloud({point, isNothing, profit, breakEven, unit, many = "users", best}: AloudOptions): string {
  const needed = breakEven <= 1 ? `Break-even at a save rate of ${formatShare(breakEven)}.` : "No save rate pays.";
  const recommended = best.contacted === 0 ? "Recommended: run nothing." : `Recommended: the top ${formatShare(best.share)}.`;
  if (isNothing) return `${needed} ${recommended}`;
  return `${needed} ${recommended} Your line, the top ${formatPart(point.contacted, point.n)}, ${describeGain(profit, unit)} ${perBasis(many)}.`;
}
