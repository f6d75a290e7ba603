import type {DuckDBConnection} from "@duckdb/node-api";
import type {DataFile} from "./resolveFiles.js";
import type {RawPart, WantedColumns} from "./rawPart.js";
import {complain} from "../../lib/check.js";
import {readSource, sqlName, sqlParsed, sqlPath, sqlTrimmed} from "./duckdb.js";

/** A Parquet file's columns with DuckDB's names of their types, in order. */
export type ParquetHeader = Map<string, string>;

const NUMBER_TYPES = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|BOOLEAN|DECIMAL\(.*\))$/;

/** @param asker who reads it, for errors. @throws if the file is empty, cut short or not Parquet at all */
export async function readParquetHeader(connection: DuckDBConnection, file: DataFile, asker = "ingest"): Promise<ParquetHeader> {
  try {
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${fromParquet(file)}`);
    return new Map(reader.getRows().map(([name, type]) => [String(name), String(type)]));
  } catch (error) {
    throw complain({
      where: `${asker} ${file.name}`,
      rule: "the file must be Parquet",
      got: (error as Error).message.split("\n")[0].replaceAll(file.path, file.name),
      remedy: "Write it again; it may be cut short or be of another format."
    });
  }
}

/** Reads the wanted columns of a Parquet file. Numbers stored as text are parsed; NaN is missing. */
export async function readParquet(
  connection: DuckDBConnection,
  file: DataFile,
  {header, wanted}: {header: ParquetHeader; wanted: WantedColumns}
): Promise<RawPart> {
  try {
    return await readSource(connection, {
      file: file.name,
      from: fromParquet(file),
      numbers: new Map(wanted.numbers.map((name) => [name, sqlNumber(name, header.get(name)!)])),
      texts: new Map(wanted.texts.map((name) => [name, sqlTrimmed(sqlPlainText(name, header.get(name)!))])),
      cell: (column) => `${sqlName(column)}::VARCHAR`
    });
  } catch (error) {
    throw complain({
      where: `ingest ${file.name}`,
      rule: "the Parquet file must be whole",
      got: (error as Error).message.split("\n")[0].replaceAll(file.path, file.name)
    });
  }
}

function fromParquet({path}: DataFile): string {
  return `read_parquet(${sqlPath(path)}, hive_partitioning = false)`;
}

function sqlNumber(name: string, type: string): string {
  if (!NUMBER_TYPES.test(type)) return sqlParsed(`${sqlName(name)}::VARCHAR`);
  return `CASE WHEN isnan(${sqlName(name)}::DOUBLE) THEN NULL ELSE ${sqlName(name)}::DOUBLE END`;
}

/** Whole numbers kept as floating point (pandas does so beside missing values) read as "1", not "1.0". */
function sqlPlainText(name: string, type: string): string {
  const text = `${sqlName(name)}::VARCHAR`;
  return type === "DOUBLE" || type === "FLOAT" ? `regexp_replace(${text}, '\\.0$', '')` : text;
}
