import {check, complain} from "../../../lib/check.js";
import type {RowSource} from "../../../lib/batch/rowSource.js";
import {pause} from "../run/runInSlices.js";

export interface ReadParquetOptions {
  /** who reads which file, for errors */
  where: string;
  signal: AbortSignal;
  /** @param share read, in [0, 1] */
  onProgress: (share: number) => void;
}

/** Rows read at once. */
const STEP = 20_000;

/**
 * Reads a Parquet file. Its reader comes with the first such file, from this site; most readers of the page need none.
 *
 * @throws ChurnbookError if the file is damaged, or compressed in a way that only the command line can read
 */
export async function readParquet(file: ArrayBuffer, {where, signal, onProgress}: ReadParquetOptions): Promise<RowSource> {
  const {parquetMetadata, parquetRead, parquetSchema} = await import("hyparquet");
  const rows: unknown[][] = [];
  try {
    const metadata = parquetMetadata(file);
    const columns = parquetSchema(metadata).children.map(({element}) => element.name);
    const nRows = Number(metadata.num_rows);
    while (rows.length < nRows) {
      await parquetRead({file, metadata, rowStart: rows.length, rowEnd: Math.min(nRows, rows.length + STEP), onComplete: (read: unknown[][]) => {
        for (const row of read) rows.push(row);
      }});
      onProgress(rows.length / nRows);
      await pause();
      signal.throwIfAborted();
    }
    check(nRows > 0, {where, rule: "there must be a row", got: "none"});
    return {columns, nRows, read: (row) => ({cells: rows[row].map(toText), fault: null})};
  } catch (error) {
    if (signal.aborted || (error instanceof Error && error.name === "ChurnbookError")) throw error;
    throw complain({where, rule: "the file must be whole Parquet, compressed by snappy or not at all", got: error instanceof Error ? error.message.split("\n")[0] : String(error), remedy: "Write it again so, or use npx churnbook score."});
  }
}

/** A cell as text: what a CSV file of the same table would hold. */
function toText(cell: unknown): string | null {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return null;
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell as string | number | bigint | boolean);
}
