import type {Listed} from "../named.js";
import type {DateOrder} from "./dates.js";
import {findNamed} from "../named.js";

/**
 * How the texts of a table are written, as its definition says it (`format` in *.dataset.json). It travels with the model, so
 * that every door reads alike. What is not said is found in the file (delimiter, encoding) or as programs write it (decimal).
 */
export interface TextFormat {
  /** what stands between the cells of a CSV file: one character */
  delimiter?: string;
  /** of a CSV file, by its name in the web's Encoding Standard: "windows-1252", "utf-16le", "shift_jis" */
  encoding?: string;
  /** the mark before a number's decimals; default: a point */
  decimal?: "." | ",";
  /** the mark between a number's thousands; default: none */
  thousands?: "." | "," | " " | "'" | "_";
  /** what may stand before or after a number, and says in what it is counted: "€", "%", "kr"; default: nothing */
  symbols?: readonly string[];
  /** whether numbers below zero may stand in brackets, or before their minus: "(1,234.50)", "12.50-"; default: only after a sign */
  accounting?: boolean;
  /** the sheet of an Excel workbook of several; default: the first */
  sheet?: string;
  /** lines with text above the header of a CSV file or a sheet, such as a title; default: none */
  above?: number;
  /** the order in dates whose year stands last; default: only dates whose year stands first are read */
  dates?: DateOrder;
}

/** Whether something read has the shape of a format: texts by name, but for what is a list, a truth or a number. */
export function isTextFormat(format: unknown): format is TextFormat {
  if (typeof format !== "object" || format === null || Array.isArray(format)) return false;
  return Object.entries(format).every(([key, value]) => (findNamed(NO_TEXTS, key) ?? isText)(value));
}

const isText = (value: unknown): boolean => typeof value === "string";
const NO_TEXTS: Listed<(value: unknown) => boolean> = {
  symbols: (value) => Array.isArray(value) && value.every(isText),
  accounting: (value) => typeof value === "boolean",
  above: (value) => Number.isInteger(value) && Number(value) > 0
};

/** What a format says that cannot be, one phrase each; the schema has looked at its shape. */
export function findFormatFaults({delimiter, encoding, decimal = ".", thousands, symbols = []}: TextFormat): string[] {
  const faults: string[] = [];
  if (delimiter !== undefined && !/^[\t -~]$/.test(delimiter))
    faults.push(`format.delimiter is ${JSON.stringify(delimiter)}, not one character of ASCII`);
  if (delimiter === '"') faults.push("format.delimiter is the quote");
  if (encoding !== undefined && !isEncoding(encoding)) {
    faults.push(`format.encoding is the unknown "${encoding}" (such as utf-8, utf-16le, windows-1252, iso-8859-2, shift_jis)`);
  }
  if (thousands === decimal) faults.push(`format.thousands and format.decimal are both "${decimal}"`);
  for (const symbol of symbols) {
    if (!/^[^\s\d.,'_+\-"\\^[\]]+$/u.test(symbol) || /^e$/i.test(symbol))
      faults.push(`format.symbols has ${JSON.stringify(symbol)}, which can be part of a number or a pattern`);
  }
  return faults;
}

/** Whether the Encoding Standard knows the name. */
function isEncoding(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}
