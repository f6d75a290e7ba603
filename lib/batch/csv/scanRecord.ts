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
export function scanRecord(bytes: Uint8Array, {start, delimiter, isLast}: {start: number; delimiter: number; isLast: boolean}, found: CsvRecord): void {
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

function endWithBytes(bytes: Uint8Array, {start, isOpen, isLast}: {start: number; isOpen: boolean; isLast: boolean}, found: CsvRecord): void {
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
export function describeRecordFault({isLoose, nCells}: Pick<CsvRecord, "isLoose" | "nCells">, nColumns: number, isText: boolean): string | null {
  if (!isText) return "text must be in UTF-8";
  if (isLoose) return "every quote must be closed, and end its cell";
  return nCells === nColumns ? null : `a line must have ${nColumns} cells`;
}

/** Where the text of a file begins: behind its byte order mark, if it has one. */
export function findTextStart([a, b, c]: Uint8Array): number {
  return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
}
