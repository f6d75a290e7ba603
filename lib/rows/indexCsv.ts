import type {RowCells, RowSource} from "./rowSource.js";
import type {CsvHeader, CsvRecord} from "./records.js";
import {check} from "../check.js";
import {describeRecordFault, endLoose, findTextStart, scanRecord, splitCells} from "./records.js";

const LF = 10;
const CR = 13;
/** Records between two pauses. */
const STEP = 512;
/** How much of a faulty line is quoted. */
const SHOWN = 200;
/** The longest record, about; a quote that is never closed is not looked for beyond it. */
const LONGEST = 2_000_000;

/**
 * Finds where each record of a CSV file stands, and gives its rows. The bytes are kept and read again row by row, since
 * the texts of a large file take several times its size.
 *
 * Yields the bytes that were read, at every {@link STEP} records, for whoever has to do other work in between.
 *
 * @param bytes the whole file
 * @param where who reads which file, for errors
 * @throws if the header is no line of text
 */
export function* indexCsv(bytes: Uint8Array, {delimiter, columns}: CsvHeader, where: string): Generator<number, RowSource> {
  const record: CsvRecord = {isWhole: false, end: 0, lineBreak: "", nCells: 0, nLines: 0, isLoose: false};
  const place = {start: findTextStart(bytes), delimiter: delimiter.charCodeAt(0), isLast: false};
  let seen = bytes.subarray(0, 0);
  const starts: number[] = [];
  const ends: number[] = [];
  const faults = new Map<number, string>();
  while (place.start < bytes.length) {
    const {start} = place;
    if (start + LONGEST > seen.length && !place.isLast) {
      seen = bytes.subarray(0, start + 2 * LONGEST);
      place.isLast = seen.length === bytes.length;
    }
    scanRecord(seen, place, record);
    if (!record.isWhole) endLoose(seen, start, true, record);
    place.start = record.end;
    if (columns.length > 1 && (bytes[start] === LF || bytes[start] === CR)) continue; // an empty line is no row
    const fault = describeRecordFault(record, columns.length, true);
    if (fault !== null) faults.set(starts.length, fault);
    starts.push(start);
    ends.push(record.end - record.lineBreak.length);
    if (starts.length % STEP === 0) yield record.end;
  }
  const headerFault =
    faults.get(0) ?? (isUtf8(bytes.subarray(starts[0], ends[0])) ? null : describeRecordFault(record, columns.length, false));
  check(headerFault === null, {
    where,
    rule: `in the header ${headerFault}`,
    got: decode(bytes.subarray(starts[0], Math.min(ends[0], starts[0] + SHOWN))),
    remedy: "Save it as CSV UTF-8."
  });
  return {
    columns,
    nRows: starts.length - 1,
    read: (row) => readRecord(bytes.subarray(starts[row + 1], ends[row + 1]), delimiter, faults.get(row + 1) ?? null)
  };
}

function readRecord(bytes: Uint8Array, delimiter: string, fault: string | null): RowCells {
  const text = fault === null ? decodeOrNull(bytes) : null;
  if (text !== null) return {cells: splitCells(text, delimiter), fault: null};
  const shown = decode(bytes.subarray(0, SHOWN));
  const reason = fault ?? describeRecordFault({isLoose: false, nCells: 0}, 0, false);
  return {cells: null, fault: `${reason}; got ${shown}${bytes.length > SHOWN ? "..." : ""}`};
}

const strict = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});
const lenient = new TextDecoder("utf-8", {ignoreBOM: true});

function decodeOrNull(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  return decodeOrNull(bytes) !== null;
}
