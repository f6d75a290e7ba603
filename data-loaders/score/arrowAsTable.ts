import type {DataType as ArrowType, RecordBatch, Vector} from "apache-arrow";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import type {DataFile} from "../ingest/resolveFiles.js";
import {createWriteStream} from "node:fs";
import {finished} from "node:stream/promises";
import {once} from "node:events";
import {DataType, Precision, TimeUnit} from "apache-arrow";
import {arrowNames, arrowType, createArrowPrinter, createBareTest, createArrowGetter} from "../../lib/rows/arrowColumn.js";
import {explainArrowFault} from "../../lib/rows/arrowFault.js";
import {sqlName, sqlPath} from "../ingest/duckdb.js";
import {codeOf} from "../flow/systemErrors.js";
import {openArrow} from "./openArrow.js";

/** An Arrow file as DuckDB reads it. */
export interface ArrowTable {
  /** what follows FROM */
  from: string;
  columns: string[];
  /** by column: what it holds in the Arrow file, whatever DuckDB keeps it as */
  types: PhysicalType[];
  nRows: number;
  /** rows that have no value in any cell, rising from 0 */
  bare: number[];
}

/** Rows written at once. */
const STEP = 4096;

/**
 * Keeps an Arrow file's cells as text, for DuckDB, which reads Arrow only by an extension from the network; there each column is
 * given its type again, but for types that DuckDB has not, which stay text.
 *
 * @param asker who reads it, for errors
 */
export async function keepArrowAsTable(file: DataFile, {asker, copy}: {asker: string; copy: string}): Promise<ArrowTable> {
  const where = `${asker} ${file.name}`;
  try {
    return await keepBatches(file, {where, copy});
  } catch (error) {
    throw codeOf(error) === "" ? explainArrowFault(error, where) : error; // a full disk is no fault of the file
  }
}

async function keepBatches(file: DataFile, {where, copy}: {where: string; copy: string}): Promise<ArrowTable> {
  const {reader} = await openArrow(file, where);
  const {schema} = reader; // a reader that is done has none
  const stream = createWriteStream(copy);
  const columns = arrowNames(schema);
  const kept = schema.fields.map(({type}) => duckdbName(type as ArrowType));
  const types = schema.fields.map(({type}) => arrowType(type as ArrowType));
  const isFar = schema.fields.map(({type}) => createFarTest(type as ArrowType));
  const bare: number[] = [];
  let nRows = 0;
  stream.write(`${columns.map((_, j) => `c${j}`).join(",")}\n`);
  for await (const batch of reader as unknown as AsyncIterable<RecordBatch>) {
    const vectors = columns.map((_, j) => batch.getChildAt(j) as Vector);
    const printers = vectors.map((vector, j) => (types[j].name === "binary" ? createHexPrinter(vector) : createArrowPrinter(vector)));
    const isBare = createBareTest(vectors);
    for (const [j, vector] of vectors.entries()) if (kept[j] !== "VARCHAR" && isFar[j]?.(vector)) kept[j] = "VARCHAR";
    for (let i = 0; i < batch.numRows; ++i) if (isBare(i)) bare.push(nRows + i);
    for (let start = 0; start < batch.numRows; start += STEP) {
      const lines = printRows(batch, {printers, start});
      if (!stream.write(lines)) await once(stream, "drain");
    }
    nRows += batch.numRows;
  }
  stream.end();
  await finished(stream);
  const declared = columns.map((_, j) => `'c${j}': 'VARCHAR'`).join(", ");
  const options = `auto_detect = false, header = true, quote = '"', escape = '"', delim = ',', new_line = '\\n', allow_quoted_nulls = false`;
  const cells = columns.map((name, j) => `${kept[j] === "BLOB" ? `unhex(c${j})` : `CAST(c${j} AS ${kept[j]})`} AS ${sqlName(name)}`);
  return {
    from: `(SELECT ${cells.join(", ")} FROM read_csv(${sqlPath(copy)}, ${options}, columns = {${declared}}))`,
    columns,
    types,
    nRows,
    bare
  };
}

/** Reads whether a column of seconds or milliseconds goes beyond what DuckDB holds, the microseconds of 64 bits; null: of others none can. */
function createFarTest(type: ArrowType): ((vector: Vector) => boolean) | null {
  const cell = arrowType(type);
  if (cell.name !== "timestamp" || (cell.unit !== "s" && cell.unit !== "ms")) return null;
  const most = (2n ** 63n - 1n) / (cell.unit === "s" ? 1_000_000n : 1000n);
  return (vector) => {
    const get = createArrowGetter(vector);
    for (let i = 0; i < vector.length; ++i) {
      const count = get(i) as bigint | null;
      if (count !== null && (count >= most || count <= -most)) return true;
    }
    return false;
  };
}

function createHexPrinter(vector: Vector): (row: number) => string | null {
  const get = createArrowGetter(vector);
  return (row) => {
    const bytes = get(row) as Uint8Array | null;
    return bytes === null ? null : Buffer.from(bytes).toString("hex");
  };
}

function printRows({numRows}: RecordBatch, {printers, start}: {printers: ((row: number) => string | null)[]; start: number}): string {
  const lines: string[] = [];
  for (let i = start; i < Math.min(numRows, start + STEP); ++i) {
    lines.push(
      printers
        .map((print) => {
          const cell = print(i);
          return cell === null ? "" : `"${cell.replaceAll('"', '""')}"`; // a quoted cell is never NULL
        })
        .join(",")
    );
  }
  return `${lines.join("\n")}\n`;
}

const TIMESTAMPS: Record<TimeUnit, string> = {
  [TimeUnit.SECOND]: "TIMESTAMP_S",
  [TimeUnit.MILLISECOND]: "TIMESTAMP_MS",
  [TimeUnit.MICROSECOND]: "TIMESTAMP",
  [TimeUnit.NANOSECOND]: "TIMESTAMP_NS"
};
const INTEGERS: Record<number, string> = {8: "TINYINT", 16: "SMALLINT", 32: "INTEGER", 64: "BIGINT"};

function duckdbName(type: ArrowType): string {
  if (DataType.isDictionary(type)) return duckdbName(type.dictionary);
  if (DataType.isInt(type)) return `${type.isSigned ? "" : "U"}${INTEGERS[type.bitWidth]}`;
  if (DataType.isFloat(type)) return type.precision === Precision.DOUBLE ? "DOUBLE" : "FLOAT";
  if (DataType.isDecimal(type)) return type.precision <= 38 && type.scale >= 0 ? `DECIMAL(${type.precision},${type.scale})` : "VARCHAR";
  if (DataType.isBool(type)) return "BOOLEAN";
  if (arrowType(type).name === "binary") return "BLOB";
  if (DataType.isDate(type)) return "DATE";
  if (DataType.isTimestamp(type)) {
    if (!type.timezone) return TIMESTAMPS[type.unit as TimeUnit];
    return type.unit === TimeUnit.NANOSECOND ? "VARCHAR" : "TIMESTAMP WITH TIME ZONE"; // which has no room for nanoseconds
  }
  return "VARCHAR";
}
