import {parseNumber} from "../../../lib/batch/describeFaults.js";

/**
 * A table as CSV (RFC 4180: commas, CRLF, quotes doubled). Text that a spreadsheet would run as a formula is prefixed
 * by an apostrophe; numbers are left alone, those that come as text too.
 *
 * @param header one title per column
 * @param rows cells by row; null and undefined become empty
 */
export function formatCsv(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return formatCsvLines([header, ...rows]);
}

/** The same without a header, for a table that is written piece by piece. */
export function formatCsvLines(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => `${row.map(formatCell).join(",")}\r\n`).join("");
}

function formatCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = String(value);
  const safe = /^[=+\-@\t\r\n]/.test(text) && Number.isNaN(parseNumber(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
