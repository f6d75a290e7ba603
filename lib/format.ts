/** The one place where numbers become words for readers. Locale: English; minus is a real minus sign. */
import {findNamed} from "./named.js";

const grouped = new Intl.NumberFormat("en", {maximumFractionDigits: 0});

/** @example formatCount(14299) // "14,299" */
export function formatCount(value: number): string {
  return minus(grouped.format(Math.round(value)));
}

/** A rate below this is said of a thousand: "1 in 100" would be any from 5 to 15 in 1,000. */
const RARE = 0.03;

/** Of how many a rate is said. @example scaleOf(0.013) // 1000 */
export function scaleOf(rate: number): 100 | 1000 {
  return rate > 0 && rate < RARE ? 1000 : 100;
}

/**
 * A probability as so many in a hundred, or in a thousand where it is rare; honest at the ends.
 *
 * @param p in [0, 1]
 * @example formatInHundred(0.264) // "26 in 100"
 * @example formatInHundred(0.0134) // "13 in 1,000"
 * @example formatInHundred(0.0004) // "fewer than 1 in 1,000"
 */
export function formatInHundred(p: number): string {
  return formatOf(p, scaleOf(p));
}

/** A share of pairs or cases, as part of a phrase about these. @example formatOfHundred(0.756) // "76 of 100" */
export function formatOfHundred(p: number): string {
  return formatInHundred(p).replace(" in ", " of ");
}

/**
 * Rates to be compared in a sentence, each of so many as {@link scaleTogether} has it.
 *
 * @example formatTogether([0.51, 0.024]) // ["51 in 100", "2 in 100"]
 */
export function formatTogether(rates: readonly number[]): string[] {
  const scale = scaleTogether(rates);
  return rates.map((rate) => formatOf(rate, scale));
}

/** Whether rates from the least to the most are within one step of the scale that they are said on. @param least and `most` in [0, 1] */
export function hardlyMoves(least: number, most: number): boolean {
  return most - least < 1 / scaleOf(most);
}

function formatOf(p: number, scale: 100 | 1000): string {
  const n = Math.round(p * scale);
  if (n < 1 && p > 0) return `fewer than 1 in ${formatCount(scale)}`;
  if (n > 99 && p < 1 && scale === 100) return "more than 99 in 100";
  return `${n} in ${formatCount(scale)}`;
}

/** Beside a rate above this, a small one is "fewer than 1 in 100": "2 to 970 in 1,000" is harder to read, and the small one no news. */
const COMMON = 0.5;

/** Less than so many cannot be said in whole ones: rounding changes them by more than a third. */
const LEAST_SAID = 1.5;

/**
 * The scale of the largest rate, unless that is small too and another one would be next to nothing on it: 0.7 % is no 1 in 100.
 *
 * @example scaleTogether([0.052, 0.003]) // 1000
 */
function scaleTogether(rates: readonly number[]): 100 | 1000 {
  const largest = rates.reduce((most, rate) => Math.max(most, rate), 0);
  const scale = scaleOf(largest);
  return largest <= COMMON && rates.some((rate) => rate > 0 && rate * scale < LEAST_SAID) ? 1000 : scale;
}

/** Several rates on one scale, and that scale in words. @example onOneScale([0.45, 0.06]) // {texts: ["45", "6"], scale: "in 100"} */
export function onOneScale(rates: readonly number[]): {texts: string[]; scale: string} {
  const scale = scaleTogether(rates);
  const say = (rate: number): string => {
    const n = Math.round(rate * scale);
    if (n < 1 && rate > 0) return "under 1";
    return n >= scale && rate < 1 ? `over ${formatCount(scale - 1)}` : String(n);
  };
  return {texts: rates.map(say), scale: `in ${formatCount(scale)}`};
}

/** A share in a chart, as short as it can be: tenths of a percent only of small ones. @example formatTick(0.025) // "2.5%" */
export function formatTick(share: number): string {
  return minus(`${Number((share * 100).toFixed(Math.abs(share) < 0.1 ? 1 : 0))}%`);
}

/**
 * The decimals of a tick, which stands on a round number; rounded further, two ticks would have one label.
 *
 * @param least decimals of all ticks of an axis
 * @example tickDigits(0.5) // 1
 * @example tickDigits(0.0005, 3) // 4
 */
export function tickDigits(value: number, least = 0): number {
  const decimals =
    Number(value.toPrecision(6))
      .toFixed(6)
      .replace(/\.?0+$/, "")
      .split(".")[1] ?? "";
  return Math.max(least, decimals.length);
}

/** @example formatShare(0.1774) // "17.7%" */
export function formatShare(share: number, digits = 1): string {
  return minus(`${(share * 100).toFixed(digits)}%`);
}

/**
 * A share less another as {@link formatShare} prints the two: a reader who subtracts gets the gap that stands beside them.
 *
 * @example shareGap(0.1416, 0.1579) // -0.016, of "14.2%" and "15.8%"
 */
export function shareGap(share: number, from: number): number {
  const [a, b] = [share, from].map((d) => Math.round(Number((100 * d).toFixed(1)) * 10));
  return (a - b) / 1000;
}

/** A change of a probability. @example formatPoints(-0.042) // "−4.2 percentage points" */
export function formatPoints(difference: number, digits = 1): string {
  return `${formatSigned(difference * 100, digits)} percentage points`;
}

/** @example formatFixed(0.75587, 3) // "0.756" */
export function formatFixed(value: number, digits = 3): string {
  return minus(value.toFixed(digits));
}

/** Digits after the point of a share in percent, of one that is no long number. @example digitsOfShare(0.002) // 1, as 0.2% */
export function digitsOfShare(share: number): number {
  const [, decimals = ""] = String(Number((100 * share).toPrecision(9))).split(".");
  return decimals.length;
}

/**
 * Digits after the point that an interval supports: down to the second digit of its half-width, since what stands behind it is noise.
 *
 * @param half of the interval's width, >= 0; null or 0: there is nothing to go by
 * @param most as many as are ever shown
 * @example supportedDigits(0.013, 4) // 3
 */
export function supportedDigits(half: number | null, most: number): number {
  if (half === null || !(half > 0)) return most;
  return Math.max(0, Math.min(most, 1 - Math.floor(Math.log10(half))));
}

/** @example formatSigned(0.5, 1) // "+0.5" */
export function formatSigned(value: number, digits = 1): string {
  const text = value.toFixed(digits);
  return `${Number(text) > 0 ? "+" : ""}${minus(text)}`;
}

/** An estimate and both ends of its interval. */
interface Within {
  estimate: number;
  low: number;
  high: number;
}

/**
 * A value with its interval, with the digits that this supports.
 *
 * @param most digits as are ever shown
 * @example sayWithin({estimate: 0.4512, low: 0.41, high: 0.49}, 4) // "0.451 (0.410 to 0.490)"
 */
export function sayWithin(found: Within, most: number, print: (value: number, digits: number) => string = formatFixed): string {
  const digits = supportedDigits((found.high - found.low) / 2, most);
  return `${print(found.estimate, digits)} (${print(found.low, digits)} to ${print(found.high, digits)})`;
}

/** The same of a difference. @example sayDifference({estimate: 0.0004, low: -0.0012, high: 0.002}, 4) // "+0.0004 (−0.0012 to +0.0020)" */
export function sayDifference(found: Within, most: number): string {
  return sayWithin(found, most, formatSigned);
}

/** The same of a share. @example sayShare({estimate: 0.1774, low: 0.17, high: 0.184}) // "17.7% (17.0% to 18.4%)" */
export function sayShare({estimate, low, high}: Within): string {
  const print = (value: number, digits: number): string => formatShare(value / 100, digits);
  return sayWithin({estimate: 100 * estimate, low: 100 * low, high: 100 * high}, 1, print);
}

/** Of what is measured four digits stand without a mark, as any may be a year: 2012; counts of users are never one. */
const measured = new Intl.NumberFormat("en", {maximumFractionDigits: 0, useGrouping: "min2"});

/** No two numbers differ only beyond so many digits. */
const MOST_DIGITS = 17;
const exact = new Intl.NumberFormat("en", {maximumSignificantDigits: MOST_DIGITS, useGrouping: "min2"});

/** Prices below a hundred are said to the cent. Numbers of single precision are off by so much, of themselves. */
const CENT = 100;
const SINGLE = 1e-7;

/**
 * At most three significant digits, and four of what is whole cents; thousands grouped from five digits on; for axes and input values.
 *
 * @example formatValue(26288.4) // "26,288"
 * @example formatValue(17.99) // "17.99"
 * @example formatValue(2012) // "2012"
 */
export function formatValue(value: number): string {
  const said = roundValue(value);
  return minus(Number.isInteger(value) || Math.abs(value) >= 100 ? measured.format(said) : String(said));
}

function roundValue(value: number): number {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value);
  const inCents = Math.round(value * CENT) / CENT;
  const isOfCents = Math.abs(value - inCents) <= SINGLE * Math.abs(value);
  return isOfCents ? inCents : Number(value.toPrecision(3));
}

/**
 * Values as {@link formatValue} says them, with as many more digits as part a value from the one beside it: no two different ones are called
 * the same, nor in another order.
 *
 * @param rising each at least the one before it
 * @example formatApart([99, 100.2, 100.4]) // ["99", "100.2", "100.4"]
 */
export function formatApart(rising: readonly number[]): string[] {
  const said = rising.map(roundValue);
  const names = rising.map(formatValue);
  const isMixed = (i: number): boolean => rising[i] > rising[i - 1] && said[i] <= said[i - 1];
  for (let digits = 4; digits <= MOST_DIGITS && rising.some((_, i) => isMixed(i)); ++digits) {
    const mixed = rising.map((_, i) => isMixed(i) || isMixed(i + 1));
    mixed.forEach((isOne, i) => {
      if (!isOne) return;
      said[i] = Number(rising[i].toPrecision(digits));
      names[i] = minus(exact.format(said[i]));
    });
  }
  return names;
}

/** From one value to another, in words; with " to " where a sign would stand beside the dash. @example joinRange("−5", "2") // "−5 to 2" */
export function joinRange(low: string, high: string): string {
  return `${low}${/^−/.test(low) || /^−/.test(high) ? " to " : "–"}${high}`;
}

/** The ends of {@link joinRange}; one value is both. */
export function splitRange(range: string): [string, string] {
  const [low, high = low] = range.split(/–| to /);
  return [low, high];
}

/** A p-value in a table. @example formatP(0.00004) // "< 0.001" */
export function formatP(p: number): string {
  return p < 0.001 ? "< 0.001" : formatFixed(p, 3);
}

/** A p-value in a sentence. @example pWords(0.00004) // "p < 0.001" */
export function pWords(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${formatFixed(p, p < 0.1 ? 3 : 2)}`;
}

/** @example formatSeconds(75.2) // "1 min 15 s" */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** @example formatBytes(2048) // "2.0 kB" */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** What stands in place of an interval where there are too few to tell one. */
const NO_INTERVAL = "too few for an interval";

/**
 * Both ends of an interval, or that there is none to tell; of what chance alone makes positive, what it gives.
 *
 * @param print how the metric is printed
 * @example formatRange({low: 0.73, high: 0.77}, (d) => formatFixed(d, 2)) // "0.73 to 0.77"
 */
export function formatRange(
  {low, high, byChance}: {low: number | null; high: number | null; byChance?: number},
  print: (value: number) => string
): string {
  if (low !== null && high !== null) return `${print(low)} to ${print(high)}`;
  return byChance === undefined ? NO_INTERVAL : `${print(byChance)} by chance`;
}

/** @example listWords(["a", "b", "c"]) // "a, b and c" */
export function listWords(words: readonly string[], last = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

/**
 * A name that others chose, such as a level's, in a sentence: one with a comma is quoted, but not the thousands of a number.
 *
 * @example inText("Team, monthly") // "“Team, monthly”"
 */
export function inText(name: string): string {
  return /,(?!\d{3}(?!\d))/.test(name) ? `“${name}”` : name;
}

/** In small letters; the Turkish İ is an i without a dot of its own above the dot. @example inSmall("İşlem") // "işlem" */
export function inSmall(text: string): string {
  return text.toLowerCase().replaceAll("i\u0307", "i");
}

/** People for whom yardsticks and learners are named: a title that begins with another needs its name here. */
const PEOPLE = /^(Bayes|Brier|Cohen|Gauss|Gini|Kolmogorov|Matthews|Youden)/;

/**
 * A title of ours inside a sentence, of a yardstick or a learner; abbreviations stay, and people. The title of a column is its name, in
 * whatever language: it stands in a sentence as it stands over a chart.
 *
 * @example lowerFirst("Log loss") // "log loss"
 * @example lowerFirst("ROC AUC") // "ROC AUC"
 * @example lowerFirst("Brier score") // "Brier score"
 */
export function lowerFirst(text: string): string {
  return /^.[\p{Lu}\d]/u.test(text) || PEOPLE.test(text) ? text : inSmall(text.charAt(0)) + text.slice(1);
}

/** @example capitalised("seven") // "Seven" */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A noun with "a" or "an". @example withArticle("account") // "an account" */
export function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? "an" : "a"} ${noun}`;
}

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A name as part of a sentence: one that is written from right to left is kept apart by marks that nobody sees, or the numbers after it
 * would stand before it, and the other way round. Other names are as they were.
 *
 * @see Unicode Standard Annex 9, FIRST STRONG ISOLATE
 */
export function isolate(name: string): string {
  return RIGHT_TO_LEFT.test(name) && !name.startsWith("\u2068") ? `\u2068${name}\u2069` : name;
}

/** A level by the name that a definition gives it, isolated: so labels of categories have it, and whoever looks one up must ask here. */
export function nameLevel({values = {}}: {values?: Readonly<Record<string, string>>}, level: string): string {
  return isolate(findNamed(values, level) ?? level);
}

/** A text of at most so many characters; one that is longer ends in "…". */
export function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function minus(text: string): string {
  const unsigned = text.replace(/^-(0(\.0+)?%?)$/, "$1"); // "-0.0" is zero
  return unsigned.replace(/^-/, "\u2212");
}

/** Text that stays text in Markdown, in one line. @example escapeMarkdown("a | b") // "a \\| b" */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#]/g, "\\$&");
}

/** A table of Markdown, of cells that are text already. */
export function formatMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A text as one word of a command line. @example shellWord("my file.csv") // "'my file.csv'" */
export function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A day in words; what is none, such as a period that a table calls otherwise, as it is. @example sayDay("2026-11-29") // "29 November 2026" */
export function sayDay(text: string): string {
  if (!isDay(text)) return text;
  const [year, month, day] = text.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Whether a text is a day as ISO 8601 writes it. */
export function isDay(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])-\d\d$/.test(text);
}

/** A moment in words, in universal time. @param iso as `Date.toISOString` has it @example "29 November 2026, 07:18 UTC" */
export function sayMoment(iso: string): string {
  return `${sayDay(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}
