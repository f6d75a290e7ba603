import {formatCount, formatFixed, formatInHundred, formatShare} from "../format.js";
import type {Assumptions} from "./money.js";
import type {OperatingPoint} from "./operatingPoint.js";
import type {TestPlan} from "./sampleSize.js";
import type {TornadoBar} from "./tornado.js";

/** Money in the reader's own unit: a sign before the number, anything longer after it. @example formatMoney(-1259.4, "€") // "−€1,259" */
export function formatMoney(amount: number, unit: string): string {
  const size = Math.abs(amount) < 100 && !Number.isInteger(amount) ? formatFixed(Math.abs(amount), 2) : formatCount(Math.abs(amount));
  const text = unit.length <= 1 ? `${unit}${size}` : `${size} ${unit}`;
  return amount < 0 && !/^[^\d]*0(\.0+)?\D*$/.test(text) ? `\u2212${text}` : text;
}

export interface Verdict {
  point: OperatingPoint;
  /** what the chosen depth brings, per 1,000 users */
  profit: number;
  /** the save rate from which the chosen depth pays; Infinity: none does */
  breakEven: number;
  assumptions: Assumptions;
  /** "€" */
  unit: string;
  many?: string;
}

/** The result in words that a manager can paste: break-even first, then whom, then what it brings. */
export function describeDecision({point, profit, breakEven, assumptions, unit, many = "users"}: Verdict): string {
  if (point.contacted === 0 || !point.precision || point.lift === null) return `Contact nobody: no score reaches the contact line of ${formatInHundred(point.threshold)}.`;
  const {contacted, n, share, precision, lift, recall} = point;
  const needs = Number.isFinite(breakEven) && breakEven <= 1
    ? `Contact pays only if it saves at least ${formatShare(breakEven)} of the churners it reaches.`
    : "At these costs contact never pays, whatever it saves.";
  const whom = `The ${formatCount(contacted)} ${many} with the highest scores (${formatShare(share)} of ${formatCount(n)}) hold ${formatShare(recall.estimate, 0)} of all churners; ${formatInHundred(precision.estimate)} of them churned, ${formatFixed(lift, 1)} times the average.`;
  const brings = `At an assumed save rate of ${formatShare(assumptions.saveRate)} contacting them ${profit < 0 ? "loses" : "brings"} ${formatMoney(Math.abs(profit), unit)} per 1,000 ${many}.`;
  return `${needs} ${whom} ${brings}`;
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
  const all = `contacting all ${profitOfAll < 0 ? "loses" : "brings"} ${formatMoney(Math.abs(profitOfAll), unit)}`;
  if (contacted === 0) return `Run nothing: at these assumptions every depth loses money (${all} per 1,000 ${many}).`;
  return `Contact the top ${formatShare(share)}: that brings ${formatMoney(profit, unit)} per 1,000 ${many}, the most of any depth; ${all}, contacting none brings nothing.`;
}

/** What each assumption is called, with its unit. */
export const assumptionTitles: Record<keyof Assumptions, {title: string; kind: "money" | "share"; meaning: string}> = {
  value: {title: "Value kept per saved user", kind: "money", meaning: "What a user who would have left is worth when the user stays."},
  contactCost: {title: "Cost of a contact", kind: "money", meaning: "Paid for every user on the list."},
  offerCost: {title: "Cost of the offer", kind: "money", meaning: "Paid when the offer is taken."},
  saveRate: {title: "Save rate", kind: "share", meaning: "Of the contacted who would have left, the share that takes the offer and stays."},
  falseAccept: {title: "Taken in vain", kind: "share", meaning: "Of the contacted who would have stayed anyway, the share that takes the offer."}
};

/** Which assumption matters most. */
export function describeTornado(bars: readonly TornadoBar[], unit: string): string {
  const [widest] = bars;
  const {title} = assumptionTitles[widest.name];
  const span = `from ${formatMoney(Math.min(widest.low.profit, widest.high.profit), unit)} to ${formatMoney(Math.max(widest.low.profit, widest.high.profit), unit)} per 1,000 users`;
  const flips = bars.filter((d) => d.flips).map((d) => assumptionTitles[d.name].title.toLowerCase());
  const hang = flips.length === 0 ? "None of them turns gain into loss within that." : `Gain or loss hangs on: ${flips.join(", ")}.`;
  return `${title} matters most: half or one and a half of it takes the result ${span}. ${hang}`;
}

/** What a fair test of the campaign takes. */
export function describePlan({control, treated, nControl, nTreated}: TestPlan, {power, available, many = "users"}: {power: number; available: number; many?: string}): string {
  const total = nControl + nTreated;
  const enough = total <= available ? `The list holds ${formatCount(available)}: enough.` : `The list holds only ${formatCount(available)}: too few, so the test would most likely miss the effect.`;
  return `To see churn fall from ${formatInHundred(control)} to ${formatInHundred(treated)} with ${formatShare(power, 0)} power, contact ${formatCount(nTreated)} ${many} of the list and leave ${formatCount(nControl)} alone, chosen by lot. ${enough}`;
}
