/**
 * Texts that stand for "no value" in a table of text: nothing, and what pandas, R and SQL clients write for it.
 * A label of this kind is a user without a label, never a class of its own.
 */
export const MISSING_TEXTS: readonly string[] = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None"];

/** @example isMissingText(" NaN ") // true */
export function isMissingText(text: string): boolean {
  return MISSING_TEXTS.includes(text.trim());
}
