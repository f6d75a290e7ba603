import type {CsvHead} from "./csvHead.js";
import type {RowCells, RowSource} from "./rowSource.js";
import {collectLines, placeOf} from "./places.js";
import {createRecordReader} from "./readRecords.js";
import {LONGEST_RECORD, splitCells} from "./records.js";

/** Bytes that the reader sees at once, beside the longest record. */
const WINDOW = 1 << 16;

/** Where a record stands in its file, and why it is no row. */
interface Places {
  starts: number[];
  ends: number[];
  /** by row, from 0 */
  faults: Map<number, string>;
}

/**
 * Finds where each record of a CSV file stands, and gives its rows. The bytes are kept and read again row by row, since
 * the texts of a large file take several times its size.
 *
 * Yields the bytes that were read, window by window, for whoever has to do other work in between.
 *
 * @param bytes the whole file, in UTF-8
 * @param isWhole whether all of it is UTF-8, as recogniseEncoding says
 */
export function* indexCsv(bytes: Uint8Array, head: CsvHead, isWhole: boolean): Generator<number, RowSource> {
  const {columns, delimiter} = head;
  const places: Places = {starts: [], ends: [], faults: new Map()};
  let offset = head.start;
  const lines = collectLines();
  const reader = createRecordReader(head, {isText: isWhole ? null : isUtf8}, (_, record) => {
    if (record.state === "empty") return;
    if (record.fault !== null) places.faults.set(places.starts.length, record.fault);
    lines.push(record.line);
    places.starts.push(offset + record.start);
    places.ends.push(offset + record.end - record.lineBreak.length);
  });
  let window = WINDOW;
  while (offset < bytes.length) {
    const isLast = offset + window >= bytes.length;
    const used = reader.take(bytes.subarray(offset, offset + window), isLast);
    // a record that does not fit is seen again with more behind it
    window = used === 0 ? Math.min(2 * window, LONGEST_RECORD + WINDOW) : WINDOW;
    offset += used;
    yield offset;
  }
  const {starts, ends, faults} = places;
  return {
    columns,
    nRows: starts.length,
    lineOf: (row) => placeOf(lines.places, row),
    read(row) {
      const fault = faults.get(row);
      return fault === undefined ? readCells(bytes.subarray(starts[row], ends[row]), delimiter, columns.length) : {cells: null, fault};
    }
  };
}

const strict = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});
const lenient = new TextDecoder("utf-8", {ignoreBOM: true});

function readCells(bytes: Uint8Array, delimiter: string, nColumns: number): RowCells {
  const cells = splitCells(lenient.decode(bytes), delimiter);
  return {cells: cells.length > nColumns ? cells.slice(0, nColumns) : cells, fault: null};
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
