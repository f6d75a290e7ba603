import {createReadStream, createWriteStream} from "node:fs";
import {open} from "node:fs/promises";
import type {FileHandle} from "node:fs/promises";
import {pipeline} from "node:stream/promises";

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

export function createScreenOutputs(path: string, to: {copy: string; aside: string}): ScreenOutputs {
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
async function begin(path: string, nBytes: number, {copy, aside}: {copy: string; aside: string}): Promise<{copy: FileHandle; aside: FileHandle}> {
  if (nBytes > 0) await pipeline(createReadStream(path, {end: nBytes - 1}), createWriteStream(copy));
  return {copy: await open(copy, "a"), aside: await open(aside, "a")};
}
