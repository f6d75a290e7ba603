import {dsvFormat} from "d3";
import {check} from "../check.js";

export type LineBreak = "\n" | "\r" | "\r\n" | "";

/** What {@link scanRecord} found; one object serves for a whole file. */
export interface CsvRecord {
  /** false: the bytes end before the record does, and the other fields say nothing */
  isWhole: boolean;
  /** the place after its line break */
  end: number;
  /** "" at the end of the file */
  lineBreak: LineBreak;
  nCells: number;
  /** lines of the file that it takes; more than one with a line break in quotes */
  nLines: number;
  /** a quote that is never closed, or text after a closed one */
  isLoose: boolean;
}

const SPACE = 32;
const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * Finds the end of the record (mostly a line) that begins at `start`, as RFC 4180 has it: cells may be quoted, quotes in
 * them are doubled, lines end in LF, CRLF or CR. A loose quote ends its record with its first line, so that an open quote
 * does not swallow the good rows below it.
 *
 * @param delimiter its character code
 * @param isLast whether the file ends where the bytes do
 */
export function scanRecord(
  bytes: Uint8Array,
  {start, delimiter, isLast}: {start: number; delimiter: number; isLast: boolean},
  found: CsvRecord
): void {
  const {length} = bytes;
  let at = start;
  found.nCells = 1;
  found.nLines = 1;
  found.isLoose = false;
  for (;;) {
    while (at < length && bytes[at] === SPACE) ++at;
    if (at < length && bytes[at] === QUOTE) at = skipQuoted(bytes, at + 1, found);
    else while (at < length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) ++at;
    if (at >= length) return endWithBytes(bytes, {start, isOpen: at > length, isLast}, found);
    const byte = bytes[at++];
    if (byte === delimiter) ++found.nCells;
    else if (byte === LF || byte === CR) return endLine(bytes, at, isLast, found);
    else return endLoose(bytes, start, isLast, found); // a text after a closed quote
  }
}

/** @returns the place after the closing quote; beyond the bytes if there is none */
function skipQuoted(bytes: Uint8Array, from: number, found: CsvRecord): number {
  const {length} = bytes;
  for (let at = from; at < length; ++at) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      if (bytes[at + 1] !== QUOTE) return at + 1;
      ++at;
    } else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) ++found.nLines;
  }
  return length + 1;
}

function endWithBytes(
  bytes: Uint8Array,
  {start, isOpen, isLast}: {start: number; isOpen: boolean; isLast: boolean},
  found: CsvRecord
): void {
  if (isLast && isOpen) return endLoose(bytes, start, isLast, found);
  endOfFile(bytes, isLast, found);
}

function endOfFile(bytes: Uint8Array, isLast: boolean, found: CsvRecord): void {
  found.isWhole = isLast;
  found.end = bytes.length;
  found.lineBreak = "";
}

/** @param at the place after the line's first LF or CR */
function endLine(bytes: Uint8Array, at: number, isLast: boolean, found: CsvRecord): void {
  const isCr = bytes[at - 1] === CR;
  found.isWhole = isLast || !isCr || at < bytes.length; // an LF may follow
  found.lineBreak = isCr ? (bytes[at] === LF ? "\r\n" : "\r") : "\n";
  found.end = at - 1 + found.lineBreak.length;
}

/** Also for records that are too long to wait for their closing quote. */
export function endLoose(bytes: Uint8Array, start: number, isLast: boolean, found: CsvRecord): void {
  let at = start;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) ++at;
  found.nCells = 1;
  found.nLines = 1;
  found.isLoose = true;
  if (at < bytes.length) endLine(bytes, at + 1, isLast, found);
  else endOfFile(bytes, isLast, found);
}

/** Why a record is no row of its table, in words; null if it is one. @param isText whether its bytes are UTF-8 */
export function describeRecordFault(
  {isLoose, nCells}: Pick<CsvRecord, "isLoose" | "nCells">,
  nColumns: number,
  isText: boolean
): string | null {
  if (!isText) return "text must be in UTF-8";
  if (isLoose) return "every quote must be closed, and end its cell";
  return nCells === nColumns ? null : `a line must have ${nColumns} cells`;
}

/** Where the text of a file begins: behind its byte order mark, if it has one. */
export function findTextStart([a, b, c]: Uint8Array): number {
  return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
}

/**
 * A record's cells, as RFC 4180 has them: cells may be quoted, quotes in them are doubled.
 *
 * @param line without its line break, with all its quotes closed
 * @example splitCells('a,"b,""c"""', ",") // ["a", 'b,"c"']
 */
export function splitCells(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= line.length;) {
    const open = findOpeningQuote(line, at);
    const close = open < 0 ? at : findClosingQuote(line, open);
    const stop = line.indexOf(delimiter, close);
    const end = stop < 0 ? line.length : stop;
    cells.push(open < 0 ? line.slice(at, end) : line.slice(open + 1, close).replaceAll('""', '"'));
    at = end + 1;
  }
  return cells;
}

/** Blanks may stand before it. @returns -1 if the cell is not quoted */
function findOpeningQuote(line: string, from: number): number {
  let at = from;
  while (line[at] === " ") ++at;
  return line[at] === '"' ? at : -1;
}

function findClosingQuote(line: string, open: number): number {
  let at = open + 1;
  while (at < line.length && !(line[at] === '"' && line[at + 1] !== '"')) at += line[at] === '"' ? 2 : 1;
  return at;
}

const DELIMITERS = [",", ";", "\t", "|"];
/** How many bytes of a file are enough to find its first line in. */
export const HEAD_BYTES = 1 << 18;

/** A CSV file's first line: its columns and what separates them. */
export interface CsvHeader {
  delimiter: string;
  columns: string[];
}

export interface ParseHeaderOptions {
  /** who reads which file, for errors: "score users.csv" */
  where: string;
  /** whether a column of this name is expected */
  isWanted: (name: string) => boolean;
}

/**
 * Reads the header of a CSV file in UTF-8, with or without a byte order mark. The delimiter (comma, semicolon, tab or
 * bar) is the one that finds most of the expected columns.
 *
 * @param head the file's first bytes, all or {@link HEAD_BYTES}
 * @throws if the file is empty or is not text
 */
export function parseHeader(head: Uint8Array, {where, isWanted}: ParseHeaderOptions): CsvHeader {
  check(head.length > 0, {where, rule: "the file must not be empty", got: "0 bytes"});
  const isText = !head.includes(0) && !(head[0] === 0xff && head[1] === 0xfe) && !(head[0] === 0xfe && head[1] === 0xff);
  check(isText, {where, rule: "a CSV file must be text in UTF-8", got: "bytes that are not", remedy: "Save it as CSV UTF-8."});
  const found = (columns: string[]): number => columns.filter(isWanted).length;
  const candidates = DELIMITERS.map((delimiter): CsvHeader => ({delimiter, columns: splitFirstLine(head, delimiter)}));
  return candidates.reduce((best, next) => {
    const gain = found(next.columns) - found(best.columns) || next.columns.length - best.columns.length;
    return gain > 0 ? next : best;
  });
}

function splitFirstLine(head: Uint8Array, delimiter: string): string[] {
  const record: CsvRecord = {isWhole: false, end: 0, lineBreak: "", nCells: 0, nLines: 0, isLoose: false};
  const start = findTextStart(head);
  scanRecord(head, {start, delimiter: delimiter.charCodeAt(0), isLast: true}, record);
  const text = new TextDecoder().decode(head.subarray(start, record.end));
  const [first = []] = dsvFormat(delimiter).parseRows(text, (row, i) => (i === 0 ? row : null));
  return first.map((name) => name.trim());
}
