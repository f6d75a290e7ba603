import {dsvFormat} from "d3";
import {check} from "../../check.js";
import type {CsvRecord} from "./scanRecord.js";
import {findTextStart, scanRecord} from "./scanRecord.js";

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
