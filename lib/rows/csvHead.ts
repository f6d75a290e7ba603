import {nameColumns} from "./matchColumns.js";
import type {CsvRecord, LineBreak} from "./records.js";
import type {TextFormat} from "./format.js";
import {check} from "../check.js";
import {emptyRecord, findTextStart, isBare, scanRecord, splitCells} from "./records.js";

/** What separates cells, unless a format says otherwise. */
export const DELIMITERS = [",", ";", "\t", "|"];
/** How many bytes of a file are enough to find its first lines in. */
export const HEAD_BYTES = 1 << 18;

/** What stands above the rows of a CSV file: its columns, what separates them, and where the rows begin. */
export interface CsvHead {
  delimiter: string;
  /** each has a name: `unnamed_3` for the third if it has none in the file */
  columns: string[];
  /** the place of the first byte after the header's line break */
  start: number;
  /** the line of the file that begins there, from 1 */
  line: number;
  /** the line of the file on which the header begins */
  headerLine: number;
  lineBreak: LineBreak;
  /** whether the header is all that stands there, on one line: no `sep=;`, no empty lines */
  isPlain: boolean;
}

export interface ReadHeadOptions {
  /** who reads which file, for errors: "score users.csv" */
  where: string;
  /** whether a column of this name is expected */
  isWanted: (name: string) => boolean;
  format?: TextFormat;
}

/**
 * Reads what stands above the rows of a CSV file in UTF-8, with or without a byte order mark. Empty lines, a line `sep=;`, which
 * Excel takes for the delimiter, and as many lines of text as the format says are passed over, these up to one that names an expected
 * column. Else the delimiter is what the format says, or the one of comma, semicolon, tab
 * and bar that finds most of the expected columns.
 *
 * @param head the file's first bytes, all or {@link HEAD_BYTES}
 * @throws if the file is empty, or its header is no line of text
 */
export function readCsvHead(head: Uint8Array, {where, isWanted, format = {}}: ReadHeadOptions): CsvHead {
  check(head.length > 0, {where, rule: "the file must not be empty", got: "0 bytes"});
  const {at, line, said} = passOver(head, format, isWanted);
  check(at < head.length, {where, rule: "the file must have a header", got: "empty lines"});
  const delimiter = format.delimiter ?? said ?? chooseDelimiter(head, at, isWanted);
  const {names, record} = splitHeader(head, at, delimiter);
  const text = decodeOrNull(head.subarray(at, record.end));
  const fault = text === null ? "text must be in UTF-8" : record.isLoose ? "every quote must be closed, and end its cell" : null;
  check(fault === null, {
    where,
    rule: `in the header ${fault}`,
    got: lenient.decode(head.subarray(at, Math.min(record.end, at + SHOWN))).trimEnd(),
    remedy: "Save it as CSV UTF-8."
  });
  return {
    delimiter,
    columns: nameColumns(names),
    start: record.end,
    line: line + record.nLines,
    headerLine: line,
    lineBreak: record.lineBreak,
    isPlain: line === 1 && record.nLines === 1 && (at === 0 || (at === 3 && head[at] !== QUOTE))
  };
}

/** How much of a faulty header is quoted. */
const SHOWN = 200;
const strict = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});
const lenient = new TextDecoder("utf-8", {ignoreBOM: true});

function decodeOrNull(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Passes over empty lines, `sep=;`, and lines of text above the header.
 *
 * @returns where the header begins, on which line, and the delimiter that was said
 */
export function passOver(
  head: Uint8Array,
  {delimiter, above = 0}: Pick<TextFormat, "delimiter" | "above">,
  isWanted: (name: string) => boolean
): {at: number; line: number; said: string | null} {
  const delimiters = delimiter === undefined ? DELIMITERS : [...DELIMITERS, delimiter];
  const isHeader = (at: number): boolean => delimiters.some((d) => splitHeader(head, at, d).names.some(isWanted));
  const record = emptyRecord();
  let nAbove = 0;
  let at = findTextStart(head);
  let said: string | null = null;
  let line = 1;
  while (at < head.length) {
    scanRecord(head, {start: at, delimiter: NO_DELIMITER, isLast: true}, record);
    const end = record.end - record.lineBreak.length;
    const sep: string | undefined =
      said === null && end - at < 10 ? /^\s*"?sep=(.)"?\s*$/i.exec(lenient.decode(head.subarray(at, end)))?.[1] : undefined;
    if (sep !== undefined) said = sep;
    else if (!delimiters.some((d) => isBare(head, at, end, d.charCodeAt(0)))) {
      if (nAbove === above || isHeader(at)) break;
      ++nAbove;
    }
    at = record.end;
    line += record.nLines;
  }
  return {at, line, said};
}

const QUOTE = 34;
/** No byte has it, so that a record is one cell. */
const NO_DELIMITER = 256;

function chooseDelimiter(head: Uint8Array, at: number, isWanted: (name: string) => boolean): string {
  const candidates = DELIMITERS.map((delimiter) => ({delimiter, names: splitHeader(head, at, delimiter).names}));
  const found = (names: readonly string[]): number => names.filter(isWanted).length;
  return candidates.reduce((best, next) => {
    const gain = found(next.names) - found(best.names) || next.names.length - best.names.length;
    return gain > 0 ? next : best;
  }).delimiter;
}

/** The cells of the record that begins at a place, without the blanks around them. */
export function splitHeader(head: Uint8Array, at: number, delimiter: string): {names: string[]; record: CsvRecord} {
  const record = emptyRecord();
  scanRecord(head, {start: at, delimiter: delimiter.charCodeAt(0), isLast: true}, record);
  const text = lenient.decode(head.subarray(at, record.end - record.lineBreak.length));
  const names = record.isLoose ? text.split(delimiter) : splitCells(text, delimiter);
  return {names: names.map((name) => name.trim()), record};
}
