import type {TextFormat} from "./format.js";

/**
 * Texts that stand for "no value" in a table of text, unless its definition lists others: nothing, what pandas, R, SQL
 * clients and spreadsheets (in Spanish and German too) write for it, and what people type. A label of this kind is a user without a
 * label, never a class of its own.
 */
export const MISSING_TEXTS: readonly string[] = [
  "",
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "#N/D",
  "#NV",
  "NaN",
  "nan",
  "null",
  "NULL",
  "None",
  "-",
  "?"
];

/**
 * The texts that stand for "no value" in a table: those that its definition lists, or else the usual ones. An empty cell
 * is always one of them.
 *
 * @param listed `missing` of the definition
 */
export function missingTextsOf(listed: readonly string[] | undefined): readonly string[] {
  return listed === undefined ? MISSING_TEXTS : ["", ...listed.map((d) => d.trim())];
}

/** @example isMissingText(" NaN ") // true */
export function isMissingText(text: string, missing: readonly string[] = MISSING_TEXTS): boolean {
  return missing.includes(text.trim());
}

const YES =
  /^(yes|y|true|t|1(?:\.0+)?|ja|j|oui|o|s(í|i|ì)?|sim|tak|wahr|vrai|verdader[oa]|verdadeir[oa]|ver[oa]|waar|prawda|on|enabled|evet|igen|ano|kyllä|ya|có|ναι|예|네|да|есть|так|نعم|はい|あり|有り?|是|[✓✔☑])\.?$/iu;
const NO =
  /^(no|n|false|f|0(?:\.0+)?|nein|nee|nej|nei|nie|non|não|nao|falsch|faux|fals[oa]|onwaar|fałsz|off|disabled|hay(ı|i)r|nem|ne|ei|tidak|không|όχι|아니(오|요)|нет|ні|لا|いいえ|なし|無し?|无|否|[✗✘☐])\.?$/iu;

/** Whether a text says yes (true) or no (false), in a few languages; null: neither. @example truthOf("Ja") // true */
export function truthOf(text: string): boolean | null {
  return YES.test(text) ? true : NO.test(text) ? false : null;
}

/** Whether there are two texts, one of them yes and the other no, in whatever words; of single letters F is no beside T alone: S and F are neither. */
export function areYesAndNo(texts: readonly string[]): boolean {
  const truths = new Set(texts.map(truthOf));
  const letters = texts.map((text) => text.toLowerCase());
  const isMixed = letters.includes("f") && letters.some((text) => /^[yjos]$/.test(text));
  return texts.length === 2 && truths.has(true) && truths.has(false) && !isMixed;
}

/** The marks in a table's numbers; see {@link TextFormat}. */
export type NumberMarks = Pick<TextFormat, "decimal" | "thousands" | "symbols" | "accounting">;

/**
 * A decimal number, with or without an exponent, as both JavaScript and DuckDB read the pattern. Marks stand between whole thousands; one
 * symbol before or after it, with blanks between or none, and a sign before a symbol that touches the number or after any; as accounts have it
 brackets around all or all but the symbol, or a minus last or last but for the symbol, in place of a sign.
 */
export function numberPattern({decimal = ".", thousands, symbols = [], accounting = false}: NumberMarks = {}): string {
  const point = `[${decimal}]`;
  const whole = thousands === undefined ? "[0-9]+" : `([0-9]+|[0-9]{1,3}(${thousandsPattern(thousands)}[0-9]{3})+)`;
  const unsigned = `(${whole}(${point}[0-9]*)?|${point}[0-9]+)([eE][+-]?[0-9]+)?`;
  if (symbols.length === 0) return accounting ? `([+-]?${unsigned}|${belowZero(unsigned)})` : `[+-]?${unsigned}`;
  const symbol = symbolsPattern(symbols);
  const signed = `([+-]?(${symbol})?|${symbol}${BLANKS}[+-]?)${unsigned}|[+-]?${unsigned}${BLANKS}${symbol}`;
  if (!accounting) return `(${signed})`;
  const [before, after] = [`(${symbol}${BLANKS})`, `(${BLANKS}${symbol})`];
  const within = belowZero(`(${before}?${unsigned}|${unsigned}${after})`);
  return `(${signed}|${within}|${before}(${belowZero(unsigned)})|(${belowZero(unsigned)})${after})`;
}

/** A number below zero as accounts write it. */
function belowZero(unsigned: string): string {
  return `[(]${BLANKS}${unsigned}${BLANKS}[)]|${unsigned}${BLANKS}-`;
}

/** Blanks that may stand between a number and its symbol, or between thousands. */
export const NUMBER_BLANKS = " \u00A0\u202F";
const BLANKS = `[${NUMBER_BLANKS}]*`;

/** A number below zero as accounts write it, once its symbol is gone, in one of two groups. */
export const BELOW_ZERO = `^(?:[(]${BLANKS}(.*?)${BLANKS}[)]|(.*?)${BLANKS}-)$`;

function symbolsPattern(symbols: readonly string[]): string {
  return `(${symbols.map((symbol) => symbol.replace(/[!-/:-@[-`{-~]/g, "[$&]")).join("|")})`;
}

/** Symbols in an order in which none is taken out of another: "R$" before "$". */
export function longestFirst(symbols: readonly string[]): string[] {
  return [...symbols].sort((a, b) => b.length - a.length);
}

/** A symbol of a number with the blanks beside it, which are taken out before it is read. */
export function besidePattern(symbols: readonly string[]): string {
  return `${BLANKS}${symbolsPattern(symbols)}${BLANKS}`;
}

/** A blank between thousands may be one that does not break, as spreadsheets write it. */
export function thousandsPattern(thousands: NonNullable<NumberMarks["thousands"]>): string {
  return thousands === " " ? `[${NUMBER_BLANKS}]` : `[${thousands}]`;
}

const NUMBER = /* @__PURE__ */ new RegExp(`^${/* @__PURE__ */ numberPattern()}$`);

/** Prepares to read numbers as a table writes them; see {@link parseNumber}. */
export function createNumberParser(marks: NumberMarks = {}): (text: string) => number {
  const {decimal = ".", thousands, symbols = [], accounting = false} = marks;
  if (decimal === "." && thousands === undefined && symbols.length === 0 && !accounting) return parseNumber;
  const pattern = new RegExp(`^${numberPattern(marks)}$`);
  const between = thousands === undefined ? null : new RegExp(thousandsPattern(thousands), "g");
  const beside = symbols.length === 0 ? null : new RegExp(besidePattern(symbols), "g");
  const belowZero = new RegExp(BELOW_ZERO);
  return (text) => {
    if (!pattern.test(text)) return NaN;
    const bare = beside ? text.replace(beside, "") : text;
    const whole = between ? bare.replace(between, "") : bare;
    return Number((accounting ? whole.replace(belowZero, "-$1$2") : whole).replace(decimal, "."));
  };
}

/** NaN unless the text is a decimal number, with or without an exponent. */
export function parseNumber(text: string): number {
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** A cell without the blanks around it; only those that the SQL of tables trims too. */
export function trimCell(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, "");
}
