import type {Interval} from "../book/common.js";
import type {Assumptions} from "./money.js";
import type {OperatingPoint} from "./contactLine.js";
import type {Plateau} from "./bestDepth.js";
import {formatCount, formatFixed, formatInHundred, formatShare} from "../format.js";
import {isTooFew, leastContacted} from "./bestDepth.js";
import {describeFew, nameFew, describeGain, describeResult, formatMoney, formatRange, perBasis, formatPart, sayPays} from "./moneyWords.js";

export interface Verdict {
  /** at the line that the page shows */
  point: OperatingPoint;
  /** the recommendation is to run nothing, and the reader chose no line against it */
  isNothing?: boolean;
  /** what the chosen depth brings, per 1,000 users */
  gain: Interval;
  /** the same line on test users; null where it picks too few of them */
  testGain: Interval | null;
  /** the save rate from which the chosen depth pays; Infinity: none does */
  breakEven: Interval;
  /** the depth with the lowest break-even save rate of all */
  lowest: {saveRate: number; contacted: number};
  assumptions: Assumptions;
  /** "€" */
  unit: string;
  /** the last digit of money that is told */
  step?: number;
  many?: string;
  /** those whom one contacts, where rows are counted; default: the same word */
  people?: string;
}

/** The recommendation, with what is needed of a campaign at it. */
export interface Answer extends Recommendation {
  /** the save rate from which the recommended depth pays */
  breakEven: Interval;
  /** of all depths, the one that needs the lowest save rate */
  lowest: {saveRate: number; contacted: number};
  assumptions: Assumptions;
}

/** The page's one sentence: how deep to go, what that brings, and from which save rate it pays; or to run nothing, and what that would take. */
export function describeAnswer({
  contacted,
  gain,
  testGain,
  breakEven,
  n,
  unit,
  step,
  many = "users",
  people = many,
  lowest,
  assumptions
}: Answer): string {
  if (contacted === 0) return describeNothing({lowest, n, assumptions, many, people});
  const isDoubtful = gain.low <= 0 || (testGain !== null && testGain.estimate <= 0);
  const chance = isDoubtful ? ", which may be chance" : "";
  const whom = contacted === n ? "everybody" : `the top ${formatPart(contacted, n)} of ${people}`;
  return `Contact ${whom}: that ${describeResult(gain, unit, {step, per: perBasis(people)})}${chance}. ` + sayPays(breakEven.estimate);
}

/** What a line that the reader chose brings, beside the recommendation. */
export function describeChosen({point, gain, breakEven, unit, step, many = "users"}: Verdict): string {
  if (point.contacted === 0 || !point.precision) return describeNobody(point);
  if (isTooFew(point)) return describeFew(point, many);
  const pays = breakEven.estimate <= 1 ? `pays from a save rate of ${formatShare(breakEven.estimate)}` : "pays at no save rate";
  const range = `95%: ${formatRange(gain, unit, step)}`;
  const whom = point.contacted === point.n ? "which picks everybody" : `the top ${formatPart(point.contacted, point.n)}`;
  return `Your line, ${whom}, ${describeGain(gain.estimate, unit, step)} (${range}) and ${pays}.`;
}

/** The result in words that a manager can paste: break-even first, then whom, then what it brings; or that there is nothing to run. */
export function describeDecision(verdict: Verdict): string {
  const {point, isNothing, gain, testGain, breakEven, assumptions, unit, step, many = "users", people = many} = verdict;
  if (isNothing) return describeNothing({...verdict, n: point.n});
  if (point.contacted === 0 || !point.precision || point.lift === null) return describeNobody(point);
  if (isTooFew(point)) return describeFew(point, many);
  const {contacted, n, precision, lift, truePositive, falseNegative} = point;
  const whom =
    contacted === n
      ? `All ${formatCount(n)} ${many} are contacted, of whom ${formatInHundred(precision.estimate)} churned.`
      : `The ${formatCount(contacted)} ${many} with the highest scores (${formatPart(contacted, n)} of ` +
        `${formatCount(n)}) hold ${formatPart(truePositive, truePositive + falseNegative, 0)} of all churners; ` +
        `${formatInHundred(precision.estimate)} of them churned, ${formatFixed(lift, 1)} times the average.`;
  const check = testGain
    ? `; at the same line the test ${many} give ${formatMoney(testGain.estimate, unit, step)} (95%: ${formatRange(testGain, unit, step)})`
    : "";
  const brings =
    `At an assumed save rate of ${formatShare(assumptions.saveRate)} contacting them ` +
    `${describeResult(gain, unit, {step, per: perBasis(people)})}${check}.`;
  return `${describeNeed(breakEven, assumptions)} ${whom} ${brings}`;
}

function describeNobody({threshold}: OperatingPoint): string {
  if (!Number.isFinite(threshold)) return "Contact nobody: that is the depth chosen. It costs nothing and brings nothing.";
  return `Contact nobody: no score reaches the contact line of ${formatFixed(threshold * 100, 1)} in 100.`;
}

function describeNeed(breakEven: Interval, assumptions: Assumptions): string {
  if (isIdle(assumptions)) return "At these assumptions contact costs nothing and saves nothing of value.";
  if (!(breakEven.estimate <= 1)) return "At these costs contact never pays, whatever it saves.";
  if (breakEven.estimate === 0) return "Contact costs nothing at these assumptions, so it loses nothing, whatever it saves.";
  return `Contact pays only if it saves at least ${formatShare(breakEven.estimate)} (95%: ${formatRates(breakEven)}) of the churners it reaches.`;
}

/** A rate can exceed everything where the interval does. @example formatRates({low: 0.068, high: 0.08}) // "6.8% to 8.0%" */
export function formatRates({low, high}: Pick<Interval, "low" | "high">): string {
  return `${formatShare(low)} to ${high <= 1 ? formatShare(high) : "more than 100%"}`;
}

type Nothing = Pick<Answer, "lowest" | "n" | "assumptions" | "many" | "people">;

function describeNothing({lowest, n, assumptions, many = "users", people = many}: Nothing): string {
  if (isIdle(assumptions)) return "Run nothing: at these assumptions contact costs nothing and saves nothing of value.";
  if (!(lowest.saveRate <= 1)) return "Run nothing: at these costs contact never pays, whatever it saves.";
  return (
    `Run nothing: at an assumed save rate of ${formatShare(assumptions.saveRate)} ${noDepth(n, people)} brings ` +
    `a gain. Contact would have to save at least ${formatShare(lowest.saveRate)} of the churners it reaches, even ` +
    (lowest.contacted === n
      ? "if everyone is contacted."
      : `at the depth that needs least, the top ${formatPart(lowest.contacted, n)} of ${formatCount(n)} ${many}.`)
  );
}

/** Nothing is paid and nothing is kept: there is no result to speak of. */
function isIdle({value, contactCost, offerCost}: Assumptions): boolean {
  return value === 0 && contactCost === 0 && offerCost === 0;
}

export interface AloudOptions extends Pick<Verdict, "point" | "isNothing" | "gain" | "breakEven" | "unit" | "step" | "many" | "people"> {
  best: {contacted: number; share: number};
}

/** The result in a breath, for those who hear the page. */
export function describeAloud({point, isNothing, gain, breakEven, unit, step, many = "users", people = many, best}: AloudOptions): string {
  const recommended = best.contacted === 0 ? "Recommended: run nothing." : `Recommended: the top ${formatShare(best.share)}.`;
  if (isTooFew(point)) return `Your line picks ${nameFew(point, many)}, too few to tell. ${recommended}`;
  if (point.contacted === 0 && !isNothing) return `Your line picks nobody. ${recommended}`;
  const needed = breakEven.estimate <= 1 ? `Break-even at a save rate of ${formatShare(breakEven.estimate)}.` : "No save rate pays.";
  if (isNothing) return `${needed} ${recommended}`;
  return `${needed} ${recommended} Your line, the top ${formatPart(point.contacted, point.n)}, ${describeGain(gain.estimate, unit, step)} ${perBasis(people)}.`;
}

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
  unit: string;
  /** the last digit of money that is told */
  step?: number;
  many?: string;
  people?: string;
}

/** How much of the recommendation to believe: what it was picked on, what other users say, how exactly the depth is known. */
export function describeDoubts({contacted, gain, testGain, plateau, n, unit, step, many = "users"}: Recommendation): string {
  if (contacted === 0) return "";
  const chance =
    gain.low <= 0
      ? " It may be chance: the interval holds a loss."
      : testGain !== null && testGain.estimate <= 0
        ? ` It may be chance: on the test ${many} it brings nothing.`
        : "";
  const check = testGain
    ? `That is on the ${many} it was picked on, which flatters it; the same line on the test ${many}, who had no part ` +
      `in it: ${formatMoney(testGain.estimate, unit, step)} (95%: ${formatRange(testGain, unit, step)}).`
    : `That is on the ${many} it was picked on, which flatters it; what it brings on test ${many} cannot be told of so few.`;
  return `${check}${chance} ${describePlateau(plateau, n, {unit, step, many})}`;
}

function describePlateau(
  {from, to, shortfall}: Plateau,
  n: number,
  {unit, step, many}: {unit: string; step?: number; many: string}
): string {
  if (from === to) return "Every other depth brings clearly less.";
  return (
    `Any depth from ${formatPart(from, n)} to ${formatPart(to, n)} may be as good: within ${formatMoney(Math.max(shortfall, step ?? 0), unit, step)} ` +
    `of it, a difference that ${formatCount(n)} ${many} are too few to show (95%).`
  );
}

/** Shallower depths are not looked at, so nothing is said of them. */
function noDepth(n: number, people: string): string {
  return `no depth from ${formatShare(leastContacted(n) / n, 0)} of ${people} up`;
}
