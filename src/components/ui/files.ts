import {parseNumber} from "../../lib/rows/text.js";
import {address} from "./address.js";

/**
 * A table as CSV (RFC 4180: commas, CRLF, quotes doubled). Text that a spreadsheet would run as a formula is prefixed
 * by an apostrophe; numbers are left alone, those that come as text too.
 *
 * @param header one title per column
 * @param rows cells by row; null and undefined become empty
 */
export function formatCsv(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [header, ...rows].map((row) => `${row.map((cell) => quote(disarm(cell))).join(",")}\r\n`).join("");
}

/** Rows without a header as {@link formatCsv} writes them, for cells of the reader's own file: they go back as they came, formulas too. */
export function formatOwnCsvLines(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => `${row.map((cell) => quote(toText(cell))).join(",")}\r\n`).join("");
}

function toText(value: unknown): string {
  return value === null || value === undefined ? "" : String(value as string | number | boolean);
}

function disarm(value: unknown): string {
  const text = toText(value);
  const isFormula = typeof value !== "number" && /^[=+\-@\t\r\n]/.test(text) && Number.isNaN(parseNumber(text));
  return isFormula ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Where the numbers come from, for files that leave the page; written by the shell into every page's head. */
export function provenance(): string {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=provenance]");
  return meta?.content ?? "Churnbook";
}

/** Book, Champion and the page's address: what a saved file says of its origin. */
export function sourceLine(): string {
  return `${provenance()}. From ${address.origin()}`;
}
