/**
 * Texts that stand for "no value" in a table of text, unless its definition lists others: nothing, what pandas, R and SQL
 * clients write for it, and what people type. A label of this kind is a user without a label, never a class of its own.
 */
export const MISSING_TEXTS: readonly string[] = ["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "None", "-", "?"];

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

/** A decimal number, with or without an exponent, as both JavaScript and DuckDB read the pattern. */
export const NUMBER_PATTERN = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";

const NUMBER = new RegExp(`^${NUMBER_PATTERN}$`);

/** NaN unless the text is a decimal number, with or without an exponent. */
export function parseNumber(text: string): number {
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** A cell without the blanks around it; only those that the SQL of tables trims too. */
export function trimCell(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, "");
}
