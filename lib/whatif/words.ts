import type {PredictForm} from "../book/predict.js";
import type {Explanation} from "../explain/explainer.js";
import type {Row} from "../dataset/table.js";
import type {RefitBand} from "./refitBand.js";
import type {Move} from "./setInput.js";
import type {Support} from "./support.js";
import type {WaterfallStep} from "./waterfall.js";
import {
  capitalised,
  formatCount,
  formatInHundred,
  formatSigned,
  formatTogether,
  listWords,
  lowerFirst,
  onOneScale,
  scaleOf
} from "../format.js";
import {probabilityAt} from "./waterfall.js";
import {describeBare, describeValue, formatBeside, formatLine, signOf} from "./values.js";
import {findNamed} from "../named.js";

type Inputs = Pick<PredictForm, "inputs">;

/**
 * How a chance compares with everybody's, in words that follow that one: "18 in 100; this is about 1.5 times that".
 *
 * @param p and `baseRate` in (0, 1)
 * @param readsInputs of the model. One that reads none says what it learned of everybody, which is not everybody's rate where rates move in time
 */
export function compareWithBase(p: number, baseRate: number, readsInputs = true): string {
  if (!readsInputs) return "what it says of everybody";
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
  const place =
    change === "unchanged" ? "The same score as" : `${capitalised(change.replace(/^(up|down) /, ""))} ${p > before ? "above" : "below"}`;
  return `${place} ${referenceTitle} (${formatInHundred(before)})`;
}

export interface ReasonValues extends Inputs {
  row: Row;
  /** the reference's values; an input that is missing here has none to compare with */
  reference: Row;
}

export interface ReasonContext extends ReasonValues {
  /** "the average user", "a typical retained user", "the previous setting" */
  referenceTitle: string;
}

/** Contributions smaller than this (in log-odds, or in share for votes), or than this part of the largest, are not worth a word. */
const NEGLIGIBLE = {logOdds: 0.02, probability: 0.002};
const NEGLIGIBLE_PART = 0.05;

/**
 * Why the score is what it is, in at most two sentences and `limit` reasons: what raises it, then what lowers it, or
 * the other way round, by which is stronger.
 *
 * @param steps the bars of a waterfall, in any order
 */
export function describeReasons(
  steps: readonly WaterfallStep[],
  context: ReasonContext,
  {limit = 3, unit = "logOdds"}: {limit?: number; unit?: "logOdds" | "probability"} = {}
): string[] {
  const most = steps.reduce((size, d) => Math.max(size, Math.abs(d.contribution)), 0);
  const least = Math.max(NEGLIGIBLE[unit], NEGLIGIBLE_PART * most);
  const telling = steps.filter((d) => Math.abs(d.contribution) >= least);
  const largest = [...telling].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, limit);
  if (largest.length === 0) return [`No input moves the score noticeably from that of ${context.referenceTitle}.`];
  const sides = [largest.filter((d) => d.contribution > 0), largest.filter((d) => d.contribution < 0)];
  const strength = (side: readonly WaterfallStep[]): number => side.reduce((sum, d) => sum + Math.abs(d.contribution), 0);
  if (strength(sides[1]) > strength(sides[0])) sides.reverse();
  return sides
    .filter((side) => side.length > 0)
    .map((side, i) => {
      const isOne = side.length === 1 && side[0].inputs.length < 2; // "Visits and classes" are two
      const verb = `${side[0].contribution > 0 ? "raise" : "lower"}${isOne ? "s" : ""}`;
      const moved = `${listWords(side.map((step) => describeStep(step, context)))} ${verb}`;
      return i === 0 ? `Compared with ${context.referenceTitle}, ${moved} the score.` : `${moved} it.`;
    });
}

/** One reason with its numbers. @example "active days (3 days, against 15.5)" */
function describeStep(step: Pick<WaterfallStep, "title" | "inputs">, context: ReasonValues): string {
  return `${step.title} (${describeValues(step, context)})`;
}

/**
 * A bar's values beside the reference's, where it has any.
 *
 * @example "3 days, against 15.5"
 * @example "active days 3, against 15.5; 40 drives, the same"
 */
export function describeValues({inputs: names}: Pick<WaterfallStep, "inputs">, {inputs, row, reference}: ReasonValues): string {
  return names
    .map((name) => {
      const input = inputs.find((d) => d.name === name) ?? {title: name, unit: null};
      const isNamed = names.length > 1 && input.unit?.toLowerCase() !== input.title.toLowerCase();
      const here = isNamed ? `${input.title} ${describeBare(input, findNamed(row, name))}` : describeValue(input, findNamed(row, name));
      if (!Object.hasOwn(reference, name)) return here;
      return findNamed(row, name) === findNamed(reference, name)
        ? `${here}, the same`
        : `${here}, against ${describeValue({...input, unit: signOf(input.unit)}, findNamed(reference, name))}`;
    })
    .join("; ");
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

/**
 * A bar's worth, for its label: for experts in the unit in which the model adds up, for others in the percentage points
 * that the bar spans where it is drawn.
 *
 * @example describeContribution({contribution: -0.312, start: -1, end: -1.312}, {unit: "logOdds", isExpert: true}) // "−0.31"
 */
export function describeContribution(
  {contribution, start, end}: Pick<WaterfallStep, "contribution" | "start" | "end">,
  {unit, isExpert}: {unit: Explanation["unit"]; isExpert: boolean}
): string {
  if (isExpert && unit === "logOdds") return formatSigned(contribution, 2);
  const [from, to] = [start, end].map((place) => probabilityAt(unit, place));
  return formatSigned((to - from) * 100, scaleOf(Math.max(from, to)) === 1000 ? 2 : 1);
}

/** What refits say. @example "Had we sampled other users: 24 to 28 in 100 (95 of 100 refits, its inputs and settings held fixed)." */
export function describeBand(band: RefitBand, many = "users"): string {
  const [where, fixed] = [describeRefits(band), "its inputs and settings held fixed"];
  return band.over === "row"
    ? `Had we sampled other ${many}: ${where} (${Math.round(band.coverage * band.n)} of ${band.n} refits, ${fixed}).`
    : `Had we sampled other ${many}: ${where}, on average over ${many} with such a score (95% interval by ${band.n} refits, ${fixed}).`;
}

/** Where most refits lie. @example "24 to 28 in 100" */
export function describeRefits({low, high}: Pick<RefitBand, "low" | "high">): string {
  const {
    texts: [from, to],
    scale
  } = onOneScale([low, high]);
  return from === to ? `${to} ${scale}` : `${from} to ${to} ${scale}`;
}

/** How much data stands behind a score. @example "41 of 14,299 users are this close." */
export function describeSupport({count, of, level, isEstimate, isSynthetic}: Support, many = "users"): string {
  if (level === "none")
    return `No ${isSynthetic ? "synthetic " : ""}${many} are near this: the score rests on the model’s form, not on data.`;
  const near = count === 0 ? "Fewer than 1" : `${isEstimate ? "About " : ""}${formatCount(count)}`;
  const counted = `${near} of ${formatCount(of)} ${many} ${count <= 1 ? "is" : "are"} this close${isSynthetic ? ", judged by synthetic ones" : ""}`;
  return level === "few" ? `${counted}: few look like this, so trust the score less.` : `${counted}.`;
}

/**
 * Where the score stands to the contact line; with its decimals where whole numbers would be the same.
 *
 * @example "Above the contact line (20 in 100)."
 */
export function describeLine(p: number, threshold: number): string {
  const exact = formatBeside(p, threshold);
  const score = exact === formatInHundred(p) ? "" : `, at ${exact}`;
  return `${p >= threshold ? "Above" : "Below"} the contact line (${formatLine(threshold)})${score}.`;
}

/**
 * Why the average user's score is not the average of all scores, in a sentence; null where the two look the same.
 *
 * @param average the score that the reasons start from; `baseRate` that of all users
 * @param isLinear whether the average is a user with average inputs; for trees it is the mean score, in log-odds if these add up
 */
export function describeAverages(
  average: number,
  baseRate: number,
  {isLinear, unit, one = "user", many = "users"}: {isLinear: boolean; unit: "logOdds" | "probability"; one?: string; many?: string}
): string | null {
  const [alone, together] = formatTogether([average, baseRate]);
  if (unit === "probability" || alone === together) return null;
  const who = isLinear
    ? `The average ${one} has average inputs and scores`
    : `The average ${one} stands for the mean of all scores in log-odds, which is`;
  // a mean of probabilities is pulled towards 0.5; where it stands beyond, what the model learned from churned otherwise than all do
  const isPulled = average < baseRate === average < 0.5;
  const [most, others] = average < baseRate ? ["high scores raise", "low ones lower"] : ["low scores lower", "high ones raise"];
  const because = isPulled ? `, in part because ${most} that mean more than ${others} it` : ""; // where rates move in time, these do the rest
  return `${who} ${alone}; all ${many} together come to ${together}${because}.`;
}

/**
 * That part of a bar may be the work of two inputs, in a sentence; null for a model in which none is.
 *
 * @param pairs titles of every two inputs that the model adds something for together
 * @example describePairs([["Visits", "Plan"]]) // "What Visits and Plan add together is shared equally between their bars."
 */
export function describePairs(pairs: readonly (readonly string[])[]): string | null {
  if (pairs.length === 0) return null;
  const named = pairs.map((titles) => listWords(titles));
  if (pairs.length === 1) return `What ${named[0]} add together is shared equally between their bars.`;
  const which = pairs.length > MOST_NAMED ? `${pairs.length} pairs` : named.join("; ");
  return `What two inputs add together (${which}) is shared equally between their bars.`;
}

/** So many pairs are named. */
const MOST_NAMED = 3;
