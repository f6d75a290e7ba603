import type {DataFile} from "../ingest/resolveFiles.js";
import type {CsvRecord, LineBreak} from "../../lib/rows/records.js";
import type {FileHandle} from "node:fs/promises";
import {shorten} from "../../lib/format.js";
import {isUtf8} from "node:buffer";
import {open} from "node:fs/promises";
import {check} from "../../lib/check.js";
import {describeRecordFault, endLoose, scanRecord} from "../../lib/rows/records.js";
import {createReadStream, createWriteStream} from "node:fs";
import {pipeline} from "node:stream/promises";

/** A CSV file of which every line is a row of text in UTF-8. */
export interface ScreenedCsv {
  /** the file itself if it is one, else a copy without the lines that were set aside, all with the header's line break */
  path: string;
  nRows: number;
  /** a file of {@link AsideLine}s as JSON, one a line; null if there are none */
  aside: string | null;
  nAside: number;
}

export interface ScreenOptions {
  delimiter: string;
  nColumns: number;
  /** where a copy may stand */
  copy: string;
  /** where the lines set aside may stand */
  aside: string;
}

/** DuckDB's longest line, about. */
const LONGEST = 2_000_000;
const CHUNK = 4 << 20;
const SHOWN = 200;
const LF = 10;
const CR = 13;
const BOM = Buffer.from("\uFEFF");

/**
 * Reads a CSV file through before DuckDB does, which stops at bytes that are not UTF-8: lines that are no rows are set
 * aside, each with its place and reason. Memory does not grow with the file; a file without faults is only read.
 *
 * @throws if the header is no line of text
 */
export async function screenCsv(file: DataFile, options: ScreenOptions): Promise<ScreenedCsv> {
  const outputs = createScreenOutputs(file.path, options);
  const screen = createScreen(file.name, options, outputs);
  const input = await open(file.path);
  try {
    const bytes = Buffer.allocUnsafe(CHUNK + LONGEST);
    for (let rest = 0, isLast = false; !isLast;) {
      const {bytesRead} = await input.read(bytes, rest, CHUNK);
      isLast = bytesRead === 0;
      const length = rest + bytesRead;
      const used = screen.take(bytes.subarray(0, length), isLast);
      await outputs.flush();
      bytes.copyWithin(0, used, length);
      rest = length - used;
    }
  } finally {
    await input.close();
    await outputs.close();
  }
  const {isMended, nRows, nAside} = screen.result();
  return {path: isMended ? options.copy : file.path, nRows, aside: nAside > 0 ? options.aside : null, nAside};
}

interface Screen {
  /** @returns how many of the bytes are whole records; the others must come again, with more behind them */
  take(bytes: Buffer, isLast: boolean): number;
  /** @returns whether there is a copy, the rows that were kept, and the lines that were not */
  result(): {isMended: boolean; nRows: number; nAside: number};
}

function createScreen(name: string, {delimiter, nColumns}: ScreenOptions, outputs: ScreenOutputs): Screen {
  const record: CsvRecord = {isWhole: false, end: 0, lineBreak: "", nCells: 0, nLines: 0, isLoose: false};
  const where = {start: 0, delimiter: delimiter.charCodeAt(0), isLast: false};
  let offset = 0; // of the bytes at hand, in the file
  let line = 1;
  let row = -1; // the header is 0
  let nAside = 0;
  let isMended = false;
  let lineBreak: LineBreak = ""; // the header's

  const findFault = (bytes: Buffer, start: number, isText: boolean): string | null => {
    if (nColumns > 1 && (bytes[start] === LF || bytes[start] === CR)) return null; // DuckDB skips empty lines
    ++row;
    const fault = describeRecordFault(record, nColumns, isText || isUtf8(bytes.subarray(start, record.end)));
    check(fault === null || row > 0, {
      where: `score ${name}`,
      rule: `in the header ${fault}`,
      got: startOf(bytes.subarray(start, record.end)),
      remedy: "Save it as CSV UTF-8."
    });
    return fault;
  };
  return {
    take(bytes, isLast) {
      const nSure = bytes.lastIndexOf(LF) + 1; // a chunk may end within a character, never within a line
      const isText = isUtf8(bytes.subarray(0, nSure));
      let start = offset === 0 && bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
      let keepFrom = 0;
      const mend = (at: number, instead: string): void => {
        outputs.keep(bytes.subarray(keepFrom, at));
        outputs.beginCopy(offset + at);
        outputs.keep(Buffer.from(instead));
        isMended = true;
        keepFrom = record.end;
      };
      where.isLast = isLast;
      while (start < bytes.length) {
        where.start = start;
        scanRecord(bytes, where, record);
        if (!record.isWhole && bytes.length - start > LONGEST) endLoose(bytes, start, true, record);
        if (!record.isWhole) break;
        const fault = findFault(bytes, start, isText && record.end <= nSure);
        if (fault !== null) {
          mend(start, "");
          outputs.setAside({row, line, error: `${fault}; got ${startOf(bytes.subarray(start, record.end))}`});
          ++nAside;
        } else if (record.lineBreak !== lineBreak && record.lineBreak !== "") {
          if (lineBreak === "") lineBreak = record.lineBreak;
          else mend(record.end - record.lineBreak.length, lineBreak); // DuckDB refuses a second kind
        }
        line += record.nLines;
        start = record.end;
      }
      outputs.keep(bytes.subarray(keepFrom, start));
      offset += start;
      return start;
    },
    result: () => ({isMended, nRows: Math.max(0, row) - nAside, nAside})
  };
}

function startOf(line: Buffer): string {
  const text = line
    .subarray(0, 4 * SHOWN)
    .toString("utf8")
    .replace(/[\r\n]+$/, "");
  return shorten(text, SHOWN);
}

/** A line that is no row. */
export interface AsideLine {
  /** the row's place in its file, from 1 under the header; lines that are no rows count too */
  row: number;
  /** as an editor counts */
  line: number;
  /** in the one voice of errors */
  error: string;
}

/** Where a file's good lines and its faults go; nothing is written before there is something to mend. */
export interface ScreenOutputs {
  /** from there on the copy holds what is kept; before, what the file has. Only the first call counts */
  beginCopy(offset: number): void;
  /** bytes that go into the copy, if it has begun */
  keep(bytes: Uint8Array): void;
  setAside(line: AsideLine): void;
  /** writes what has gathered; to be called before the bytes given to `keep` change */
  flush(): Promise<void>;
  close(): Promise<void>;
}

function createScreenOutputs(path: string, to: {copy: string; aside: string}): ScreenOutputs {
  let files: {copy: FileHandle; aside: FileHandle} | null = null;
  let begun = -1;
  let kept: Uint8Array[] = [];
  let lines: string[] = [];
  return {
    beginCopy(offset) {
      if (begun < 0) begun = offset;
    },
    keep(bytes) {
      if (begun >= 0 && bytes.length > 0) kept.push(bytes);
    },
    setAside(line) {
      lines.push(`${JSON.stringify(line)}\n`);
    },
    async flush() {
      if (begun < 0) return;
      files ??= await begin(path, begun, to);
      if (kept.length > 0) await files.copy.appendFile(Buffer.concat(kept));
      if (lines.length > 0) await files.aside.appendFile(lines.join(""));
      kept = [];
      lines = [];
    },
    async close() {
      await files?.copy.close();
      await files?.aside.close();
    }
  };
}

/** Opens both, the copy with what the file has before it. */
async function begin(
  path: string,
  nBytes: number,
  {copy, aside}: {copy: string; aside: string}
): Promise<{copy: FileHandle; aside: FileHandle}> {
  if (nBytes > 0) await pipeline(createReadStream(path, {end: nBytes - 1}), createWriteStream(copy));
  return {copy: await open(copy, "a"), aside: await open(aside, "a")};
}
