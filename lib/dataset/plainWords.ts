/** What the names of columns say to a person: titles in plain words, and units. */

/** The name in words: snake_case, camelCase, kebab-case and Title Case alike; abbreviations stay. @example wordsOf("avgOrderUSD") // ["avg", "Order", "USD"] */
export function wordsOf(name: string): string[] {
  return splitName(name.replace(MARKUP, " "), /[\s_.:/()[\]?!-]+/u);
}

/** A tag of HTML, which says how a name looks: "Training <b>hours</b>". */
const MARKUP = /<\/?[a-z][a-z0-9]*\s*\/?>/gi;

/** The words of a name in lower case and without accents, by which it is compared: "Résilié", in one character or two for each é, is "resilie". */
export function plainWordsOf(name: string): string[] {
  return wordsOf(name.normalize("NFC")).map((word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
}

function splitName(name: string, between: RegExp): string[] {
  return name
    .replace(/(?<!(?<![\p{L}\d])[eik])(?<=\p{Ll}|\d(?![DWMY](?![\p{L}\d])))(?=\p{Lu})/gu, " ") // kWh, iPhone, eBill and 12M are one word
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/(\p{Ll}{3})((?:19|20)\d\d)(?!\d)/gu, "$1 $2")
    .replace(/(\p{Ll}{3})(\d{1,3}[DWMYdwmy])(?![\p{L}\d])/gu, "$1 $2")
    .split(between)
    .filter((word) => word !== "");
}

/** Units that stand as a word at the end of a name, by that word. */
const UNITS = new Map<string, string>(
  Object.entries({
    days: "days",
    weeks: "weeks",
    months: "months",
    mths: "months",
    years: "years",
    hours: "hours",
    hrs: "hours",
    minutes: "minutes",
    mins: "minutes",
    seconds: "seconds",
    secs: "seconds",
    km: "km",
    miles: "miles",
    kb: "kB",
    mb: "MB",
    gb: "GB",
    usd: "USD",
    eur: "EUR",
    euro: "EUR",
    gbp: "GBP",
    chf: "CHF",
    inr: "INR",
    "€": "EUR",
    "£": "GBP",
    $: "USD",
    cents: "cents",
    kg: "kg",
    kw: "kW",
    kwh: "kWh",
    mwh: "MWh",
    sqm: "m²",
    "%": "%",
    pct: "%",
    percent: "%",
    percentage: "%",
    tage: "days",
    wochen: "weeks",
    monate: "months",
    vertragsmonate: "months",
    jahre: "years",
    stunden: "hours",
    minuten: "minutes",
    días: "days",
    dias: "days",
    semanas: "weeks",
    meses: "months",
    años: "years",
    anos: "years",
    horas: "hours",
    minutos: "minutes"
  })
);

/** One of a span of time, at the end of a name: a length by what stands before it, a rate of money, or only when something was (`signup_month`). */
const SPAN = new Map<string, string>(
  Object.entries({
    day: "day",
    week: "week",
    month: "month",
    year: "year",
    tag: "day",
    woche: "week",
    monat: "month",
    jahr: "year",
    semana: "week",
    mes: "month",
    año: "year",
    ano: "year",
    mois: "month"
  })
);
const LENGTH = /^(age|tenure|duration|length|term|lifetime|seniority|laufzeit|dauer|antig(ü|u)edad)$/;
/** Before the word of a time they make it the time in which something was counted: `logins_last_7_days` are logins. */
const WITHIN = /^(last|past|prev|previous|next|first|in|per|over|within|every|each|pro|por|ult|ultim[oa]s?|letzten?|\d+)$/;

/** Units that stand alone in a name, and that a title keeps but after a length: they say what is counted, and not only in what. */
const COUNTED = /^(days|weeks|months|years|hours|minutes|seconds)$/;
const MONEY =
  /^(charges?|fees?|costs?|spend|spending|revenue|price|payments?|bill|billing|premium|rent|income|salary|wages?|pay|salario|sueldo|ingresos?|cuota|precio|gastos?|umsatz|gehalt|einkommen|beitrag)$/;
/** Before a unit they say that units are counted, not measured in it. */
const COUNTS = /^(of|in|active|n|num|number)$/;
const CURRENCY = /^(USD|EUR|GBP|CHF|INR|cents)$/;
const PER: readonly [RegExp, string][] = [
  [/^(daily)$/, "a day"],
  [/^(weekly)$/, "a week"],
  [/^(monthly)$/, "a month"],
  [/^(yearly|annual)$/, "a year"]
];

/** What only brackets make a unit of: "Wait (min)" is in minutes, and "Balance min" the least. */
const IN_BRACKETS = new Map<string, string>(
  Object.entries({
    min: "minutes",
    s: "seconds",
    sec: "seconds",
    h: "hours",
    hr: "hours",
    std: "hours",
    d: "days",
    t: "days",
    m: "m",
    "m²": "m²"
  })
);
const BRACKET = /\s*[([]\s*([^()[\]]+?)\s*[)\]]\s*$/u;
/** What brackets say of a column's codes or its scale, and not of what it holds. */
const CODES = /^((y|yes|j|ja|o|oui|s|si|sí|t|true) ?[/|] ?(n|no|nein|non|f|false)|[01] ?[/|,] ?[01]|[01] ?= ?.*|\d+ ?(-|–|to) ?\d+)$/i;

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

function takeBracket(name: string): NameInParts {
  const [whole, inside] = BRACKET.exec(name) ?? [];
  const bare = whole === undefined ? "" : name.slice(0, -whole.length);
  if (inside === undefined || wordsOf(bare).length === 0) return {bare: name, unit: null};
  const unit = unitInBracket(inside.toLowerCase().replace(/^(in|en) /, ""));
  return unit !== null || CODES.test(inside) ? {bare, unit} : {bare: name, unit: null};
}

function unitInBracket(inside: string): string | null {
  const [what, per] = inside.split(/ ?\/ ?| (?:a|an|per|pro|par|por) /);
  const unit = IN_BRACKETS.get(what) ?? UNITS.get(what) ?? null;
  if (per === undefined || unit === null) return unit;
  const span = SPAN.get(per);
  return span === undefined ? null : `${unit} a ${span}`;
}

/**
 * The unit that a column's name says, if it does.
 *
 * @example unitOf("tenure_months") // "months"
 * @example unitOf("Monthly Charges") // "a month"
 * @example unitOf("Fee (€/month)") // "EUR a month"
 * @example unitOf("signup_month") // null: it says when
 */
export function unitOf(name: string): string | null {
  const {bare, unit: said} = takeBracket(name);
  const words = wordsOf(bare).map((word) => word.toLowerCase());
  const unit = said ?? unitWithin(words)?.unit ?? null;
  if (unit !== null) return unit;
  if (/^monats(gebühr|preis|beitrag|kosten|umsatz)$/.test(words.at(-1) ?? "")) return "a month";
  const money = words.some((word) => MONEY.test(word));
  return (money && PER.find(([pattern]) => pattern.test(words[0] ?? ""))?.[1]) || null;
}

/** The unit that some words of a name say, and which: the last ones, those before a span such as 30d, or a share's first. @param words in lower case */
function unitWithin(words: readonly string[]): {unit: string; from: number; n: number} | null {
  const end = words.length - (words.length > 1 && COMPACT_SPAN.test(words.at(-1) ?? "") ? 1 : 0);
  const unit = unitAtEnd(words.slice(0, end));
  if (unit !== null) {
    const currency = /^a /.test(unit) ? UNITS.get(words.at(end - 2) ?? "") : undefined;
    return currency !== undefined && CURRENCY.test(currency) && end > 2
      ? {unit: `${currency} ${unit}`, from: end - 2, n: 2}
      : {unit, from: end - 1, n: 1};
  }
  return UNITS.get(words[0] ?? "") === "%" && words.length > 1 && words[1] !== "of" ? {unit: "%", from: 0, n: 1} : null;
}

/** The unit that the last word of a name says. @param words in lower case */
function unitAtEnd(words: readonly string[]): string | null {
  const [last, before] = [words.at(-1) ?? "", words.at(-2) ?? ""];
  if (WITHIN.test(before)) return before === "in" ? (UNITS.get(last) ?? null) : null;
  const span = SPAN.get(last);
  if (span !== undefined)
    return LENGTH.test(before) ? `${span}s` : words.slice(0, -1).some((word) => MONEY.test(word)) ? `a ${span}` : null;
  const unit = UNITS.get(last);
  return unit !== undefined && (words.length > 1 || COUNTED.test(unit)) ? unit : null;
}

/**
 * A column's name as a title. A unit in it is left to {@link unitOf}; a span such as 30d is said. German nouns keep their capitals, and a
 * compound of two its hyphen.
 *
 * @example titleOf("tenure_months") // "Tenure"
 * @example titleOf("logins_30d") // "Logins in 30 days"
 */
export function titleOf(name: string): string {
  const bare = takeBracket(name).bare.replace(MARKUP, " ");
  const words = wordsOf(bare);
  const lower = words.map((word) => word.toLowerCase());
  const unit = words.length > 1 ? unitWithin(lower) : null;
  const before = unit === null ? "" : (lower[unit.from - 1] ?? "");
  const isLeftOut = unit !== null && (!COUNTED.test(unit.unit) || LENGTH.test(before)) && !COUNTS.test(before);
  const kept = isLeftOut
    ? words.filter((_, i) => i < unit.from || i >= unit.from + unit.n)
    : (bare.match(/-/g)?.length ?? 0) === 1
      ? splitName(bare, /[\s_.:/()[\]?!]+|(?<!\p{L})-|-(?!\p{Lu})/u)
      : words;
  const isNumberOf = kept.length > 1 && /^(n|num|nb|nbr)$/i.test(kept[0]);
  const said = (isNumberOf ? ["Number", ...(/^of$/i.test(kept[1]) ? [] : ["of"]), ...kept.slice(1)] : kept).map(saySpan);
  const isGerman = /[äöüß]/iu.test(bare) || lower.some((word) => GERMAN.test(word));
  const title = said.map((word, i) => (i === 0 || isGerman || keepsCapitals(word) ? word : word.toLowerCase())).join(" ");
  if (title === "") return name;
  return /^\p{Ll}\p{Lu}/u.test(title) ? title : title[0].toUpperCase() + title.slice(1);
}

/** Of a name in German, whose nouns have capitals wherever they stand; none of these is an English word. */
const GERMAN =
  /^(letzte[rsmn]?|erste[rsmn]?|n(ä|ae)chste[rsmn]?|anzahl|tage|wochen?|monate?|jahre?|stunden?|kunden?|vertrag\w*|geschlecht|betrag|beitrag|umsatz|gehalt|einkommen|gesamt\w*|durchschnitt\w*|monatlich\w*|seit|ohne|und|von)$/i;

const COMPACT_SPAN = /^(\d+)(d|w|m|y)$/i;
const SPANS = new Map([
  ["d", "day"],
  ["w", "week"],
  ["m", "month"],
  ["y", "year"]
]);

function saySpan(word: string): string {
  const [, count, span] = COMPACT_SPAN.exec(word) ?? [];
  return count === undefined ? word : `in ${count} ${SPANS.get(span.toLowerCase())}${count === "1" ? "" : "s"}`;
}

/** Abbreviations, compounds with one, and words such as kWh. */
function keepsCapitals(word: string): boolean {
  return /^\p{Lu}[\p{Lu}\d]+$|\p{L}-\p{Lu}|^\p{Ll}\p{Lu}/u.test(word);
}
