import type {DuckDBConnection, DuckDBValue} from "@duckdb/node-api";
import type {NumberMarks} from "../../lib/rows/text.js";
import {MISSING_CANDIDATES} from "../../lib/infer/missingCandidates.js";
import {sumOf} from "../../lib/numbers.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlNumber} from "../ingest/cellSql.js";

/** A question in SQL, answered row by row. */
export async function rows(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

/** Columns of `seen` as doubles, for a question: what is no number, or none that is finite, is NULL. @param cells their names in `seen`, which stay */
export function fromNumbers(cells: readonly {cell: string; isBare: boolean}[], marks: NumberMarks): string {
  const read = cells.map(({cell, isBare}) => {
    const number = sqlNumber(cell, {type: TEXT, missing: ["", ...MISSING_CANDIDATES], format: marks, isBare}, "DOUBLE");
    return `${number} AS ${cell}`;
  });
  const finite = cells.map(({cell}) => `CASE WHEN isfinite(${cell}) THEN ${cell} END AS ${cell}`);
  return `FROM (SELECT ${finite.join(", ")} FROM (SELECT ${read.join(", ")} FROM seen))`;
}

/** A question in SQL that gives one column of doubles, without NULL. */
export async function readNumbers(connection: DuckDBConnection, sql: string): Promise<Float64Array> {
  const chunks = await (await connection.run(sql)).fetchAllChunks();
  const values = new Float64Array(sumOf(chunks.map(({rowCount}) => rowCount)));
  let at = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(0);
    for (let i = 0, n = chunk.rowCount; i < n; ++i) values[at++] = vector.getItem(i) as number;
  }
  return values;
}

/** DuckDB's threads share a table by parts of so many rows; one that has no more is one thread's. */
const ROWS_OF_A_THREAD = 122_880;

/** The connections that columns of a table are shared among: one where a question of one column has all threads already. */
export function sharing(connections: readonly DuckDBConnection[], nRows: number): readonly DuckDBConnection[] {
  return nRows > ROWS_OF_A_THREAD ? connections.slice(0, 1) : connections;
}

/**
 * Asks of each item, as many at a time as there are connections.
 *
 * @returns answers in the items' order
 * @throws the first error, once no question is left unanswered
 */
export async function askEach<T, R>(
  connections: readonly DuckDBConnection[],
  items: readonly T[],
  ask: (connection: DuckDBConnection, item: T, index: number) => Promise<R>
): Promise<R[]> {
  const answers = new Array<R>(items.length);
  let next = 0;
  const takeTurns = async (connection: DuckDBConnection): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      answers[index] = await ask(connection, items[index], index);
    }
  };
  const ended = await Promise.allSettled(connections.map(takeTurns));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return answers;
}
