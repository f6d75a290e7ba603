import type {CsvHead} from "../../lib/rows/csvHead.js";
import type {FoundRecord} from "../../lib/rows/readRecords.js";
import type {FileHandle} from "node:fs/promises";
import {isUtf8} from "node:buffer";
import {createReadStream, createWriteStream} from "node:fs";
import {open} from "node:fs/promises";
import {pipeline} from "node:stream/promises";
import {createRecordReader} from "../../lib/rows/readRecords.js";
import {joinCells, LONGEST_RECORD, splitCells} from "../../lib/rows/records.js";

/** A CSV file that DuckDB reads as we do: a header, and below it rows only. */
export interface ScreenedCsv {
  /** the file itself if it is one, else a copy without what is no row, all lines with one line break */
  path: string;
  lineBreak: SoleBreak;
  nRows: number;
  /** a file of {@link AsideLine}s as JSON, one a line; null if there are none */
  aside: string | null;
  nAside: number;
  /** of these: lines of separators only */
  nBare: number;
  /** bytes of the longest row */
  longest: number;
}

/** The line breaks that DuckDB takes. */
export type SoleBreak = "\n" | "\r" | "\r\n";

export interface ScreenOptions {
  head: CsvHead;
  /** whether all of the file is known to be UTF-8 */
  isWhole: boolean;
  /** what all lines must end in; default: what the header ends in */
  lineBreak?: SoleBreak;
  /** where a copy may stand */
  copy: string;
  /** where the lines set aside may stand */
  aside: string;
  /** told of each row that is kept: the line on which it begins */
  onRow?: (line: number) => void;
}

/** A line that is no row. */
export interface AsideLine {
  /** the row's place in its file, from 1 under the header; lines that are no rows count too */
  row: number;
  /** as an editor counts */
  line: number;
  /** in the one voice of errors */
  error: string;
  /** whether it has nothing but separators */
  isBare: boolean;
}

const CHUNK = 4 << 20;

/**
 * Reads a CSV file through before DuckDB does, which decides otherwise than we do where a line is no row of the header's width:
 * lines that are no rows are set aside, each with its place and reason. Memory does not grow with the file; a file without faults
 * is only read.
 *
 * @param path of a file in UTF-8
 */
export async function screenCsv(path: string, options: ScreenOptions): Promise<ScreenedCsv> {
  const {head} = options;
  const lineBreak = options.lineBreak ?? soleBreak(head);
  const outputs = createScreenOutputs(path, options);
  const screen = createScreen({...options, lineBreak}, outputs);
  const input = await open(path);
  try {
    const {size} = await input.stat();
    const chunk = Math.min(size, CHUNK);
    const bytes = Buffer.allocUnsafe(chunk + Math.min(size, LONGEST_RECORD));
    let at = head.start;
    for (let rest = 0, isLast = false; !isLast;) {
      const {bytesRead} = await input.read(bytes, rest, Math.min(chunk, size - at), at);
      at += bytesRead;
      isLast = at >= size || bytesRead === 0;
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
  const {isMended, nAside, ...counts} = screen.counts;
  return {...counts, path: isMended ? options.copy : path, lineBreak, aside: nAside > 0 ? options.aside : null, nAside};
}

/** A header alone ends in none. */
function soleBreak({lineBreak}: CsvHead): SoleBreak {
  return lineBreak === "\r\n" || lineBreak === "\r" ? lineBreak : "\n";
}

interface Screen {
  /** @returns how many of the bytes are whole records; the others must come again, with more behind them */
  take(bytes: Buffer, isLast: boolean): number;
  /** isMended: whether there is a copy */
  counts: {isMended: boolean; nRows: number; nAside: number; nBare: number; longest: number};
}

function createScreen(
  {head, isWhole, lineBreak, onRow}: ScreenOptions & {lineBreak: SoleBreak},
  outputs: Pick<ScreenOutputs, "beginCopy" | "keep" | "setAside">
): Screen {
  const {delimiter, columns} = head;
  const counts = {isMended: false, nRows: 0, nAside: 0, nBare: 0, longest: 0};
  let offset = head.start; // of the bytes at hand, in the file
  let keepFrom = 0;
  const mend = (bytes: Buffer, {at, instead, to}: {at: number; instead: string; to: number}): void => {
    if (!counts.isMended) outputs.beginCopy(offset + at);
    else outputs.keep(bytes.subarray(keepFrom, at));
    outputs.keep(Buffer.from(instead));
    counts.isMended = true;
    keepFrom = to;
  };
  if (!head.isPlain || head.lineBreak !== lineBreak) {
    outputs.beginCopy(0);
    outputs.keep(Buffer.from(`${columns.map((_, i) => `c${i}`).join(delimiter)}${lineBreak}`));
    counts.isMended = true;
  }
  const setAside = ({row, line, fault, state}: FoundRecord): void => {
    outputs.setAside({row, line, error: fault ?? "", isBare: state === "bare"});
    ++counts.nAside;
    if (state === "bare") ++counts.nBare;
  };
  const reader = createRecordReader(head, {isText: isWhole ? null : isUtf8}, (bytes, record) => {
    const {state, start, end} = record;
    const stop = end - record.lineBreak.length;
    if (state === "empty") {
      // DuckDB passes over lines with nothing at all, unless there is but one column
      if (stop > start || columns.length === 1) mend(bytes as Buffer, {at: start, instead: "", to: end});
      else if (record.lineBreak !== lineBreak) mend(bytes as Buffer, {at: start, instead: "", to: end});
      return;
    }
    if (record.fault !== null) {
      mend(bytes as Buffer, {at: start, instead: "", to: end});
      return setAside(record);
    }
    ++counts.nRows;
    onRow?.(record.line);
    if (end - start > counts.longest) counts.longest = end - start;
    if (state === "wide") {
      const cells = splitCells((bytes as Buffer).toString("utf8", start, stop), delimiter).slice(0, columns.length);
      mend(bytes as Buffer, {at: start, instead: joinCells(cells, delimiter) + lineBreak, to: end});
    } else if (record.lineBreak !== lineBreak && record.lineBreak !== "") mend(bytes as Buffer, {at: stop, instead: lineBreak, to: end});
  });
  return {
    take(bytes, isLast) {
      keepFrom = 0;
      const used = reader.take(bytes, isLast);
      outputs.keep(bytes.subarray(keepFrom, used));
      offset += used;
      return used;
    },
    counts
  };
}

/** Where a file's good lines and its faults go; nothing is written before there is something to mend. */
interface ScreenOutputs {
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
