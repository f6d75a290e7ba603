import {MISSING_TEXTS} from "../rows/text.js";

/** Texts that mean "no value" in a column of numbers, though the usual list has them not: there they can be nothing else. */
const IN_NUMBERS: readonly string[] = [
  "unknown",
  "Unknown",
  "UNKNOWN",
  "missing",
  "Missing",
  "none",
  "NONE",
  "nil",
  "n.a.",
  "N.A.",
  "na",
  "n/k",
  "--",
  "—",
  "–",
  ".",
  "(null)",
  "<NA>",
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "k.A.",
  "k. A.",
  "keine Angabe",
  "unbekannt",
  "inconnu",
  "desconocido",
  "\\N"
];

/** Every text that is looked for. */
export const MISSING_CANDIDATES: readonly string[] = [...MISSING_TEXTS.filter((text) => text !== ""), ...IN_NUMBERS];

/** Those that a definition must name, because they are not missing without a word. */
export function isUnusual(text: string): boolean {
  return !MISSING_TEXTS.includes(text);
}
