import type {DuckDBConnection} from "@duckdb/node-api";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import type {DataFile} from "./resolveFiles.js";
import {createWriteStream} from "node:fs";
import {once} from "node:events";
import {finished} from "node:stream/promises";
import {asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema} from "hyparquet";
import {compressors} from "../../lib/rows/parquetCodecs.js";
import {parquetColumn, STORED, storedSchema} from "../../lib/rows/parquetColumn.js";
import type {CellPrinter} from "../../lib/rows/printCell.js";
import {createCellPrinter} from "../../lib/rows/printCell.js";
import {sqlName, sqlPath} from "./duckdb.js";

/** A Parquet file's columns with their types, in order. */
export type ParquetHeader = Map<string, PhysicalType>;

/** Whether DuckDB stopped at a text of a Parquet file that is no UTF-8, though such a column may be read by nobody. */
export function isBrokenText(error: unknown): boolean {
  return error instanceof Error && error.message.includes("Invalid string encoding");
}

/** Parquet files as DuckDB can read them whole. */
export interface ReadableParquet {
  /** what follows FROM */
  from: string;
  header: ParquetHeader;
  notes: string[];
}

/** The columns with a text that is no UTF-8, inside lists and records too. @param from what follows FROM */
export async function findBrokenText(
  connection: DuckDBConnection,
  {from, header}: Pick<ReadableParquet, "from" | "header">
): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, type] of header) if (mayHoldText(type) && !(await canRead(connection, name, from))) broken.push(name);
  return broken;
}

function mayHoldText(type: PhysicalType): boolean {
  if (type.name === "list") return mayHoldText(type.of);
  if (type.name === "struct") return type.fields.some((field) => mayHoldText(field.type));
  if (type.name === "map") return mayHoldText(type.key) || mayHoldText(type.value);
  return type.name === "text" || type.name === "other";
}

/** Columns of times that DuckDB would cut to microseconds. */
const NANOS =
  "(logical_type LIKE 'TimeType%' OR logical_type LIKE 'TimestampType(isAdjustedToUTC=1%') AND logical_type LIKE '%NanoSeconds%'";

/** The columns with a time that DuckDB would cut: it has no nanoseconds for times of day, nor for timestamps with a zone. */
export async function findCutTimes(connection: DuckDBConnection, files: readonly DataFile[], header: ParquetHeader): Promise<string[]> {
  const found = new Set<string>();
  for (const {path} of files) {
    const reader = await connection.runAndReadAll(`SELECT name FROM parquet_schema(${sqlPath(path)}) WHERE ${NANOS}`);
    const names = reader.getRows().map(([name]) => String(name));
    const times = names.filter((name) => ["time", "timestamp"].includes(header.get(name)?.name ?? "") && !found.has(name));
    if (times.length === 0) continue;
    const read = await openColumns(path, times);
    for (let start = 0; start < read.nRows; start += STEP) {
      for (const row of await read.rows(start))
        row.forEach((cell, j) => typeof cell === "bigint" && cell % 1000n !== 0n && found.add(times[j]));
    }
  }
  return [...header.keys()].filter((name) => found.has(name));
}

/**
 * Sets columns that DuckDB cannot read whole beside the others, as another reader reads them: texts that are no UTF-8 as bytes; times,
 * and what is inside lists and records, as the texts that they print as.
 *
 * @param copy where the columns are kept; must stay while `from` is read
 */
export async function setBeside(
  files: readonly DataFile[],
  {
    from,
    header,
    copy,
    broken,
    cut = []
  }: {from: string; header: ParquetHeader; copy: string; broken: readonly string[]; cut?: readonly string[]}
): Promise<ReadableParquet> {
  const beside = [...broken, ...cut];
  if (beside.length === 0) return {from, header, notes: []};
  const isBytes = (name: string): boolean => broken.includes(name) && header.get(name)!.name === "text";
  await keepColumns(files, beside, copy);
  const declared = [MARK, ...beside.map((_, k) => `b${k}`)].map((name) => `'${name}': 'VARCHAR'`).join(", ");
  const options = `auto_detect = false, header = false, quote = '"', escape = '"', delim = ',', new_line = '\\n', allow_quoted_nulls = false`;
  const cells = [...header.keys()].map((name) => {
    const k = beside.indexOf(name);
    return k < 0 ? `f.${sqlName(name)}` : `${isBytes(name) ? `unhex(b.b${k})` : `decode(unhex(b.b${k}))`} AS ${sqlName(name)}`;
  });
  const others = [...header.keys()].filter((name) => !beside.includes(name)).map(sqlName);
  const whole = `(SELECT ${others.length > 0 ? others.join(", ") : "1"} FROM ${from}) AS f`;
  const namesOf = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(", ");
  return {
    from: `(SELECT ${cells.join(", ")} FROM ${whole} POSITIONAL JOIN read_csv(${sqlPath(copy)}, ${options}, columns = {${declared}}) AS b)`,
    header: new Map([...header].map(([name, type]) => [name, isBytes(name) ? {name: "binary"} : type])),
    notes: [
      ...(broken.length > 0 ? [`texts that are no UTF-8 are kept as bytes, in ${namesOf(broken)}`] : []),
      ...(cut.length > 0 ? [`times finer than a microsecond are kept as texts, in ${namesOf(cut)}`] : [])
    ]
  };
}

async function keepColumns(files: readonly DataFile[], names: readonly string[], copy: string): Promise<void> {
  const out = createWriteStream(copy);
  for (const {path} of files) {
    const {nRows, rows, print} = await openColumns(path, names);
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
    if (isBrokenText(error)) return false;
    throw error;
  }
}

/** Some columns of a Parquet file. */
interface ColumnReader {
  nRows: number;
  /** cells as {@link PhysicalType} says, in the columns' order */
  rows(start: number): Promise<unknown[][]>;
  /** by column */
  print: CellPrinter[];
}

async function openColumns(path: string, names: readonly string[]): Promise<ColumnReader> {
  const file = await asyncBufferFromFile(path);
  const whole = await parquetMetadataAsync(file, {geoparquet: false});
  const nRows = Number(whole.num_rows);
  const nodes = parquetSchema(whole).children;
  const columns = names.map((name) => parquetColumn(nodes.find(({element}) => element.name === name)!));
  const metadata = {...whole, schema: storedSchema(whole.schema)};
  return {
    nRows,
    print: columns.map(({type}) => createCellPrinter(type)),
    async rows(rowStart) {
      let rows: unknown[][] = [];
      const onComplete = (stored: unknown[][]): void => {
        rows = stored.map((row) => row.map((cell, j) => columns[j].decode(cell)));
      };
      const rowEnd = Math.min(nRows, rowStart + STEP);
      await parquetRead({...STORED, file, metadata, compressors, columns: [...names], rowStart, rowEnd, onComplete});
      return rows;
    }
  };
}
