import type {DuckDBConnection} from "@duckdb/node-api";
import type {DataFile} from "./resolveFiles.js";
import type {ParquetHeader} from "./readParquet.js";
import {createWriteStream} from "node:fs";
import {once} from "node:events";
import {finished} from "node:stream/promises";
import {asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema} from "hyparquet";
import {someOf} from "../../lib/check.js";
import {compressors} from "../../lib/rows/parquetCodecs.js";
import {parquetColumn, STORED, storedSchema} from "../../lib/rows/parquetColumn.js";
import {createCellPrinter} from "../../lib/rows/printCell.js";
import {sqlName, sqlPath} from "./duckdb.js";

/** Whether DuckDB stopped at a text of a Parquet file that is no UTF-8, though such a column may be read by nobody. */
export function isBrokenText(error: unknown): boolean {
  return error instanceof Error && error.message.includes("Invalid string encoding");
}

/** Parquet files as DuckDB can read them. */
export interface ReadableParquet {
  /** what follows FROM */
  from: string;
  header: ParquetHeader;
  notes: string[];
}

/**
 * Parquet files whose texts are no UTF-8 in some columns: these come as bytes, beside the others as DuckDB reads them. What is inside lists
 * and records comes as the text that it prints as.
 *
 * @param from what follows FROM, of the files as they are
 * @param copy where the columns are kept; must stay while `from` is read
 */
export async function mendBrokenText(
  connection: DuckDBConnection,
  files: readonly DataFile[],
  {from, header, copy}: {from: string; header: ParquetHeader; copy: string}
): Promise<ReadableParquet> {
  const broken: string[] = [];
  for (const [name, type] of header) if (type.name !== "binary" && !(await canRead(connection, name, from))) broken.push(name);
  if (broken.length === 0) return {from, header, notes: []};
  const isFlat = (name: string): boolean => header.get(name)!.name === "text";
  const out = createWriteStream(copy);
  for (const {path} of files) {
    const read = await openColumns(path, broken);
    for (let start = 0; start < read.nRows; start += STEP) {
      const lines = (await read.rows(start)).map((cells) => [MARK, ...cells].join(","));
      if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
    }
  }
  out.end();
  await finished(out);
  const declared = [MARK, ...broken.map((_, k) => `b${k}`)].map((name) => `'${name}': 'VARCHAR'`).join(", ");
  const options = `auto_detect = false, header = false, quote = '"', escape = '"', delim = ',', new_line = '\\n', allow_quoted_nulls = false`;
  const cells = [...header.keys()].map((name) => {
    const k = broken.indexOf(name);
    return k < 0 ? `f.${sqlName(name)}` : `${isFlat(name) ? `unhex(b.b${k})` : `decode(unhex(b.b${k}))`} AS ${sqlName(name)}`;
  });
  const others = [...header.keys()].filter((name) => !broken.includes(name)).map(sqlName);
  const whole = `(SELECT ${others.length > 0 ? others.join(", ") : "1"} FROM ${from}) AS f`;
  return {
    from: `(SELECT ${cells.join(", ")} FROM ${whole} POSITIONAL JOIN read_csv(${sqlPath(copy)}, ${options}, columns = {${declared}}) AS b)`,
    header: new Map([...header].map(([name, type]) => [name, broken.includes(name) && isFlat(name) ? {name: "binary"} : type])),
    notes: [
      `texts that are no UTF-8 are kept as bytes, in ${someOf(
        broken.map((name) => JSON.stringify(name)),
        3
      )}`
    ]
  };
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

/** Some columns of a Parquet file, each cell as hexadecimal digits in quotes; nothing where it is null. */
interface BytesReader {
  nRows: number;
  rows(start: number): Promise<string[][]>;
}

async function openColumns(path: string, names: readonly string[]): Promise<BytesReader> {
  const file = await asyncBufferFromFile(path);
  const whole = await parquetMetadataAsync(file, {geoparquet: false});
  const nRows = Number(whole.num_rows);
  const nodes = parquetSchema(whole).children;
  const columns = names.map((name) => parquetColumn(nodes.find(({element}) => element.name === name)!));
  const print = columns.map(({type}) => createCellPrinter(type));
  const metadata = {...whole, schema: storedSchema(whole.schema)};
  const hex = (cell: unknown, j: number): string => {
    const value = columns[j].decode(cell);
    if (value === null) return "";
    return `"${Buffer.from(value instanceof Uint8Array ? value : (print[j](value) as string)).toString("hex")}"`;
  };
  return {
    nRows,
    async rows(rowStart) {
      let rows: string[][] = [];
      const onComplete = (stored: unknown[][]): void => {
        rows = stored.map((row) => row.map(hex));
      };
      const rowEnd = Math.min(nRows, rowStart + STEP);
      await parquetRead({...STORED, file, metadata, compressors, columns: [...names], rowStart, rowEnd, onComplete});
      return rows;
    }
  };
}
