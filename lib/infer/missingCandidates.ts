import {MISSING_TEXTS} from "../rows/text.js";

/** Texts that mean "no value" in a column of numbers, though the usual list has them not: there they can be nothing else. */
const IN_NUMBERS: readonly string[] = [
  "unknown",
  "Unknown",
  "UNKNOWN",
  "error",
  "Error",
  "ERROR",
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
  "Inconnu",
  "non renseigné",
  "Non renseigné",
  "NR",
  "NC",
  "N.C.",
  "N/C",
  "N/D",
  "n/d",
  "ND",
  "nd",
  "n.d.",
  "N.D.",
  "n.c.",
  "s/d",
  "S/D",
  "sin datos",
  "Sin datos",
  "desconocido",
  "Desconocido",
  "desconocida",
  "Desconocida",
  "sconosciuto",
  "desconhecido",
  "não informado",
  "brak",
  "brak danych",
  "onbekend",
  "okänd",
  "ukjent",
  "ukendt",
  "not available",
  "not recorded",
  "not known",
  "TBD",
  "tbd",
  "(blank)",
  "\\N"
];

/** Numbers that stand for "no value" where all other numbers of a column are 0 or more. */
export const SENTINELS: readonly number[] = [-99, -999, -9999, -99_999, -999_999];

/** Every text that is looked for. */
export const MISSING_CANDIDATES: readonly string[] = [...MISSING_TEXTS.filter((text) => text !== ""), ...IN_NUMBERS];

/** Those that a definition must name, because they are not missing without a word. */
export function isUnusual(text: string): boolean {
  return !MISSING_TEXTS.includes(text);
}
