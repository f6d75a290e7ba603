import type {Estimate, Interval} from "../book/common.js";
import type {Assumptions} from "../decide/money.js";
import type {Expected} from "./expected.js";
import type {AtLine, ScoreCard} from "./scoreCard.js";
import type {ReadTruth} from "./truth.js";
import type {Verdict} from "./verdict.js";
import type {LabelChoice} from "../dataset/definition.js";
import type {Called} from "../dataset/people.js";
import {textsOf} from "../dataset/classes.js";
import {
  formatCount,
  formatFixed,
  formatRange,
  formatShare,
  formatTogether,
  listWords,
  lowerFirst,
  shorten,
  withArticle
} from "../format.js";
import {assumptionTitles, describeGain, formatAssumption, formatRange as formatMoneyRange, roundingStep} from "../decide/moneyWords.js";
import {getMetric} from "../metrics/metrics.js";
import {formatLine} from "../whatif/values.js";
import {JUDGED_METRICS} from "./promise.js";
import {expectGain} from "./expected.js";
import {LEAST_OF_EACH} from "./verdict.js";

/** Whose rows they are, where rows repeat them. */
export interface Whose {
  /** which column says it, as the definition calls it; undefined: none, each row is of its own */
  column: string | undefined;
  /** what the table calls those */
  called: Called;
}

/** One line of a score card's table, in words. */
export interface CardLine {
  what: string;
  came: string;
  /** at 95 % */
  interval: string;
  /** as the book promised; empty where it did not */
  promised: string;
  /** how many rows it rests on */
  n: number;
}

/** What a file's outcomes say of its scores, line by line. */
export function listCard(card: ScoreCard, at: AtLine): CardLine[] {
  const {n, churned, said, happened, metrics, promised} = card;
  const {line, recall, precision} = at;
  const lines: (CardLine | null)[] = [
    {...share("Churned", happened), promised: formatShare(said), n},
    recall && {...share(`Found of the churned at the line of ${formatLine(line)}`, recall), ...beside(at.promised?.recall), n: churned},
    precision && {...share("Churned among those at or above it", precision), ...beside(at.promised?.precision), n: at.contacted},
    ...JUDGED_METRICS.map((name): CardLine | null => {
      if (metrics === null) return null;
      const {title, format} = getMetric(name);
      const print = (value: number): string => formatFixed(value, Number(/\d/.exec(format)));
      return {
        what: title,
        ...spell(metrics[name], print),
        promised: promised === null ? "" : print(promised.metrics[name]),
        n
      };
    })
  ];
  return lines.filter((d) => d !== null);
}

function beside(promised: number | null | undefined): Pick<CardLine, "promised"> {
  return {promised: promised === null || promised === undefined ? "" : formatShare(promised)};
}

function share(what: string, interval: Interval): Pick<CardLine, "what" | "came" | "interval"> {
  return {what, ...spell(interval, (value) => formatShare(value))};
}

function spell(estimate: Estimate, print: (value: number) => string): Pick<CardLine, "came" | "interval"> {
  return {came: print(estimate.estimate), interval: formatRange(estimate, print)};
}

/** The verdict in one sentence, without a stop. @param called what the table calls those whose rows they are */
export function sayVerdict(
  {n, customers, promised, verdict}: Pick<ScoreCard, "n" | "customers" | "promised" | "verdict">,
  called: Called
): string {
  const {state, ranking, certainty, units} = verdict;
  if (state === "too few to say") {
    const rarer = Math.min(units.churned, units.retained);
    const outcome = units.churned <= units.retained ? "churned" : "stayed";
    const whole = customers === null ? (n === 1 ? "1 row" : `${formatCount(n)} rows`) : sayMany(customers, called);
    return (
      `Too few to say: ${rarer === 0 ? "nobody" : formatCount(rarer)} of ${whole} ${outcome}, ` +
      `and it takes ${LEAST_OF_EACH} that churned and ${LEAST_OF_EACH} that stayed`
    );
  }
  const ranked = ranking === null ? "" : `ROC AUC ${sayBoth(ranking.came, ranking.promised ?? NaN)} promised`;
  if (state === "as promised") {
    if (promised === null) return "As the scores say: chance explains how far outcomes are from them";
    return `As promised: ${ranked}, and scores no more certain than they may be`;
  }
  const faults = [
    ...(ranking?.isWorse ? [`it tells churners from stayers less well (${ranked})`] : []),
    ...(certainty?.isWorse ? ["its scores are more certain than what happened allows"] : [])
  ];
  return `${promised === null ? "Worse than the scores say" : "Worse than promised"}: ${faults.join(", and ")}`;
}

/** Two values of a metric with as many digits as tell them apart. @example "0.742, against 0.756" */
function sayBoth(came: number, promised: number): string {
  return `${formatFixed(came)}, against ${formatFixed(promised)}`;
}

function sayMany(n: number, {singular, plural}: Called): string {
  return `${formatCount(n)} ${n === 1 ? singular : plural}`;
}

/**
 * By what a file's rows count in intervals and tests, where the rows of training repeat customers; empty where they do not.
 *
 * @param customers whose rows the file says they are; null: it does not say
 */
export function sayWhose({column, called}: Whose, customers: number | null): string {
  if (column === undefined) return "";
  const {singular, plural} = called;
  return customers === null
    ? `The file has no column “${column}”, so each of its rows was taken for ${withArticle(singular)} of its own: where rows repeat ` +
        `${plural}, intervals are too narrow, and the verdict is surer than it may be.`
    : `Intervals and the verdict count the ${sayMany(customers, called)} whose rows these are.`;
}

/** What else is to be known of the verdict, each a sentence. @param expected of the same scores */
export function explainVerdict({verdict, promised}: Pick<ScoreCard, "verdict" | "promised">, expected: Pick<Expected, "rocAuc">): string[] {
  return [
    ...explainRanking(verdict, expected),
    sayRate(verdict),
    ...(promised === null && verdict.state !== "too few to say"
      ? ["The book has too few rows to promise how well scores rank: they are held against what they say themselves."]
      : [])
  ];
}

function explainRanking({ranking}: Verdict, {rocAuc}: Pick<Expected, "rocAuc">): string[] {
  if (!ranking?.isWorse || rocAuc === null || ranking.promised === null) return [];
  const mayBeMix = ranking.came >= rocAuc.low;
  return [
    mayBeMix
      ? `By its scores a ROC AUC of ${formatFixed(rocAuc.estimate)} was to be expected of this file, and it came so: its rows are more alike ` +
        "than the book’s, or an input no longer tells them apart."
      : `By its scores a ROC AUC of ${formatFixed(rocAuc.estimate)} was to be expected of this file: inputs, or outcomes, no longer mean what they did.`
  ];
}

function sayRate({rate: {said, happened, moved}, state}: Verdict): string {
  const [a, b] = formatTogether([said, happened]);
  if (!moved) return `Scores said that ${a} would churn on average, and ${a === b ? "so it was" : `${b} did, which chance explains`}.`;
  return (
    `Scores said that ${a} would churn on average, and ${b} did: how many churn has moved` +
    (state === "too few to say" ? "." : ". That is no part of the verdict; give the rate that is known of now to score the next file.")
  );
}

/** What a campaign is assumed to cost and bring, and the sign of the money. */
export interface CardMoney {
  assumptions: Assumptions;
  unit: string;
}

/** What contact at the line is to bring, and on which assumptions. */
function sayMoney(atLine: Expected["atLine"], {assumptions, unit}: CardMoney): string {
  const gain = expectGain(atLine, assumptions);
  const step = roundingStep(gain);
  const assumed = (["value", "contactCost", "offerCost", "saveRate", "falseAccept"] as const).map(
    (name) => `${lowerFirst(assumptionTitles[name].title)} ${formatAssumption(name, assumptions[name], unit)}`
  );
  const range = formatMoneyRange(gain, unit, step);
  return `Contacting them ${describeGain(gain.estimate, unit, step)} in all (95%: ${range}), assuming ${listWords(assumed)}.`;
}

/** What is to be expected of a file without outcomes, each a sentence. */
export function sayExpected({n, churned, atLine, rocAuc, logLoss}: Expected, money: CardMoney): string[] {
  const counts = ({estimate, low, high}: Interval): string =>
    `${formatCount(estimate)} (${formatCount(Math.floor(low))} to ${formatCount(Math.ceil(high))})`;
  const range = ({estimate, low, high}: Interval): string => `${formatFixed(estimate)} (${formatFixed(low)} to ${formatFixed(high)})`;
  return [
    `Of ${formatCount(n)} rows, ${counts(churned)} are to churn.`,
    atLine.contacted === 0
      ? `None scores the line of ${formatLine(atLine.line)}.`
      : `Of the ${formatCount(atLine.contacted)} at or above the line of ${formatLine(atLine.line)}, ${counts(atLine.churned)} are. ${sayMoney(atLine, money)}`,
    `Once outcomes are known, ${rocAuc === null ? "" : `the ROC AUC should come to ${range(rocAuc)}, `}` +
      `the ${lowerFirst(getMetric("logLoss").title)} to ${range(logLoss)}.`
  ];
}

/** What such expectations cannot know. */
export const EXPECTED_BLIND =
  "This holds if scores still mean what they say. It sees that rows are others than before; it cannot see that rows alike now end otherwise.";

const MOST = 40;

/** The column by which a file is judged. @example "a column “churn” that says “yes” or “no”" */
export function sayOutcomeColumn({column, churned, retained, blank, dated}: LabelChoice): string {
  if (dated === undefined || blank === undefined) return `a column “${column}” that says “${churned}” or “${retained}”`;
  return `a column “${column}” that is a date for who ${dated === churned ? "left" : "stayed"}, and blank for the others`;
}

/**
 * Rows that were scored and cannot be judged, as they say another thing than the two outcomes, or nothing; empty where there are none.
 *
 * @param label as what the column is called, and which texts are read in it
 */
export function sayUnjudged(
  {nUnlabelled, nStrange, strange}: Pick<ReadTruth, "nUnlabelled" | "nStrange" | "strange">,
  label: LabelChoice
): string {
  const {column} = label;
  const [first, ...others] = textsOf(label);
  const rows = (n: number, verb: [one: string, many: string]): string =>
    n === 1 ? `1 row ${verb[0]}` : `${formatCount(n)} rows ${verb[1]}`;
  const said: [one: string, many: string] = ["says", "say"];
  const told = [
    ...(nStrange > 0
      ? [
          `${rows(nStrange, said)} “${shorten(strange ?? "", MOST)}” or the like in “${column}”, and neither “${first}” nor ${listWords(
            [...others.map((text) => `“${text}”`), ...(label.dated === undefined ? [] : ["a date"])],
            "nor"
          )}`
        ]
      : []),
    ...(nUnlabelled > 0 ? [`${rows(nUnlabelled, said)} nothing in “${column}”`] : [])
  ];
  return told.length === 0 ? "" : `Scored, and not judged: ${told.join("; ")}.`;
}
