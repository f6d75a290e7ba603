/**
 * Texts that stand for "no value" in a table of text: nothing, and what pandas, R and SQL clients write for it.
 * A label of this kind is a user without a label, never a class of its own.
 */
export const MISSING_TEXTS: readonly string[] = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"];

/** @example isMissingText(" NaN ") // true */
export function isMissingText(text: string): boolean {
  return MISSING_TEXTS.includes(text.trim());
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
