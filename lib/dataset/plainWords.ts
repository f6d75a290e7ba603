/** What the names of columns say to a person: titles in plain words, and units. */

/** The name in words: snake_case, camelCase, kebab-case and Title Case alike; abbreviations stay. @example wordsOf("avgOrderUSD") // ["avg", "Order", "USD"] */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(/[\s_.:/()[\]-]+/u)
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
const PER: readonly [RegExp, string][] = [
  [/^(daily)$/, "a day"],
  [/^(weekly)$/, "a week"],
  [/^(monthly)$/, "a month"],
  [/^(yearly|annual)$/, "a year"]
];

/**
 * The unit that a column's name says, if it does.
 *
 * @example unitOf("tenure_months") // "months"
 * @example unitOf("Monthly Charges") // "a month"
 * @example unitOf("signup_month") // null: it says when
 */
export function unitOf(name: string): string | null {
  const words = wordsOf(name).map((word) => word.toLowerCase());
  const unit = unitAtEnd(words);
  if (unit !== null) return unit;
  if (/^monats(gebühr|preis|beitrag|kosten|umsatz)$/.test(words.at(-1) ?? "")) return "a month";
  const money = words.some((word) => MONEY.test(word));
  return (money && PER.find(([pattern]) => pattern.test(words[0] ?? ""))?.[1]) || null;
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
 * A column's name as a title. A unit that stands behind it is left to {@link unitOf}; a span such as 30d is said.
 *
 * @example titleOf("tenure_months") // "Tenure"
 * @example titleOf("logins_30d") // "Logins in 30 days"
 */
export function titleOf(name: string): string {
  const words = wordsOf(name);
  const lower = words.map((word) => word.toLowerCase());
  const unit = words.length > 1 ? unitAtEnd(lower) : null;
  const isUnit =
    unit !== null && (!COUNTED.test(unit) || LENGTH.test(lower.at(-2) ?? "")) && !/^(of|in|active|n|num|number)$/.test(lower.at(-2) ?? "");
  const said = (isUnit ? words.slice(0, -1) : words).map((word) => {
    const [, count, span] = /^(\d+)(d|w|m|y)$/i.exec(word) ?? [];
    return count === undefined ? word : `in ${count} ${SPANS.get(span.toLowerCase())}`;
  });
  const parts = said.map((word, i) => (i === 0 || isAbbreviation(word) ? word : word.toLowerCase()));
  const title = parts.join(" ");
  return title === "" ? name : title[0].toUpperCase() + title.slice(1);
}

const SPANS = new Map([
  ["d", "days"],
  ["w", "weeks"],
  ["m", "months"],
  ["y", "years"]
]);

function isAbbreviation(word: string): boolean {
  return /^\p{Lu}[\p{Lu}\d]+$/u.test(word);
}
