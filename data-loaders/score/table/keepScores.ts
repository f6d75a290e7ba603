import {DOUBLE, DuckDBDataChunk, FLOAT, SMALLINT, UTINYINT} from "@duckdb/node-api";
import type {DuckDBConnection, DuckDBType} from "@duckdb/node-api";
import type {Scored} from "../../../lib/batch/block.js";

/** Scores on disk, in the rows' order, as a table of DuckDB. */
export interface KeptScores {
  append(scored: Scored): void;
  close(): void;
}

/** Rows that DuckDB takes at once. */
const CHUNK = 2048;

/** Makes the table `kept.scores`: p, bad, print, and r0, e0, r1, e1 and so on for reasons and their effects. */
export async function keepScores(connection: DuckDBConnection, file: string, nReasons: number): Promise<KeptScores> {
  const reasons = Array.from({length: nReasons}, (_, r) => `, r${r} SMALLINT, e${r} FLOAT`).join("");
  await connection.run(`ATTACH '${file.replaceAll("'", "''")}' AS kept`);
  await connection.run(`CREATE TABLE kept.scores (p DOUBLE, bad UTINYINT, print FLOAT${reasons})`);
  const appender = await connection.createAppender("scores", "main", "kept");
  const types: DuckDBType[] = [DOUBLE, UTINYINT, FLOAT, ...Array.from({length: nReasons}, () => [SMALLINT, FLOAT]).flat()];
  return {
    append(scored) {
      for (let start = 0; start < scored.nRows; start += CHUNK) appender.appendDataChunk(toChunk(scored, {start, types, nReasons}));
    },
    close() {
      appender.closeSync();
    }
  };
}

function toChunk({nRows, probability, isBad, reasons, prints}: Scored, {start, types, nReasons}: {start: number; types: DuckDBType[]; nReasons: number}): DuckDBDataChunk {
  const n = Math.min(CHUNK, nRows - start);
  const chunk = DuckDBDataChunk.create(types, n);
  const fill = (column: number, valueOf: (i: number) => number): void => {
    const vector = chunk.getColumnVector(column);
    for (let i = 0; i < n; ++i) vector.setItem(i, valueOf(start + i));
    vector.flush();
  };
  fill(0, (i) => probability[i]);
  fill(1, (i) => isBad[i]);
  fill(2, (i) => prints?.[i] ?? 0);
  for (let r = 0; r < nReasons && reasons; ++r) {
    fill(3 + 2 * r, (i) => reasons.input[i * nReasons + r]);
    fill(4 + 2 * r, (i) => reasons.effect[i * nReasons + r]);
  }
  return chunk;
}
