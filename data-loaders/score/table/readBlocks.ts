import type {DuckDBConnection} from "@duckdb/node-api";
import {BLOCK_ROWS} from "../../../lib/batch/block.js";
import type {Block} from "../../../lib/batch/block.js";

/**
 * Streams columns of FLOAT as blocks, in the rows' order.
 *
 * @param inputs SQL, one expression per input
 * @param print SQL of a row's print
 * @param from what follows FROM
 */
export async function* readBlocks(connection: DuckDBConnection, {inputs, print, from}: {inputs: readonly string[]; print: string; from: string}): AsyncGenerator<Block> {
  const result = await connection.stream(`SELECT ${[...inputs, print].map((sql, j) => `${sql} AS v${j}`).join(", ")} FROM ${from}`);
  const nColumns = inputs.length + 1;
  let columns = newColumns(nColumns);
  let filled = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const {rowCount} = chunk;
    if (filled + rowCount > BLOCK_ROWS) {
      yield toBlock(columns, filled);
      columns = newColumns(nColumns);
      filled = 0;
    }
    for (let j = 0; j < nColumns; ++j) {
      const vector = chunk.getColumnVector(j);
      const column = columns[j];
      for (let i = 0; i < rowCount; ++i) column[filled + i] = vector.getItem(i) as number;
    }
    filled += rowCount;
  }
  if (filled > 0) yield toBlock(columns, filled);
}

function newColumns(n: number): Float32Array[] {
  return Array.from({length: n}, () => new Float32Array(BLOCK_ROWS));
}

function toBlock(columns: readonly Float32Array[], nRows: number): Block {
  const nInputs = columns.length - 1;
  const inputs = new Float32Array(nInputs * nRows);
  for (let j = 0; j < nInputs; ++j) inputs.set(columns[j].subarray(0, nRows), j * nRows);
  return {nRows, inputs, prints: columns[nInputs].slice(0, nRows)};
}
