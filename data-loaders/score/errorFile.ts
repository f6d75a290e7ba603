import {createWriteStream} from "node:fs";
import {once} from "node:events";
import {finished} from "node:stream/promises";

/** A CSV file of the rows that could not be scored; made with the first of them. */
export interface ErrorFile {
  /** @param cells null for a line that has none */
  add(place: RowPlace, error: string, cells: readonly (string | null)[] | null): Promise<void>;
  close(): Promise<void>;
}

/** Where a row stands. */
export interface RowPlace {
  /** the file's name */
  file: string;
  /** from 1 under the header; lines that are no rows count too */
  row: number;
}

/** @param columns of the scored file. @param isOneOfMany whether the file's name must be said */
export function createErrorFile(path: string, columns: readonly string[], isOneOfMany = false): ErrorFile {
  const stream = createWriteStream(path);
  const place = isOneOfMany ? ["churnbook_file", "churnbook_row"] : ["churnbook_row"];
  let ready = writeLine([...place, "churnbook_error", ...columns]);

  async function writeLine(cells: readonly (string | null)[]): Promise<void> {
    if (!stream.write(`${cells.map(quote).join(",")}\n`)) await once(stream, "drain");
  }
  return {
    async add({file, row}, error, cells) {
      await ready;
      await (ready = writeLine([...(isOneOfMany ? [file] : []), String(row), error, ...(cells ?? columns.map(() => null))]));
    },
    async close() {
      await ready;
      stream.end();
      await finished(stream);
    }
  };
}

function quote(cell: string | null): string {
  if (cell === null) return "";
  return /[",\r\n]|^\s|\s$|^$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
