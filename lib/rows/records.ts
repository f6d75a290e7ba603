export type LineBreak = "\n" | "\r" | "\r\n" | "\r\r\n" | "";

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

export function emptyRecord(): CsvRecord {
  return {isWhole: false, end: 0, lineBreak: "", nCells: 0, nLines: 0, isLoose: false};
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

/** The longest record in bytes, about; a quote that is never closed is not looked for beyond it. */
export const LONGEST_RECORD = 16_000_000;

/**
 * Finds the end of the record (mostly a line) that begins at `start`, as RFC 4180 has it: cells may be quoted, quotes in
 * them are doubled, lines end in LF, CRLF or CR, and in CRCRLF, which programs on Windows make of CRLF. A loose quote ends its
 * record with its first line, so that an open quote does not swallow the good rows below it.
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
  const padding = delimiter === SPACE ? -1 : SPACE;
  found.nCells = 1;
  found.nLines = 1;
  found.isLoose = false;
  for (;;) {
    while (at < length && bytes[at] === padding) ++at;
    if (at < length && bytes[at] === QUOTE) {
      at = skipQuoted(bytes, at + 1, found);
      while (at < length && bytes[at] === padding) ++at;
    } else while (at < length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) ++at;
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
  if (bytes[at - 1] === LF) {
    found.isWhole = true;
    found.lineBreak = "\n";
    found.end = at;
    return;
  }
  const isTwice = bytes[at] === CR && bytes[at + 1] === LF;
  found.isWhole = isLast || at + 1 < bytes.length || bytes[at] === LF; // an LF may follow, or a CR and an LF
  found.lineBreak = isTwice ? "\r\r\n" : bytes[at] === LF ? "\r\n" : "\r";
  found.end = at - 1 + found.lineBreak.length;
}

/** Also for records that are too long to wait for their closing quote. */
export function endLoose(bytes: Uint8Array, start: number, isLast: boolean, found: CsvRecord): void {
  const at = findLineEnd(bytes, start);
  found.nCells = 1;
  found.nLines = 1;
  found.isLoose = true;
  if (at < bytes.length) endLine(bytes, at + 1, isLast, found);
  else endOfFile(bytes, isLast, found);
}

/** The place of the first LF or CR; beyond the bytes if there is none. */
export function findLineEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) ++at;
  return at;
}

/** Whether nothing stands between the places but what is no value: delimiters, blanks and quotes. */
export function isBare(bytes: Uint8Array, start: number, end: number, delimiter: number): boolean {
  for (let at = start; at < end; ++at) {
    const byte = bytes[at];
    if (byte !== delimiter && byte !== SPACE && byte !== TAB && byte !== QUOTE && byte !== LF && byte !== CR) return false;
  }
  return true;
}

/** Where the text of a file begins: behind its byte order mark, if it has one, or two. */
export function findTextStart(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  return at;
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
    const open = delimiter === " " && line[at] === " " ? -1 : findOpeningQuote(line, at);
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

/** Cells as one record of CSV, without its line break. @example joinCells(["a", "b,c"], ",") // 'a,"b,c"' */
export function joinCells(cells: readonly string[], delimiter: string): string {
  return cells
    .map((cell) => (cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter);
}
