/** What the names of columns say to a person: titles in plain words, and units. */
import type {Listed} from "../named.js";
import {inSmall} from "../format.js";
import {INITIALS, sayCalendar, sayInitials} from "./fixedCapitals.js";
import {currencyInBracket, currencyOf} from "./currencies.js";
import {BRACKET_UNITS, SPANS, unitOfWord} from "./unitWords.js";

/** The name in words: snake_case, camelCase, kebab-case and Title Case alike; abbreviations stay. @example wordsOf("avgOrderUSD") // ["avg", "Order", "USD"] */
export function wordsOf(name: string): string[] {
  return splitName(name.replace(MARKUP, " "), /[\s_.:/()[\]?!-]+/u);
}

/** A tag of HTML, which says how a name looks: "Training <b>hours</b>". */
const MARKUP = /<\/?[a-z][a-z0-9]*\s*\/?>/gi;

/** The words of a name in lower case and without accents, by which it is compared: "Résilié", in one character or two for each é, is "resilie". */
export function plainWordsOf(name: string): string[] {
  return wordsOf(name.normalize("NFC")).map((word) =>
    word
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[łøđıßæœ]/g, (letter) => PLAIN[letter])
      .replace(ELIDED, "")
  );
}

/** What French and Italian write together with the next word: "Date d'échéance", "Data dell'abbonamento". */
const ELIDED = /^(d|l|qu|dell|all|nell|dall|sull)['’](?=\p{L}{2})/u;

/** Letters with a stroke, without a dot or two in one, which are no letter and an accent to Unicode: "Zrezygnował", "fødselsdato". */
const PLAIN: Listed<string> = {ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe"};

/** Words that are one, though names write them with a capital within: "OverTime" is not over time, nor "LifeTimeValue" of a time. */
const ONE_WORD = new Set(
  "overtime overdue overdraft lifetime online offline cashback feedback upgrade downgrade website landline broadband handset postcode".split(
    " "
  )
);
/** A capital within a name, what stands before it since the last one, and what after it. */
const CAPITAL_WITHIN = /(?<=(\p{Lu}?\p{Ll}+))\p{Lu}(?=(\p{Ll}+))/gu;

function splitName(name: string, between: RegExp): string[] {
  return name
    .replace(CAPITAL_WITHIN, (capital, before: string, after: string) =>
      ONE_WORD.has(`${before}${capital}${after}`.toLowerCase()) ? capital.toLowerCase() : capital
    )
    .replace(/(?<!(?<![\p{L}\d])[eik])(?<=\p{Ll}|\d(?![DWMY](?![\p{L}\d])))(?=\p{Lu})/gu, " ") // kWh, iPhone, eBill and 12M are one word
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/(\p{Ll}{3})((?:19|20)\d\d)(?!\d)/gu, "$1 $2")
    .replace(/(\p{Ll}{3})(\d{1,3}[DWMYdwmy])(?![\p{L}\d])/gu, "$1 $2")
    .replace(/(?<![\p{L}\d])(\d{1,3})[ _]?(?:mon|mths?|mos?)(?![\p{L}\d])/gu, "$1m") // "Contacts_Count_12_mon", "late_payments_12mo"
    .replace(RUN_ON_OF, "$1 of ")
    .replace(/(?<!\p{L})(last|past|prev|previous|next|first)(\d+)(?![\p{L}\d])/giu, "$1 $2")
    .replace(RUN_ON_SPAN, "$1 $2")
    .replace(RUN_ON_START, "$1 ")
    .replace(RUN_ON_NUMBER, "$1 $2 ")
    .replace(RUN_ON_END, " in $1")
    .split(between)
    .filter((word) => word !== "");
}

/** Of names with capitals within but not before "of": "DateofHire". */
const RUN_ON_OF = /(?<!\p{L})(date|type|number|year|month|day|time|length|level|place|mode|amount|status)of (?=\p{Lu})/giu;
/** A number that runs on to the span of time that it counts: "promotion_last_3years". */
const RUN_ON_SPAN = /(?<![\p{L}\d])(\d{1,3})(days?|weeks?|months?|years?|hours?|minutes?)(?!\p{L})/giu;
/** Of names of one word without capitals within, which many files have: "Monthlycharge", "Numberofreferrals", "Tenureinmonths". */
const RUN_ON_START = /^(daily|weekly|monthly|yearly|annual|total)(?=\p{Ll}{3,}\s*$)/iu;
const RUN_ON_NUMBER = /^(number)(of)(?=\p{Ll}{3,}\s*$)/iu;
const RUN_ON_END = /(?<=^\p{L}\p{Ll}{3,})in(days|weeks|months|years|hours|minutes)\s*$/u;

const LENGTH =
  /^(age|tenure|duration|length|term|lifetime|seniority|\p{L}*(laufzeit|dauer|duur|looptijd)|antig(ü|u)edad|antiguidade|anciennet(é|e)|anzianit(à|a)|duraci(ó|o)n|dur(é|e)e|durata|dura(ç|c)(ã|a)o|стаж|возраст|срок)$/u;
/** Before the word of a time they make it the time in which something was counted: `logins_last_7_days` are logins. */
const WITHIN = /^(last|past|prev|previous|next|first|in|per|over|within|every|each|pro|por|[uú]lt|ultim[oa]s?|letzten?|\d+)$/;
/** Of those, the ones that look back. */
const BACK = /^(last|past|prev|previous|letzten?s?|[uú]lt|[uú]ltim[oa]s?)$/;
/** After the word of a time that begins a name they say that it was measured in that: "Months as client", "days_since_login". */
const MEASURES =
  /^(since|snc|as|in|on|with|per|until|till|to|at|from|before|after|past|between|without|active|inactive|late|overdue|spent|spend|left|seit|bis|als|ohne|desde|como|con|com|sin|sem|depuis|с|со|до|без|\p{L}+(ed|idas|adas))$/u;

/** So do these, but of a longer time: "Seconds of use" and "Años de carné" are lengths, and "days of the week" are not. */
const OF = /^(of|de|di|van|der?|des)$/;

/** Of those that measure, the ones after which a time in the singular is a length too: "DaySinceLastOrder"; `year_joined` says when. */
const SINCE = /^(since|snc|spent|spend|without|until|till)$/;

/** Units that stand alone in a name, and that a title keeps but after a length: they say what is counted, and not only in what. */
const COUNTED = /^(days|weeks|months|years|hours|minutes|seconds)$/;
const MONEY =
  /^(charges?|fees?|costs?|spend|spending|revenue|price|payments?|bill|billing|premium|rent|income|salary|wages?|pay|salario|sueldo|ingresos?|cuota|precio|prix|montant|importe|preço|prezzo|canone|gastos?|umsatz|gehalt|einkommen|beitrag)$/;
/** Before a unit they say that units are counted, not measured in it. */
const COUNTS = /^(of|in|i|v|w|в|en|em|active|n|num|number)$/;
const PER: readonly [RegExp, string][] = [
  [/^(daily)$/, "a day"],
  [/^(weekly)$/, "a week"],
  [/^(monthly)$/, "a month"],
  [/^(yearly|annual)$/, "a year"]
];

const BRACKET = /\s*[([（【]\s*([^()[\]（）【】]+?)\s*[)\]）】]\s*$/u;
/** What follows a comma at a name's end, which Russian has in place of brackets: "Стаж, мес.". */
const AFTER_COMMA = /\s*[,，]\s*([^,，]+?)\s*$/u;
/** What brackets say of a column's codes or its scale, and not of what it holds. */
const CODES =
  /^(utc|gmt|(y|yes|j|ja|o|oui|s|si|sí|t|true) ?[/|] ?(n|no|nein|non|f|false)|[01] ?[/|,] ?[01]|[01] ?= ?.*|\d+ ?(-|–|to|a|à|bis|do|até|al|tot) ?\d+)$/i;

/** A name without the brackets at its end, where these say a unit or codes. */
interface NameInParts {
  bare: string;
  /** the unit in brackets */
  unit: string | null;
}

/** A name without what brackets at its end say of its unit or codes. @example withoutCodes("Did they leave? (1=yes)") // "Did they leave?" */
export function withoutCodes(name: string): string {
  return takeBracket(name).bare;
}

/** A name without the span of time that follows a stroke at its end: "Overtime hrs/wk" is so many hours a week. */
function takePer(name: string): {bare: string; span: string | null} {
  const at = name.lastIndexOf("/");
  const span =
    at < 1
      ? undefined
      : SPANS.get(
          name
            .slice(at + 1)
            .trim()
            .toLowerCase()
        );
  return span === undefined ? {bare: name, span: null} : {bare: name.slice(0, at), span};
}

/** Whether a name ends with a stroke and a unit: "Unit rate p/kWh" is in pence, and not in kWh. */
function isPerUnit(name: string): boolean {
  const [, after] = /[^\s/]\s*\/\s*([^\s/]+)\s*$/u.exec(name) ?? [];
  const unit = after === undefined ? null : unitOfWord(after.toLowerCase());
  return unit !== null && currencyOf(unit) === null; // "price/£" is in pounds
}

function takeBracket(name: string): NameInParts {
  const [whole, inside] = BRACKET.exec(name) ?? AFTER_COMMA.exec(name) ?? [];
  const bare = whole === undefined ? "" : name.slice(0, -whole.length);
  if (inside === undefined || wordsOf(bare).length === 0) return {bare: name, unit: null};
  const unit = unitInBracket(inside.toLowerCase().replace(/^(in|en|i|v|в) /, "")) ?? spanInBracket(bare, inside);
  return unit !== null || CODES.test(inside) ? {bare, unit} : {bare: name, unit: null};
}

/** One of a span of time in brackets: in what a length is measured, "Tenure (month)", or for what money is paid, "Fee (month)"; else when it was. */
function spanInBracket(bare: string, inside: string): string | null {
  const span = SPANS.get(inside.toLowerCase());
  const words = wordsOf(bare).map((word) => word.toLowerCase());
  if (span === undefined) return null;
  if (words.some((word) => MONEY.test(word))) return `a ${span}`;
  return words.some((word) => LENGTH.test(word)) ? `${span}s` : null;
}

function unitInBracket(inside: string): string | null {
  const [what, per] = inside.replaceAll(".", "").split(/ ?[/／] ?| (?:a|an|per|pro|par|por|в|за) /);
  const unit = BRACKET_UNITS.get(what) ?? currencyInBracket(what) ?? unitOfWord(what);
  if (per === undefined || unit === null) return unit;
  const span = SPANS.get(per);
  return span === undefined ? null : `${unit} a ${span}`;
}

/**
 * The unit that a column's name says, if it does.
 *
 * @example unitOf("tenure_months") // "months"
 * @example unitOf("Monthly Charges") // "a month"
 * @example unitOf("Fee (€/month)") // "EUR a month"
 * @example unitOf("Overtime hrs/wk") // "hours a week"
 * @example unitOf("last_login_days_ago") // "days"
 * @example unitOf("Unit rate p/kWh") // null: it is for each kWh
 * @example unitOf("signup_month") // null: it says when
 */
export function unitOf(name: string): string | null {
  const {bare, unit: said} = takeBracket(name);
  const {bare: counted, span} = takePer(bare);
  const words = wordsOf(counted).map((word) => word.toLowerCase());
  if (said === null && span === null && isPerUnit(counted)) return null;
  const unit = said ?? unitWithin(words)?.unit ?? null;
  if (unit !== null) return span === null || / a /.test(unit) ? unit : `${unit} a ${span}`;
  if (/^monats(gebühr|preis|beitrag|kosten|umsatz)$/.test(words.at(-1) ?? "")) return "a month";
  const money = words.some((word) => MONEY.test(word));
  if (money && span !== null) return `a ${span}`;
  return (money && PER.find(([pattern]) => pattern.test(words[0] ?? ""))?.[1]) || null;
}

/** The unit that some words of a name say, and which: the last ones, those before a span such as 30d, or a share's first. @param words in lower case */
function unitWithin(words: readonly string[]): {unit: string; from: number; n: number} | null {
  if (words.length > 1 && words[1] !== "of" && unitOfWord(words[0]) === "%") return {unit: "%", from: 0, n: 1};
  const end = words.length - nWithin(words);
  const unit = unitAtEnd(words.slice(0, end));
  if (unit !== null) {
    const currency = /^a /.test(unit) ? unitOfWord(words.at(end - 2) ?? "") : null;
    return currency !== null && currencyOf(currency) !== null && end > 2
      ? {unit: `${currency} ${unit}`, from: end - 2, n: 2}
      : {unit, from: end - 1, n: 1};
  }
  const first = unitOfWord(words[0] ?? "") ?? (SINCE.test(words[1] ?? "") ? unitOfWord(`${words[0]}s`) : null);
  if (first === null || words.length < 2) return null;
  const isMeasure = MEASURES.test(words[1]) || (OF.test(words[1]) && words.length > 2 && !SPANS.has(words[words.length - 1]));
  return COUNTED.test(first) && isMeasure ? {unit: first, from: 0, n: 1} : null;
}

/** How many words at a name's end say in which time something was counted, where any stand before them: "30d", "last year", "past 12 months". */
function nWithin(words: readonly string[]): number {
  const last = words.at(-1) ?? "";
  if (words.length > 1 && COMPACT_SPAN.test(last)) return 1;
  if (last === "ago" && COUNTED.test(unitOfWord(words.at(-2) ?? "") ?? "")) return 1;
  if (!SPANS.has(last) && !COUNTED.test(unitOfWord(last) ?? "")) return 0;
  const n = /^\d+$/.test(words.at(-2) ?? "") ? 3 : 2;
  return words.length > n && BACK.test(words.at(-n) ?? "") ? n : 0;
}

/** The unit that the last word of a name says. @param words in lower case */
function unitAtEnd(words: readonly string[]): string | null {
  const [last, before] = [words.at(-1) ?? "", words.at(-2) ?? ""];
  if (WITHIN.test(before)) return before === "in" ? unitOfWord(last) : null;
  const span = SPANS.get(last);
  if (span !== undefined)
    return LENGTH.test(before) ? `${span}s` : words.slice(0, -1).some((word) => MONEY.test(word)) ? `a ${span}` : null;
  const unit = unitOfWord(last);
  return unit !== null && (words.length > 1 || COUNTED.test(unit)) ? unit : null;
}

/**
 * A column's name as a title. A unit in it is left to {@link unitOf}; a span such as 30d is said. German nouns keep their capitals, and a
 * compound of two its hyphen.
 *
 * @example titleOf("tenure_months") // "Tenure"
 * @example titleOf("logins_30d") // "Logins in 30 days"
 */
export function titleOf(name: string): string {
  return titleAsWritten(isShouted(name) ? name.toLowerCase() : name);
}

/**
 * Whether a name is all in capitals, as databases write every name, so that they mark no abbreviation: several words with strokes between,
 * or one that can be said. What is short may be initials.
 */
function isShouted(name: string): boolean {
  if (/\p{Ll}/u.test(name) || !/\p{Lu}/u.test(name)) return false;
  const words = wordsOf(takeBracket(name).bare);
  const isSaid = (word: string): boolean =>
    /^\p{Lu}{4,}$/u.test(word) && /[AEIOUY\p{M}АЕИОУЫЭЮЯ]/u.test(word.normalize("NFKD")) && !INITIALS.test(word);
  if (words.length !== 1) return name.includes("_") || words.some((word) => word.length > 4 && isSaid(word));
  return isSaid(words[0]) || /^(AGE|SEX|JOB|FEE|PAY|TAX)$/.test(words[0]);
}

function titleAsWritten(name: string): string {
  const whole = takeBracket(name).bare.replace(MARKUP, " ").replace(SCALE, "$1–$2");
  const {bare, span} = unitOf(name) === null ? {bare: whole, span: null} : takePer(whole);
  const words = withoutAnswers(wordsOf(bare));
  const lower = words.map((word) => word.toLowerCase());
  const isPer = span === null && isPerUnit(bare);
  const unit = words.length > 1 && !isPer ? unitWithin(lower) : null;
  const before = unit === null ? "" : (lower[unit.from - 1] ?? "");
  const isKept = unit !== null && COUNTED.test(unit.unit) && !LENGTH.test(before) && (span === null || !SHORT.test(lower[unit.from]));
  const isLeftOut = unit !== null && !isKept && !COUNTS.test(before);
  const parted = isLeftOut
    ? words.filter((_, i) => i < unit.from || i >= unit.from + unit.n)
    : (bare.match(/-/g)?.length ?? 0) === 1
      ? splitName(
          bare,
          /\p{L} \p{L}/u.test(bare) ? /[\s_.:/()[\]?!]+|(?<!\p{L})-|-(?!\p{L})/u : /[\s_.:/()[\]?!]+|(?<!\p{L})-|-(?!\p{Lu})/u
        )
      : words;
  const kept = joinMonths(parted);
  const isNumberOf = kept.length > 1 && !/^\d+$/.test(kept[1]) && (/^(n|num|nb|nbr)$/i.test(kept[0]) || isNoOf(kept));
  const counted = isNumberOf ? ["Number", ...(/^of$/i.test(kept[1]) ? [] : ["of"]), ...kept.slice(1)] : kept;
  const said = (isNumberOf ? saidPerSpan(counted) : counted).map((word, i, all) =>
    saySpan(word, {before: all[i - 1] ?? null, isAlone: all.length === 1})
  );
  const isGerman = /[äöüß]/iu.test(bare) || lower.some((word) => GERMAN.test(word));
  const spaced = said
    .map(
      (word, i) => sayInitials(word) ?? sayCalendar(word) ?? (isFirst(said, i) || isGerman || keepsCapitals(word) ? word : inSmall(word))
    )
    .join(" ");
  const per = unitOf(name) === null ? takePer(whole).span : null;
  const title = per === null && !isPer ? spaced : spaced.replace(/ (?=\S+$)/, "/"); // "Calls/month", whose unit is none of ours
  if (title === "") return name;
  return /^\p{Ll}\p{Lu}/u.test(title) ? title : title[0].toUpperCase() + title.slice(1);
}

/** A year and its month, which names part by a stroke: "logins_2024_10" are those of 2024-10. */
function joinMonths(words: readonly string[]): string[] {
  return words
    .join("\n")
    .replace(/^((?:19|20)\d\d)\n(0[1-9]|1[0-2])$/gm, "$1-$2")
    .split("\n");
}

/** What is counted in a span that stands last: "num_transactions_month" is so many transactions a month. */
function saidPerSpan(words: readonly string[]): string[] {
  const isCounted = words.length > 3 && SPANS.has((words.at(-1) ?? "").toLowerCase()) && /s$/i.test(words.at(-2) ?? "");
  return isCounted ? [...words.slice(0, -1), "a", words[words.length - 1]] : [...words];
}

/** Whether "no" is short for a number: "no_of_products", "no_leaves_taken". Of one thing it says that there is none: "no_phone_service". */
function isNoOf([first, second, ...rest]: readonly string[]): boolean {
  return /^no$/i.test(first) && (/^of$/i.test(second) || [second, ...rest].some((word) => /[^aious\W_]s$/i.test(word)));
}

/** Without the answers that some names end with: "Autopay_YN". */
function withoutAnswers(words: string[]): string[] {
  return words.length > 1 && /^(yn|YN)$/.test(words[words.length - 1]) ? words.slice(0, -1) : words;
}

/** A scale without brackets, whose stroke is no space: "Satisfaction 1-5". */
const SCALE = /(?<!\d)(\d{1,2})-(\d{1,2})(?!\d)/g;
/** Words that a unit such as "hours a week" repeats. */
const SHORT = /^(hrs|hours|mins|minutes|secs|seconds|days)$/;

/** Of a name in German, whose nouns have capitals wherever they stand; none of these is an English word. */
const GERMAN =
  /^(letzte[rsmn]?|erste[rsmn]?|n(ä|ae)chste[rsmn]?|anzahl|tagen?|wochen?|monate?n?|jahre?n?|stunden?|kunden?|vertrag\w*|geschlecht|betrag|beitrag|umsatz|gehalt|einkommen|gesamt\w*|durchschnitt\w*|monatlich\w*|seit|ohne|und|von|der|dem|zum|zur)$/i;

const COMPACT_SPAN = /^(\d+)(d|w|m|y)$/i;
const LETTERS = new Map([
  ["d", "day"],
  ["w", "week"],
  ["m", "month"],
  ["y", "year"]
]);

/** @example "logins_30d" has "in 30 days", "logins_last_30d" "30 days", and "30d_logins" "30-day" */
function saySpan(word: string, {before, isAlone}: {before: string | null; isAlone: boolean}): string {
  const [, count, letter] = COMPACT_SPAN.exec(word) ?? [];
  if (count === undefined) return word;
  const span = LETTERS.get(letter.toLowerCase());
  if (before === null && !isAlone) return `${count}-${span}`;
  return `${before !== null && WITHIN.test(before.toLowerCase()) ? "" : "in "}${count} ${span}${count === "1" ? "" : "s"}`;
}

/** Whether a title begins with a word; the sign of a mean is none. */
function isFirst(words: readonly string[], i: number): boolean {
  return i === 0 || (i === 1 && words[0] === "Ø");
}

/** Abbreviations, compounds with one, and words such as kWh. */
function keepsCapitals(word: string): boolean {
  return /^\p{Lu}[\p{Lu}\d]+$|\p{L}-\p{Lu}|^\p{Ll}\p{Lu}/u.test(word);
}
