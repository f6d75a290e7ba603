import type {DuckDBConnection} from "@duckdb/node-api";
import type {Data, DataType} from "apache-arrow";
import {DuckDBBlobValue, DuckDBDecimalValue} from "@duckdb/node-api";
import {
  Binary,
  Bool,
  DateDay,
  Decimal,
  Field,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  TimestampMicrosecond,
  TimestampNanosecond,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  vectorFromArray
} from "apache-arrow";
import {findNamed} from "../../lib/named.js";
import {sqlName, sqlWhole} from "../ingest/duckdb.js";
import {openArrowOutput} from "./arrowOutput.js";

/** How a column of DuckDB goes over into Arrow. */
interface Passage {
  /** SQL that gives what `make` takes, null where missing */
  sql: string;
  type: DataType;
  make(values: readonly unknown[]): Data;
}

/** Rows of a batch. */
const BATCH = 65_536;

/**
 * Writes what a query gives as an Arrow file, batch by batch. Numbers, truth values, dates, timestamps, decimals, texts and bytes keep their
 * types; what else there is becomes the text that DuckDB prints.
 *
 * @param isFile whether it can be read from anywhere (a "file"), or only from its begin (a "stream")
 * @returns how many rows there are
 */
export async function writeArrow(
  connection: DuckDBConnection,
  {select, output, isFile}: {select: string; output: string; isFile: boolean}
): Promise<number> {
  const described = (await connection.runAndReadAll(`DESCRIBE ${select}`)).getRows();
  const passages = described.map(([name, type]) => passageOf(sqlName(String(name)), String(type)));
  const schema = new Schema(described.map(([name], j) => new Field(String(name), passages[j].type, true)));
  const file = openArrowOutput(output, isFile);
  const result = await connection.stream(`SELECT ${passages.map(({sql}, j) => `${sql} AS v${j}`).join(", ")} FROM (${select})`);
  let columns: unknown[][] = passages.map(() => []);
  let nRows = 0;
  const flush = async (): Promise<void> => {
    const children = passages.map(({make}, j) => make(columns[j]));
    const length = columns[0].length;
    nRows += length;
    columns = passages.map(() => []);
    await file.write(new RecordBatch(schema, makeData({type: new Struct(schema.fields), length, nullCount: 0, children})));
  };
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [j, column] of columns.entries()) {
      const vector = chunk.getColumnVector(j);
      for (let i = 0; i < chunk.rowCount; ++i) column.push(vector.getItem(i));
    }
    if (columns[0].length >= BATCH) await flush();
  }
  if (columns[0].length > 0) await flush();
  await file.close(schema);
  return nRows;
}

type Numbers = Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

const NUMBERS: Record<string, {type: DataType; allocate: (n: number) => Numbers}> = {
  TINYINT: {type: new Int8(), allocate: (n) => new Int8Array(n)},
  SMALLINT: {type: new Int16(), allocate: (n) => new Int16Array(n)},
  INTEGER: {type: new Int32(), allocate: (n) => new Int32Array(n)},
  UTINYINT: {type: new Uint8(), allocate: (n) => new Uint8Array(n)},
  USMALLINT: {type: new Uint16(), allocate: (n) => new Uint16Array(n)},
  UINTEGER: {type: new Uint32(), allocate: (n) => new Uint32Array(n)},
  FLOAT: {type: new Float32(), allocate: (n) => new Float32Array(n)},
  DOUBLE: {type: new Float64(), allocate: (n) => new Float64Array(n)}
};

/** @param cell SQL. @param duckdb DuckDB's name of its type */
function passageOf(cell: string, duckdb: string): Passage {
  const number = findNamed(NUMBERS, duckdb);
  if (number) return {sql: cell, type: number.type, make: (values) => makeNumbers(number.type, values, number.allocate(values.length))};
  if (duckdb === "BIGINT") return wide(cell, new Int64(), (n) => new BigInt64Array(n));
  if (duckdb === "UBIGINT") return wide(cell, new Uint64(), (n) => new BigUint64Array(n));
  if (duckdb === "BOOLEAN")
    return {sql: cell, type: new Bool(), make: (values) => vectorFromArray(values as boolean[], new Bool()).data[0]};
  if (duckdb === "BLOB") return {sql: cell, type: new Binary(), make: makeBytes};
  if (duckdb === "DATE") {
    const type = new DateDay();
    const sql = `CAST(${orEndless(`date_diff('day', DATE '1970-01-01', ${cell})`, cell, 2n ** 31n - 1n)} AS INTEGER)`;
    return {sql, type, make: (values) => makeNumbers(type, values, new Int32Array(values.length))};
  }
  if (duckdb === "TIMESTAMP_NS") return wide(`epoch_ns(${cell})`, new TimestampNanosecond(), (n) => new BigInt64Array(n));
  if (/^TIMESTAMP(_S|_MS)?( WITH TIME ZONE)?$/.test(duckdb)) {
    const zone = duckdb.endsWith("TIME ZONE") ? "UTC" : null;
    return wide(orEndless(`epoch_us(${cell})`, cell, 2n ** 63n - 1n), new TimestampMicrosecond(zone), (n) => new BigInt64Array(n));
  }
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(duckdb);
  if (decimal) return decimalPassage(cell, Number(decimal[1]), Number(decimal[2]));
  const sql = sqlWhole(duckdb === "VARCHAR" ? cell : `CAST(${cell} AS VARCHAR)`);
  return {sql, type: new Utf8(), make: (values) => vectorFromArray(values as string[], new Utf8()).data[0]};
}

/** Dates and times without end, which count to the last that there is; DuckDB counts nothing. */
function orEndless(count: string, cell: string, last: bigint): string {
  return `coalesce(${count}, CASE ${cell} WHEN 'infinity' THEN ${last} WHEN '-infinity' THEN -${last} END)`;
}

function wide(sql: string, type: DataType, allocate: (n: number) => BigInt64Array | BigUint64Array): Passage {
  return {
    sql,
    type,
    make(values) {
      const data = allocate(values.length);
      values.forEach((value, i) => (data[i] = value === null ? 0n : BigInt(value as bigint)));
      return makeData({type, length: values.length, ...markNulls(values), data} as Parameters<typeof makeData>[0]) as Data;
    }
  };
}

const WORDS = 4;

function decimalPassage(sql: string, precision: number, scale: number): Passage {
  const type = new Decimal(scale, precision, 32 * WORDS);
  return {
    sql,
    type,
    make(values) {
      const data = new Uint32Array(WORDS * values.length);
      values.forEach((value, i) => {
        let rest = value instanceof DuckDBDecimalValue ? BigInt.asUintN(32 * WORDS, value.value) : 0n;
        for (let k = 0; k < WORDS; ++k, rest >>= 32n) data[WORDS * i + k] = Number(rest & 0xffffffffn);
      });
      return makeData({type, length: values.length, ...markNulls(values), data});
    }
  };
}

function makeBytes(values: readonly unknown[]): Data {
  const bytes = values.map((value) => (value instanceof DuckDBBlobValue ? value.bytes : null));
  return vectorFromArray(bytes, new Binary()).data[0];
}

function makeNumbers(type: DataType, values: readonly unknown[], data: Numbers): Data {
  values.forEach((value, i) => (data[i] = value === null ? 0 : Number(value)));
  return makeData({type, length: values.length, ...markNulls(values), data} as Parameters<typeof makeData>[0]) as Data;
}

function markNulls(values: readonly unknown[]): {nullCount: number; nullBitmap: Uint8Array | undefined} {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  values.forEach((value, i) => {
    if (value === null) ++nullCount;
    else nullBitmap[i >> 3] |= 1 << (i & 7);
  });
  return {nullCount, nullBitmap: nullCount > 0 ? nullBitmap : undefined};
}
