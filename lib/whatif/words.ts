import type {PredictBook, PredictInput} from "../book/predict.js";
import {formatCount, formatInHundred, formatSigned, formatValue} from "../format.js";
import type {Row} from "../table/table.js";
import type {Counterfactual} from "./search/counterfactual.js";
import type {RefitBand} from "./answer/refitBand.js";
import type {SensitivityCurve} from "./answer/sensitivity.js";
import type {Move} from "./setting/setInput.js";
import type {Support} from "./answer/support.js";
import type {WaterfallStep} from "./answer/waterfall.js";

type Inputs = Pick<PredictBook, "inputs">;

/**
 * How a chance compares with everybody's, in words that follow that one: "18 in 100; this is about 1.5 times that".
 *
 * @param p and `baseRate` in (0, 1)
 */
export function compareWithBase(p: number, baseRate: number): string {
  const ratio = p / baseRate;
  if (ratio >= 0.925 && ratio < 1.075) return "about the same";
  if (ratio > 1) return ratio < 9.95 ? `about ${ratio.toFixed(1)} times that` : "over ten times that";
  if (ratio > 0.45 && ratio < 0.55) return "about half of that";
  return ratio < 0.095 ? "less than a tenth of that" : `about ${Math.round(ratio * 100)}% of that`;
}

/**
 * A change of the chance in percentage points, for ears and eyes.
 *
 * @example describeChange(0.26, 0.22) // "up 4.0 percentage points"
 */
export function describeChange(p: number, before: number): string {
  const points = (p - before) * 100;
  if (Math.abs(points) < 0.05) return "unchanged";
  const size = Math.abs(points).toFixed(1);
  return `${points > 0 ? "up" : "down"} ${size} percentage ${size === "1.0" ? "point" : "points"}`;
}

/** The finding over the reasons. @example "8.4 percentage points above the average user (16 in 100)" */
export function compareTitle(p: number, before: number, referenceTitle: string): string {
  const change = describeChange(p, before);
  const place = change === "unchanged" ? "The same score as" : `${capital(change.replace(/^(up|down) /, ""))} ${p > before ? "above" : "below"}`;
  return `${place} ${referenceTitle} (${formatInHundred(before)})`;
}

/** A value with its unit. @example describeValue(input, 12) // "12 days" */
export function describeValue({unit}: Pick<PredictInput, "unit">, value: number | string | null | undefined): string {
  if (value === null || value === undefined) return "missing";
  if (typeof value === "string") return value;
  return unit ? `${formatValue(value)} ${unit}` : formatValue(value);
}

export interface ReasonValues extends Inputs {
  row: Row;
  /** the reference's values */
  reference: Row;
}

export interface ReasonContext extends ReasonValues {
  /** "the average user", "a typical retained user", "the previous setting" */
  referenceTitle: string;
}

/** Contributions smaller than this (in log-odds, or in share for votes) are not worth a word. */
const NEGLIGIBLE = {logOdds: 0.02, probability: 0.002};

/**
 * Why the score is what it is, in at most two sentences and `limit` reasons: what raises it, then what lowers it, or
 * the other way round, by which is stronger.
 *
 * @param steps the bars of a waterfall, in any order
 */
export function describeReasons(steps: readonly WaterfallStep[], context: ReasonContext, {limit = 3, unit = "logOdds"}: {limit?: number; unit?: "logOdds" | "probability"} = {}): string[] {
  const telling = steps.filter((d) => Math.abs(d.contribution) >= NEGLIGIBLE[unit]);
  const largest = [...telling].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, limit);
  if (largest.length === 0) return [`No input moves the score noticeably from that of ${context.referenceTitle}.`];
  const sides = [largest.filter((d) => d.contribution > 0), largest.filter((d) => d.contribution < 0)];
  const strength = (side: readonly WaterfallStep[]): number => side.reduce((sum, d) => sum + Math.abs(d.contribution), 0);
  if (strength(sides[1]) > strength(sides[0])) sides.reverse();
  return sides.filter((side) => side.length > 0).map((side, i) => {
    const verb = side[0].contribution > 0 ? "higher" : "lower";
    const causes = joinWords(side.map((step) => describeStep(step, context)));
    return i === 0 ? `The model scores ${verb} than ${context.referenceTitle} because of ${causes}.` : `It scores ${verb} because of ${causes}.`;
  });
}

/** One reason with its numbers. @example "active days (3 days, against 15.5)" */
export function describeStep(step: Pick<WaterfallStep, "title" | "inputs">, context: ReasonValues): string {
  return `${lowerFirst(step.title)} (${describeValues(step, context)})`;
}

/** A bar's values beside the reference's. @example "3 days, against 15.5" */
export function describeValues({inputs: names}: Pick<WaterfallStep, "inputs">, {inputs, row, reference}: ReasonValues): string {
  return names.map((name) => {
    const input = inputs.find((d) => d.name === name);
    const here = describeValue(input ?? {unit: null}, row[name]);
    const prefix = names.length > 1 && input && !sameWord(input.unit, input.title) ? `${lowerFirst(input.title)} ` : "";
    return row[name] === reference[name] ? `${prefix}${here}, the same` : `${prefix}${here}, against ${describeValue({unit: null}, reference[name])}`;
  }).join("; ");
}

/** Which rule moved which input. @example "Drives moved to 40: drives cannot exceed sessions." */
export function describeMove({inputs}: Inputs, {input, to, because}: Move): string {
  const found = inputs.find((d) => d.name === input);
  return `${found?.title ?? input} moved to ${describeValue(found ?? {unit: null}, to)}: ${lowerFirst(because)}.`;
}

/** What a screen reader hears when the answer has settled. @example "Score 26 in 100, up 4.0 percentage points." */
export function describeAnswerAloud(p: number, before: number | null): string {
  const score = `Score ${formatInHundred(p)}`;
  return before === null ? `${score}.` : `${score}, ${describeChange(p, before)}.`;
}

/** A bar's worth, for its label. @example describeContribution(-0.312, "logOdds") // "−0.31" */
export function describeContribution(contribution: number, unit: "logOdds" | "probability"): string {
  return unit === "logOdds" ? formatSigned(contribution, 2) : `${formatSigned(contribution * 100, 1)} pts`;
}

/** @example joinWords(["a", "b", "c"]) // "a, b and c" */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** Lower case at the start of a title inside a sentence, unless the word is written in capitals. */
export function lowerFirst(text: string): string {
  return /^.[A-Z]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** What refits say. @example "Had we sampled other users: 24 to 28 in 100 (9 refits in 10)." */
export function describeBand({low, high, coverage, n}: RefitBand, many = "users"): string {
  const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
  const range = from === to ? `${to} in 100` : `${from} to ${to} in 100`;
  return `Had we sampled other ${many}: ${range} (${Math.round(coverage * n)} of ${n} refits).`;
}

/** How much data stands behind a score. @example "41 of 14,299 users are this close." */
export function describeSupport({count, of, level, isEstimate, isSynthetic}: Support, many = "users"): string {
  const kind = isSynthetic ? `synthetic ${many}` : many;
  if (level === "none") return `No ${kind} are near this: the score rests on the model’s form, not on data.`;
  const counted = `${isEstimate ? "About " : ""}${formatCount(count)} of ${formatCount(of)} ${kind} are this close`;
  return level === "few" ? `${counted}: few look like this, so trust the score less.` : `${counted}.`;
}

/** Where the score stands to the contact line. @example "Above your contact line (20 in 100)." */
export function describeLine(p: number, threshold: number): string {
  const line = `${Number((threshold * 100).toFixed(1))} in 100`;
  return p >= threshold ? `Above your contact line (${line}).` : `Below your contact line (${line}).`;
}

function sameWord(a: string | null, b: string): boolean {
  return a !== null && a.toLowerCase() === b.toLowerCase();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the model would say of a changed setting; never advice. @example "14 in 100 if active days were 12 days instead of 3 days" */
export function describeCounterfactual({changes, probability}: Pick<Counterfactual, "changes" | "probability">, {inputs}: Inputs): string {
  const words = changes.map(({input, from, to}) => {
    const found = inputs.find((d) => d.name === input);
    return `${lowerFirst(found?.title ?? input)} were ${describeValue(found ?? {unit: null}, to)} instead of ${describeValue({unit: null}, from)}`;
  });
  return `The model would score ${formatInHundred(probability)} if ${joinWords(words)}.`;
}

/** What a sensitivity curve shows. @example "Active days: the score runs from 45 to 6 in 100 over 0 to 31 days" */
export function describeCurve({p, x}: SensitivityCurve, input: Pick<PredictInput, "title" | "unit">): string {
  const [first, last] = [p[0], p[p.length - 1]].map((d) => Math.round(d * 100));
  const span = `over ${describeValue({unit: null}, x[0])} to ${describeValue(input, x[x.length - 1])}`;
  if (Math.max(...p) - Math.min(...p) < 0.01) return `${input.title}: the score hardly moves ${span}`;
  return `${input.title}: the score runs from ${first} to ${last} in 100 ${span}`;
}
