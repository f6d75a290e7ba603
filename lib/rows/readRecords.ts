import type {CsvHead} from "./csvHead.js";
import type {CsvRecord} from "./records.js";
import {BARE} from "./bareRow.js";
import {emptyRecord, endLoose, findLineEnd, isBare, LONGEST_RECORD, scanRecord, splitCells} from "./records.js";

/**
 * What a record is. "row"; "wide": a row with more cells than the header, the surplus ones empty; "empty": a line with nothing in it, no
 * row and not counted as one; "bare": separators only, no row but counted; "fault": no row, as `fault` says.
 */
export type RecordState = "row" | "wide" | "empty" | "bare" | "fault";

/** A record with its place. One object serves for a whole file. */
export interface FoundRecord extends CsvRecord {
  /** in the bytes at hand; `end` is behind the line break */
  start: number;
  state: RecordState;
  /** why it is no row, in the one voice of errors: `a line must have 2 cells; got 1,2,3`. Null for rows and empty lines */
  fault: string | null;
  /** from 1 under the header; records that are no rows count too, empty lines do not */
  row: number;
  /** the line of the file on which it begins, as an editor counts */
  line: number;
}

export interface RecordReader {
  /**
   * @param bytes of the file, behind those that were used already
   * @returns how many of the bytes are whole records; the others must come again, with more behind them
   */
  take(bytes: Uint8Array, isLast: boolean): number;
}

export interface RecordReaderOptions {
  /** whether bytes are UTF-8; null: all of the file are known to be */
  isText: ((bytes: Uint8Array) => boolean) | null;
}

/** How much of a faulty line is quoted. */
const SHOWN = 200;
const lenient = new TextDecoder("utf-8", {ignoreBOM: true});

/**
 * Says where each record of a CSV file stands and whether it is a row: the one reading that every door rests on.
 *
 * @param head of the file; the bytes that are taken begin behind it
 * @param visit told of each record
 */
export function createRecordReader(
  {delimiter, columns, line}: CsvHead,
  {isText}: RecordReaderOptions,
  visit: (bytes: Uint8Array, record: FoundRecord) => void
): RecordReader {
  const record: FoundRecord = {...emptyRecord(), start: 0, state: "row", fault: null, row: 0, line};
  const place = {start: 0, delimiter: delimiter.charCodeAt(0), isLast: false};
  const rules: RowRules = {delimiter, nColumns: columns.length, isText};
  let isPassing = false; // over the rest of a record that is too long

  /** Goes over the rest of a record that is too long, which is told of as empty. @returns the place behind it */
  const pass = (bytes: Uint8Array, isLast: boolean): number => {
    const at = findLineEnd(bytes, 0);
    Object.assign(record, {start: 0, end: at, lineBreak: "", state: "empty", fault: null});
    if (at < bytes.length) scanRecord(bytes, {start: at, delimiter: place.delimiter, isLast: true}, record); // the line break alone
    isPassing = at === bytes.length && !isLast;
    visit(bytes, record);
    if (!isPassing) ++record.line;
    return record.end;
  };
  const judgeLong = (bytes: Uint8Array, isLast: boolean): void => {
    record.state = "fault";
    record.fault = `a line must not be over ${LONGEST_RECORD / 1e6} MB; got ${shorten(bytes.subarray(record.start))}`;
    ++record.row;
    isPassing = !isLast;
  };
  return {
    take(bytes, isLast) {
      let start = isPassing ? pass(bytes, isLast) : 0;
      place.isLast = isLast;
      while (start < bytes.length) {
        record.start = place.start = start;
        scanRecord(bytes, place, record);
        const isLong = !record.isWhole && bytes.length - start > LONGEST_RECORD;
        if (isLong) endLoose(bytes, start, true, record);
        if (!record.isWhole) break;
        if (isLong && record.lineBreak === "") judgeLong(bytes, isLast);
        else {
          judgeRecord(record, bytes, rules);
          if (record.state !== "empty") ++record.row;
        }
        visit(bytes, record);
        if (!isPassing) record.line += record.nLines;
        start = record.end;
      }
      return start;
    }
  };
}

const QUOTE = 34;

/** What makes a record a row. */
interface RowRules extends RecordReaderOptions {
  delimiter: string;
  nColumns: number;
}

/** Says what a record is; see {@link RecordState}. */
function judgeRecord(record: FoundRecord, bytes: Uint8Array, {delimiter, nColumns, isText}: RowRules): void {
  const {start, nCells, isLoose} = record;
  const stop = record.end - record.lineBreak.length;
  const line = (): Uint8Array => bytes.subarray(start, stop);
  const isEmptyFrom = (column: number): boolean =>
    splitCells(lenient.decode(line()), delimiter)
      .slice(column)
      .every((cell) => cell.trim() === "");
  let rule: string | null = null;
  record.state = "row";
  if (isLoose) rule = "every quote must be closed, and end its cell";
  else if (isText && !isText(line())) rule = "text must be in UTF-8";
  else if (isBare(bytes, start, stop, delimiter.charCodeAt(0)) && isEmptyFrom(0)) {
    if (nCells === 1 && !line().includes(QUOTE)) record.state = "empty";
    else if (nColumns > 1) rule = BARE;
  } else if (nCells > nColumns && isEmptyFrom(nColumns)) record.state = "wide";
  else if (nCells !== nColumns) rule = `a line must have ${nColumns} cells`;
  if (rule !== null) record.state = rule === BARE ? "bare" : "fault";
  record.fault = rule === null ? null : `${rule}; got ${shorten(line())}`;
}

function shorten(line: Uint8Array): string {
  const text = lenient.decode(line.subarray(0, 4 * SHOWN)).trimEnd();
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}
