import type {Interval} from "../book/common.js";
import type {Assumptions} from "./money.js";
import {formatCount, formatFixed, formatShare} from "../format.js";
import {BASIS} from "./money.js";

/**
 * Money in the reader's own unit: a sign before the number, anything longer after it.
 *
 * @param step the last digit that is told
 * @example formatMoney(-1259.4, "€") // "−€1,259"
 * @example formatMoney(1, "units") // "1 unit"
 */
export function formatMoney(amount: number, unit: string, step?: number): string {
  const size = formatAmount(Math.abs(amount), step);
  const text = unit.length <= 1 ? `${unit}${size}` : `${size} ${size === "1" && unit === "units" ? "unit" : unit}`;
  return amount < 0 && !/^[^\d]*0(\.0+)?\D*$/.test(text) ? `\u2212${text}` : text;
}

/**
 * The number alone, where the unit stands in the head of a column: cents only below 100, and not in steps of 1 or more.
 *
 * @example formatAmount(-81.4) // "−81.40"
 */
export function formatAmount(amount: number, step = 0.01): string {
  if (step >= 1) return formatCount(Math.round(amount / step) * step);
  return Math.abs(amount) < 100 && !Number.isInteger(amount) ? formatFixed(amount, 2) : formatCount(amount);
}

/** The last digit worth telling of a result that is known within an interval: two digits of its width. @example roundingStep({low: 59, high: 104}) // 1 */
export function roundingStep({low, high}: Pick<Interval, "low" | "high">): number {
  const width = high - low;
  return width > 0 && Number.isFinite(width) ? 10 ** (Math.floor(Math.log10(width)) - 1) : 0.01;
}

/** An interval in money, as words in brackets carry it. @example formatRange({low: -3.2, high: 41}, "€", 1) // "−€3 to €41" */
export function formatRange({low, high}: Pick<Interval, "low" | "high">, unit: string, step?: number): string {
  return `${formatMoney(low, unit, step)} to ${formatMoney(high, unit, step)}`;
}

/**
 * A result with its interval, of a loss as of a gain.
 *
 * @example describeResult({estimate: 81.5, low: 59, high: 104}, "€", {step: 1, per: "per 1,000 users"})
 *   // "brings €81 per 1,000 users (95%: €59 to €104)"
 */
export function describeResult(gain: Interval, unit: string, {step, per}: {step?: number; per: string}): string {
  const range = gain.estimate < 0 ? `95% of the gain: ${formatRange(gain, unit, step)}` : `95%: ${formatRange(gain, unit, step)}`;
  return `${describeGain(gain.estimate, unit, step)} ${per} (${range})`;
}

/** What amounts of money on the page are counted on. @example perBasis("users") // "per 1,000 users" */
export function perBasis(many: string): string {
  return `per ${formatCount(BASIS)} ${many}`;
}

/** A result as what it does. @example describeGain(-12, "€") // "loses €12" */
export function describeGain(amount: number, unit: string, step?: number): string {
  return `${amount < 0 ? "loses" : "brings"} ${formatMoney(Math.abs(amount), unit, step)}`;
}

/** As a noun, so that no sign stands apart from its number at the end of a line. @example nameGain(-12, "€") // "a loss of €12" */
export function nameGain(amount: number, unit: string, step?: number): string {
  const size = formatMoney(Math.abs(amount), unit, step);
  if (!/[1-9]/.test(size)) return "no gain"; // as it is told, it is nothing
  return `a ${amount < 0 ? "loss" : "gain"} of ${size}`;
}

export interface AssumptionTitle {
  title: string;
  kind: "money" | "share";
  /** what one amount is paid for: "per save" */
  per: string;
  meaning: string;
}

/** What each assumption is called, and in what it is counted. */
export const assumptionTitles: Record<keyof Assumptions, AssumptionTitle> = {
  value: {
    title: "Value kept per save",
    kind: "money",
    per: "per save",
    meaning: "What one who would have left is worth, who stays."
  },
  contactCost: {title: "Cost of a contact", kind: "money", per: "per contact", meaning: "Paid for everyone on the list."},
  offerCost: {title: "Cost of the offer", kind: "money", per: "per offer taken", meaning: "Paid when the offer is taken."},
  saveRate: {
    title: "Save rate",
    kind: "share",
    per: "",
    meaning: "Of the contacted who would have left, the share that takes the offer and stays."
  },
  falseAccept: {
    title: "Taken in vain",
    kind: "share",
    per: "",
    meaning: "Of the contacted who would have stayed anyway, the share that takes the offer."
  }
};

/** The unit of an assumption as it stands beside its field. @example unitOf("contactCost", "€") // "€ per contact" */
export function unitOf(name: keyof Assumptions, unit: string): string {
  const {kind, per} = assumptionTitles[name];
  return kind === "share" ? "%" : `${unit} ${per}`;
}

/** An assumption's value as it is written. @param value money, or a share @example formatAssumption("saveRate", 0.05, "€") // "5.0%" */
export function formatAssumption(name: keyof Assumptions, value: number, unit: string): string {
  return assumptionTitles[name].kind === "share" ? formatShare(value) : formatMoney(value, unit);
}

/** An assumption spoken, with its unit. @param value money, or percent @example speakAssumption("contactCost", 1, "€") // "€1 per contact" */
export function speakAssumption(name: keyof Assumptions, value: number, unit: string): string {
  const {kind, per} = assumptionTitles[name];
  return kind === "share" ? `${value} percent` : `${formatMoney(value, unit)} ${per}`;
}

/** The chance that a test sees something, which is never told as certain, nor as none. */
export function formatPower(power: number): string {
  if (power > 0.99) return "more than 99%";
  return power < 0.01 ? "less than 1%" : formatShare(power, 0);
}

/**
 * A part of a whole as a share that never claims all while some are missing, nor none while there are some.
 *
 * @example formatPart(1998, 2000, 0) // "more than 99%"
 * @example formatPart(1, 20_000) // "less than 0.1%"
 */
export function formatPart(part: number, whole: number, digits = 1): string {
  const share = whole === 0 ? 0 : part / whole;
  const text = formatShare(share, digits);
  const step = 10 ** -(digits + 2);
  if (part > 0 && text === formatShare(0, digits)) return `less than ${formatShare(step, digits)}`;
  if (part < whole && text === formatShare(1, digits)) return `more than ${formatShare(1 - step, digits)}`;
  return part === 0 ? "0%" : part === whole ? "100%" : text;
}

export interface Few {
  contacted: number;
  n: number;
  threshold: number;
  truePositive: number;
  precision: Interval | null;
}

/** So few contacted that nothing can be told from them. @example nameFew({contacted: 1, n: 20_000}, "users") // "1 of 20,000 users" */
export function nameFew({contacted, n}: Pick<Few, "contacted" | "n">, many: string): string {
  return `${formatCount(contacted)} of ${formatCount(n)} ${many}`;
}

/** Why nothing is said of a line that picks a handful: how many, what they did, and how wide that leaves it. */
export function describeFew(few: Few, many: string): string {
  const {contacted, threshold, truePositive, precision} = few;
  const spread = precision
    ? `; among more such ${many} it may be anything from ${formatShare(precision.low, 0)} to ${formatShare(precision.high, 0)} (95%)`
    : "";
  return (
    `Too few to tell: ${formatFixed(threshold * 100, 1)} in 100 or more is the score of only ${nameFew(few, many)}. ` +
    `Churned among them: ${formatCount(truePositive)} of ${formatCount(contacted)}${spread}. What contact brings, ` +
    "and from which save rate it pays, cannot be read from so few."
  );
}

/** From which save rate contact pays, in a sentence. @param breakEven at most 1 */
export function sayPays(breakEven: number): string {
  return breakEven === 0
    ? "Contact costs nothing."
    : `It pays if contact saves at least ${formatShare(breakEven)} of the churners it reaches.`;
}
