import type {DuckDBConnection} from "@duckdb/node-api";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import {someType} from "../../lib/rows/physicalType.js";
import type {DataFile} from "./resolveFiles.js";
import {createWriteStream} from "node:fs";
import {once} from "node:events";
import {finished} from "node:stream/promises";
import {asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema} from "hyparquet";
import {compressors} from "../../lib/rows/parquetCodecs.js";
import {nameParquetColumns, parquetColumn, STORED, storedSchema} from "../../lib/rows/parquetColumn.js";
import {createCellPrinter} from "../../lib/rows/printCell.js";
import {sqlName, sqlPath} from "./duckdb.js";

/** A Parquet file's columns with their types, in order. */
export type ParquetHeader = Map<string, PhysicalType>;

/** Whether DuckDB stopped at a cell of a Parquet file that it cannot hold: a text that is no UTF-8, a time too far. Nobody may need it. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && /Invalid string encoding|Could not convert Timestamp/.test(error.message);
}

/** Parquet files as DuckDB can read them whole. */
export interface ReadableParquet {
  /** what follows FROM */
  from: string;
  header: ParquetHeader;
  notes: string[];
}

/** The columns with a cell that stops DuckDB, inside lists and records too. @param from what follows FROM */
export async function findUnreadable(
  connection: DuckDBConnection,
  {from, header}: Pick<ReadableParquet, "from" | "header">
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, type] of header) if (someType(type, mayStop) && !(await canRead(connection, name, from))) found.push(name);
  return found;
}

/** What is inside a list or a record is not known of a column as DuckDB describes it, and told as text. */
function mayStop({name}: PhysicalType): boolean {
  return name === "text" || name === "timestamp" || name === "struct" || name === "other";
}

/** The columns with decimals of more digits than DuckDB has, which it would read as floating-point numbers, and wrong ones. */
export async function findWideDecimals(connection: DuckDBConnection, files: readonly DataFile[], header: ParquetHeader): Promise<string[]> {
  const found = new Set<string>();
  for (const {path} of files) {
    if (!(await hasSuch(connection, path, `precision > ${MOST_DIGITS}`))) continue;
    for (const {name, type} of (await openColumns(path)).columns) if (someType(type, isWide)) found.add(name);
  }
  return [...header.keys()].filter((name) => found.has(name));
}

const MOST_DIGITS = 38;

function isWide(type: PhysicalType): boolean {
  return type.name === "decimal" && type.precision !== undefined && type.precision > MOST_DIGITS;
}

/** The columns with a time that DuckDB would cut to microseconds: it has no nanoseconds for times of day, nor for timestamps with a zone. */
export async function findCutTimes(connection: DuckDBConnection, files: readonly DataFile[], header: ParquetHeader): Promise<string[]> {
  const found = new Set<string>();
  for (const {path} of files) {
    const hasInt96 = await hasSuch(connection, path, INT96);
    if (!hasInt96 && !(await hasSuch(connection, path, NANOS))) continue;
    const isCutTime = hasInt96 ? isAnyNanos : isNanos;
    const times = (await openColumns(path)).columns.filter(({name, type}) => someType(type, isCutTime) && !found.has(name));
    const {nRows, rows, columns} = await openColumns(
      path,
      times.map(({name}) => name)
    );
    for (let start = 0; start < nRows; start += STEP) {
      for (const row of await rows(start)) row.forEach((cell, j) => isCut(columns[j].type, cell, isCutTime) && found.add(times[j].name));
    }
  }
  return [...header.keys()].filter((name) => found.has(name));
}

/** A line of parquet_schema that may be such a time. */
const NANOS =
  "(logical_type LIKE 'TimeType%' OR logical_type LIKE 'TimestampType(isAdjustedToUTC=1%') AND logical_type LIKE '%NanoSeconds%'";

/** The timestamps of Spark and Impala, which have nanoseconds and no zone; DuckDB takes microseconds of them. */
const INT96 = "type = 'INT96'";

function isAnyNanos(type: PhysicalType): boolean {
  return (type.name === "time" || type.name === "timestamp") && type.unit === "ns";
}

function isNanos(type: PhysicalType): boolean {
  return (type.name === "time" || (type.name === "timestamp" && type.isUtc)) && type.unit === "ns";
}

/** Whether a cell has a time with a part below a microsecond. */
function isCut(type: PhysicalType, cell: unknown, isCutTime: (type: PhysicalType) => boolean): boolean {
  if (cell === null || cell === undefined) return false;
  if (isCutTime(type)) return BigInt(cell as bigint) % 1000n !== 0n;
  if (type.name === "list") return (cell as unknown[]).some((inner) => isCut(type.of, inner, isCutTime));
  if (type.name === "map")
    return (cell as [unknown, unknown][]).some(([key, value]) => isCut(type.key, key, isCutTime) || isCut(type.value, value, isCutTime));
  const cells = new Map(type.name === "struct" ? Object.entries(cell) : []);
  return type.name === "struct" && type.fields.some((field) => isCut(field.type, cells.get(field.name), isCutTime));
}

/** Whether a file's schema has a line of which this holds. @param isSuch SQL over parquet_schema */
async function hasSuch(connection: DuckDBConnection, path: string, isSuch: string): Promise<boolean> {
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM parquet_schema(${sqlPath(path)}) WHERE ${isSuch}`);
  return Number(reader.getRows()[0][0]) > 0;
}

/** Columns that DuckDB cannot read whole, by why not. */
interface Beside {
  /** see {@link findUnreadable} */
  unread?: readonly string[];
  /** see {@link findWideDecimals} */
  wide?: readonly string[];
  /** see {@link findCutTimes} */
  cut?: readonly string[];
}

/**
 * Sets columns that DuckDB cannot read whole beside the others, as another reader reads them: texts that are no UTF-8 as bytes; times,
 * decimals, and what is inside lists and records, as the texts that they print as.
 *
 * @param copy where the columns are kept; must stay while `from` is read
 */
export async function setBeside(
  files: readonly DataFile[],
  {from, header, copy, unread = [], wide = [], cut = []}: {from: string; header: ParquetHeader; copy: string} & Beside
): Promise<ReadableParquet> {
  const beside = [...new Set([...unread, ...wide, ...cut])];
  if (beside.length === 0) return {from, header, notes: []};
  const isBytes = (name: string): boolean => unread.includes(name) && header.get(name)!.name === "text";
  const far = unread.filter((name) => header.get(name)!.name === "timestamp");
  await keepColumns(files, beside, copy);
  const declared = [MARK, ...beside.map((_, k) => `b${k}`)].map((name) => `'${name}': 'VARCHAR'`).join(", ");
  const options = `auto_detect = false, header = false, quote = '"', escape = '"', delim = ',', new_line = '\\n', allow_quoted_nulls = false`;
  const cells = [...header.keys()].map((name) => {
    const k = beside.indexOf(name);
    return k < 0 ? `f.${sqlName(name)}` : `${isBytes(name) ? `unhex(b.b${k})` : `decode(unhex(b.b${k}))`} AS ${sqlName(name)}`;
  });
  const others = [...header.keys()].filter((name) => !beside.includes(name)).map(sqlName);
  const whole = `(SELECT ${others.length > 0 ? others.join(", ") : "1"} FROM ${from}) AS f`;
  const note = (names: readonly string[], words: string): string[] =>
    names.length === 0 ? [] : [`${words}, in ${names.map((name) => JSON.stringify(name)).join(", ")}`];
  return {
    from: `(SELECT ${cells.join(", ")} FROM ${whole} POSITIONAL JOIN read_csv(${sqlPath(copy)}, ${options}, columns = {${declared}}) AS b)`,
    header: new Map([...header].map(([name, type]) => [name, isBytes(name) ? {name: "binary"} : type])),
    notes: [
      ...note(
        unread.filter((name) => !far.includes(name)),
        "texts that are no UTF-8 are kept as bytes"
      ),
      ...note(far, "timestamps before or after all that DuckDB can hold are kept as texts"),
      ...note(wide, `decimals of more than ${MOST_DIGITS} digits are kept as texts`),
      ...note(cut, "times finer than a microsecond are kept as texts")
    ]
  };
}

async function keepColumns(files: readonly DataFile[], names: readonly string[], copy: string): Promise<void> {
  const out = createWriteStream(copy);
  for (const {path} of files) {
    const {nRows, rows, columns} = await openColumns(path, names);
    const print = columns.map(({type}) => createCellPrinter(type));
    const hex = (cell: unknown, j: number): string =>
      cell === null ? "" : `"${Buffer.from(cell instanceof Uint8Array ? cell : (print[j](cell) as string)).toString("hex")}"`;
    for (let start = 0; start < nRows; start += STEP) {
      const lines = (await rows(start)).map((cells) => [MARK, ...cells.map(hex)].join(","));
      if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
    }
  }
  out.end();
  await finished(out);
}

/** Begins each line of the copy, which would be empty without a value. */
const MARK = "b";

/** Rows read at once. */
const STEP = 20_000;

async function canRead(connection: DuckDBConnection, name: string, from: string): Promise<boolean> {
  try {
    await connection.run(`SELECT max(length(CAST(${sqlName(name)} AS VARCHAR))) FROM ${from}`);
    return true;
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

/** Columns of a Parquet file. */
interface ColumnReader {
  nRows: number;
  columns: {name: string; type: PhysicalType}[];
  /** cells as {@link PhysicalType} says, in the columns' order */
  rows(start: number): Promise<unknown[][]>;
}

/** @param names those to read; default: all */
async function openColumns(path: string, names?: readonly string[]): Promise<ColumnReader> {
  const file = await asyncBufferFromFile(path);
  const whole = nameParquetColumns(await parquetMetadataAsync(file, {geoparquet: false}));
  const nRows = Number(whole.num_rows);
  const all = parquetSchema(whole).children.map((node) => ({name: node.element.name, ...parquetColumn(node)}));
  const columns = names === undefined ? all : names.map((name) => all.find((column) => column.name === name)!);
  const metadata = {...whole, schema: storedSchema(whole.schema)};
  return {
    nRows,
    columns,
    async rows(rowStart) {
      let rows: unknown[][] = [];
      const onComplete = (stored: unknown[][]): void => {
        rows = stored.map((row) => row.map((cell, j) => columns[j].decode(cell)));
      };
      const rowEnd = Math.min(nRows, rowStart + STEP);
      await parquetRead({...STORED, file, metadata, compressors, columns: columns.map(({name}) => name), rowStart, rowEnd, onComplete});
      return rows;
    }
  };
}
