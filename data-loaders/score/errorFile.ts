import {createWriteStream} from "node:fs";
import {once} from "node:events";
import {finished} from "node:stream/promises";

/** A CSV file of the rows that could not be scored; made with the first of them. */
export interface ErrorFile {
  /** @param row its number in the file, from 1; null where it has none */
  add(row: number | null, error: string, cells: readonly (string | null)[]): Promise<void>;
  close(): Promise<void>;
}

/** @param columns of the scored file */
export function createErrorFile(path: string, columns: readonly string[]): ErrorFile {
  const stream = createWriteStream(path);
  let ready = writeLine(["churnbook_row", "churnbook_error", ...columns]);

  async function writeLine(cells: readonly (string | null)[]): Promise<void> {
    if (!stream.write(`${cells.map(quote).join(",")}\n`)) await once(stream, "drain");
  }
  return {
    async add(row, error, cells) {
      await ready;
      await (ready = writeLine([row === null ? "" : String(row), error, ...cells]));
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
