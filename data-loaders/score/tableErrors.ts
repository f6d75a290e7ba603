import type {DuckDBConnection} from "@duckdb/node-api";
import type {AsideLine} from "./screenCsv.js";
import type {ErrorFile} from "./errorFile.js";
import type {ScoreJob} from "./scoreJob.js";
import type {TablePart, TableSource} from "./tableSource.js";
import {createReadStream} from "node:fs";
import {createInterface} from "node:readline";
import {sqlName} from "../ingest/duckdb.js";
import {describeFaults} from "../../lib/batch/cell.js";
import {createErrorFile} from "./errorFile.js";
import {ChurnbookError, complain} from "../../lib/check.js";

/** Writes the rows that could not be scored and the lines that were no rows, each with its reason, in the files' order. */
export async function writeErrors(
  connection: DuckDBConnection,
  {source, job, besides}: {source: TableSource; job: ScoreJob; besides: string}
): Promise<void> {
  const {columns, parts} = source;
  const file = createErrorFile(job.errors, columns, parts.length > 1);
  const aside = await createAsideWriter(parts, file);
  const cells = columns.map((name) => `CAST(t.${sqlName(name)} AS VARCHAR)`);
  await forEachRow(connection, `SELECT s.rowid::DOUBLE, ${cells.join(", ")} FROM ${besides} WHERE s.bad = 1`, async ([index, ...texts]) => {
    const place = await aside.passTo(Number(index));
    const named = Object.fromEntries(columns.map((name, j) => [name, texts[j] as string | null]));
    await file.add(place, describeFaults(job.model.inputs, named), texts as (string | null)[]);
  });
  await aside.passTo(Infinity);
  await file.close();
}

/** Writes lines that were no rows as the rows behind them come by. */
interface AsideWriter {
  /**
   * Writes the lines before a row.
   *
   * @param index of the row among those that DuckDB reads, from 0; never less than the last
   * @returns where the row stands in its file
   */
  passTo(index: number): Promise<{file: string; row: number}>;
}

async function createAsideWriter(parts: readonly TablePart[], file: ErrorFile): Promise<AsideWriter> {
  const lines = readAside(parts);
  let next = await lines.next();
  let k = 0; // the part at hand, how many rows stand before it, and how many of its lines were passed
  let nBefore = 0;
  let nPassed = 0;
  const enter = (part: number): void => {
    for (; k < part; ++k, nPassed = 0) nBefore += parts[k].nRows;
  };
  return {
    async passTo(index) {
      while (!next.done && next.value.before <= index) {
        const {part, row, line, error} = next.value;
        enter(part);
        ++nPassed;
        await file.add({file: parts[part].name, row}, `line ${line}: ${error}`, null);
        next = await lines.next();
      }
      while (k + 1 < parts.length && index >= nBefore + parts[k].nRows) enter(k + 1);
      return {file: parts[k].name, row: index - nBefore + 1 + nPassed};
    }
  };
}

/** @returns each line with its part, and how many rows stand before it in all parts */
async function* readAside(parts: readonly TablePart[]): AsyncGenerator<AsideLine & {part: number; before: number}> {
  let start = 0;
  for (const [part, {aside, nRows}] of parts.entries()) {
    let nPassed = 0;
    if (aside !== null) {
      for await (const text of createInterface({input: createReadStream(aside, "utf8"), crlfDelay: Infinity})) {
        const line = JSON.parse(text) as AsideLine;
        yield {...line, part, before: start + line.row - 1 - nPassed++};
      }
    }
    start += nRows;
  }
}

async function forEachRow(connection: DuckDBConnection, sql: string, visit: (row: unknown[]) => Promise<void>): Promise<void> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const row of chunk.getRows()) await visit(row);
  }
}

/** What the SQL says when a row is not the one that was scored. */
export const ROWS_CHANGED = "the rows changed";

/** DuckDB's faults of a file or a disk, for the person who can mend them; other errors stay as they are. */
export function explainTableError(error: unknown): unknown {
  if (error instanceof ChurnbookError || !(error instanceof Error)) return error;
  const [message] = error.message.split("\n");
  if (message.includes(ROWS_CHANGED)) {
    return complain({
      where: "score",
      rule: "the file must stay as it is while it is scored",
      got: "other rows at the second reading",
      remedy: "Score it again."
    });
  }
  if (/^Out of Memory Error/.test(message)) {
    return complain({
      where: "score",
      rule: "a row group must fit into the memory for scoring",
      got: message,
      remedy: "Write the file with smaller row groups."
    });
  }
  if (!/^(IO|Invalid Input|Conversion|Serialization|Permission|Not implemented|Invalid) Error/i.test(message)) return error;
  return complain({where: "score", rule: "the file must be whole, and the folder of --out have room", got: message});
}
