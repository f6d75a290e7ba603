import {createWriteStream} from "node:fs";
import {once} from "node:events";
import {finished} from "node:stream/promises";
import {explainSystemError} from "../flow/systemErrors.js";

/** A CSV file of rows of which something is to be said; made with the first of them. */
export interface ErrorFile {
  /** @param cells null for a line that has none */
  add(place: RowPlace, words: string, cells: readonly (string | null)[] | null): Promise<void>;
  close(): Promise<void>;
}

/** Where a row stands. */
export interface RowPlace {
  /** the file's name */
  file: string;
  /** from 1 under the header; lines that are no rows count too */
  row: number;
  /** of a CSV file: the line on which it begins, as an editor counts */
  line?: number;
}

export interface ErrorFileOptions {
  /** of the scored file */
  columns: readonly string[];
  /** whether the file's name must be said */
  isOneOfMany?: boolean;
  /** "error": the rows could not be scored; "warning": they were, and something is odd */
  kind: "error" | "warning";
}

export function createErrorFile(path: string, {columns, isOneOfMany = false, kind}: ErrorFileOptions): ErrorFile {
  const stream = createWriteStream(path);
  const failed = new Promise<never>((_, reject) => stream.once("error", (error) => reject(explainSystemError(error, path))));
  failed.catch(() => {}); // thrown by whoever writes next
  const place = isOneOfMany ? ["churnbook_file", "churnbook_row"] : ["churnbook_row"];
  let ready = writeLine([...place, `churnbook_${kind}`, ...columns]);

  async function writeLine(cells: readonly (string | null)[]): Promise<void> {
    if (!stream.write(`${cells.map(quote).join(",")}\n`)) await Promise.race([once(stream, "drain"), failed]);
  }
  return {
    async add({file, row, line}, words, cells) {
      const said = line === undefined ? words : `line ${line}: ${words}`;
      await ready;
      await (ready = writeLine([...(isOneOfMany ? [file] : []), String(row), said, ...(cells ?? columns.map(() => null))]));
    },
    async close() {
      await ready;
      stream.end();
      await Promise.race([finished(stream), failed]);
    }
  };
}

function quote(cell: string | null): string {
  if (cell === null) return "";
  return /[",\r\n]|^\s|\s$|^$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
