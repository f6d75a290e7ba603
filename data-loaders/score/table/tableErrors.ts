import type {DuckDBConnection} from "@duckdb/node-api";
import {sqlName} from "../../ingest/formats/duckdb.js";
import {describeFaults} from "../describeFaults.js";
import {createErrorFile} from "../errorFile.js";
import type {ScoreJob} from "../scoreJob.js";
import type {TableSource} from "./tableSource.js";

/** The first reading's broken lines; a later one finds the same again. */
const BROKEN = "reject_errors WHERE scan_id = (SELECT min(scan_id) FROM reject_errors)";

/** How many lines of a CSV file were no rows at all. */
export async function countBroken(connection: DuckDBConnection): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT count(DISTINCT (file_id, line))::INTEGER FROM ${BROKEN}`);
  return Number(reader.getRows()[0][0]);
}

/** Writes the rows that could not be scored, each with its reason, and lines that were no rows. */
export async function writeErrors(
  connection: DuckDBConnection,
  {source, job, besides, nBroken}: {source: TableSource; job: ScoreJob; besides: string; nBroken: number}
): Promise<void> {
  const {columns} = source;
  const file = createErrorFile(job.errors, columns);
  const cells = columns.map((name) => `CAST(t.${sqlName(name)} AS VARCHAR)`);
  await forEachRow(connection, `SELECT (s.rowid + 1)::DOUBLE, ${cells.join(", ")} FROM ${besides} WHERE s.bad = 1`, async ([row, ...texts]) => {
    const named = Object.fromEntries(columns.map((name, j) => [name, texts[j] as string | null]));
    await file.add(Number(row), describeFaults(job.model.inputs, named), texts as (string | null)[]);
  });
  if (nBroken > 0) {
    const sql = `SELECT line::DOUBLE, any_value(error_message), any_value(csv_line) FROM ${BROKEN} GROUP BY file_id, line ORDER BY file_id, line`;
    await forEachRow(connection, sql, async ([line, message, text]) => {
      await file.add(null, `line ${line}: ${explain(String(message), columns.length)}; got ${String(text)}`, columns.map(() => null));
    });
  }
  await file.close();
}

async function forEachRow(connection: DuckDBConnection, sql: string, visit: (row: unknown[]) => Promise<void>): Promise<void> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const row of chunk.getRows()) await visit(row);
  }
}

/** DuckDB's message goes on with advice that nobody here can follow. */
function explain(message: string, nColumns: number): string {
  if (/Expected Number of Columns/i.test(message)) return `a line must have ${nColumns} cells`;
  if (/quote/i.test(message)) return "every quote must be closed";
  if (/unicode|utf-8/i.test(message)) return "text must be in UTF-8";
  return message.split("\n")[0];
}
