import type {DuckDBConnection} from "@duckdb/node-api";
import {stat} from "node:fs/promises";
import type {DataFile} from "./resolveFiles.js";
import type {RawPart, WantedColumns} from "./rawPart.js";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import {check, ChurnbookError, complain} from "../../lib/check.js";
import {checkColumnNames, nameColumns} from "../../lib/rows/matchColumns.js";
import {canBeBlank} from "../../lib/rows/bareRow.js";
import type {ParquetHeader, ReadableParquet} from "./parquetBeside.js";
import {findUnreadable, findWideDecimals, isUnreadable, setBeside} from "./parquetBeside.js";
import {duckdbType, sqlBare, sqlLevelText, sqlNumber, sqlPrinted} from "./cellSql.js";
import {findDurations} from "../../lib/rows/arrowColumn.js";
import {ARROW_SCHEMA} from "../../lib/rows/parquetColumn.js";
import {findNotRows, readSource, sqlName, sqlPath, sqlText} from "./duckdb.js";

/** @param asker who reads it, for errors. @throws if the file is empty, cut short or not Parquet at all */
export async function readParquetHeader(connection: DuckDBConnection, file: DataFile, asker = "ingest"): Promise<ParquetHeader> {
  const where = `${asker} ${file.name}`;
  check((await stat(file.path)).size > 0, {where, rule: "the file must not be empty", got: "0 bytes"});
  try {
    const columns = await topColumns(connection, file);
    const names = nameColumns(columns.map(({name}) => name));
    checkColumnNames(names, {where, added: []});
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${readParquetSql([file])}`);
    const durations = await readDurations(connection, file);
    return new Map(
      reader.getRows().map(([, type], j) => [names[j], durations.get(names[j]) ?? columns[j].decimal ?? duckdbType(String(type))])
    );
  } catch (error) {
    if (error instanceof ChurnbookError) throw error;
    throw complain({
      where,
      rule: "the file must be Parquet",
      got: (error as Error).message
        .split("\n")[0]
        .replaceAll(file.path, file.name)
        .replace(/^[A-Z]\w*( \w+)? Error: /, ""),
      remedy: "Write it again; it may be cut short or be of another format."
    });
  }
}

/** See findDurations. */
async function readDurations(connection: DuckDBConnection, {path}: DataFile): Promise<ReadonlyMap<string, PhysicalType>> {
  const reader = await connection.runAndReadAll(
    `SELECT decode(value) FROM parquet_kv_metadata(${sqlPath(path)}) WHERE key = ${sqlText(ARROW_SCHEMA)}::BLOB`
  );
  return findDurations(String(reader.getRows()[0]?.[0] ?? ""));
}

interface TopColumn {
  name: string;
  /** of a decimal, which DuckDB's own reader makes a floating-point number of where it has more digits than its own */
  decimal: PhysicalType | null;
}

/** The columns as the file has them; DuckDB's own reader gives one that comes twice another name. */
async function topColumns(connection: DuckDBConnection, {path}: DataFile): Promise<TopColumn[]> {
  const reader = await connection.runAndReadAll(
    `SELECT name, coalesce(num_children, 0)::INTEGER, precision::INTEGER, coalesce(scale, 0)::INTEGER FROM parquet_schema(${sqlPath(path)})`
  );
  const [, ...nodes] = reader.getRows() as [string, number, number | null, number][]; // the first is the root; children follow their parents
  const columns: TopColumn[] = [];
  let nInside = 0;
  for (const [name, nChildren, precision, scale] of nodes) {
    if (nInside === 0) columns.push({name, decimal: precision === null ? null : {name: "decimal", scale, precision}});
    else --nInside;
    nInside += nChildren;
  }
  return columns;
}

/**
 * Reads the wanted columns of a Parquet file.
 *
 * @param from what follows FROM
 */
export async function readParquet(
  connection: DuckDBConnection,
  file: DataFile,
  {from, header, wanted, columnOf}: {from: string; header: ParquetHeader; wanted: WantedColumns; columnOf: (name: string) => string}
): Promise<RawPart> {
  const typeOf = (name: string): PhysicalType => header.get(columnOf(name))!;
  const sqlOf = (name: string): string => sqlName(columnOf(name));
  const cell = (column: string): string => sqlPrinted(sqlOf(column), typeOf(column));
  try {
    return await readSource(connection, {
      file: file.name,
      from,
      numbers: new Map(
        wanted.numbers.map((name) => [
          name,
          sqlNumber(
            sqlOf(name),
            {type: typeOf(name), missing: wanted.missing, format: wanted.format, days: wanted.dates.get(name)},
            "DOUBLE"
          )
        ])
      ),
      texts: new Map(wanted.texts.map((name) => [name, sqlLevelText(sqlOf(name), typeOf(name), wanted.levels.get(name))])),
      wanted,
      cell,
      bare: await findBareRows(connection, from, header),
      notRows: await findNotRows(connection, {from, notRows: wanted.notRows, cell})
    });
  } catch (error) {
    if (isUnreadable(error)) throw error;
    throw complain({
      where: `ingest ${file.name}`,
      rule: "the Parquet file must be whole",
      got: (error as Error).message.split("\n")[0].replaceAll(file.path, file.name)
    });
  }
}

/**
 * Reads a Parquet file; once more, and what stops DuckDB by another reader, where something does.
 *
 * @param copy where columns of such texts are kept
 */
export async function readingParquet<T>(
  connection: DuckDBConnection,
  file: DataFile,
  {header, copy}: {header: ParquetHeader; copy: string},
  read: (readable: ReadableParquet) => Promise<T>
): Promise<T> {
  const from = fromParquet([file], header);
  const wide = await findWideDecimals(connection, [file], header);
  try {
    return await read(await setBeside([file], {from, header, copy, wide}));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return read(await setBeside([file], {from, header, copy, wide, unread: await findUnreadable(connection, {from, header})}));
  }
}

/**
 * The rows that have no value in any cell; see findBareFault. Row groups with a column that is never null are passed over.
 *
 * @param from what follows FROM
 * @returns their places, rising, from 0
 */
export async function findBareRows(connection: DuckDBConnection, from: string, header: ParquetHeader): Promise<number[]> {
  if (header.size < 2) return [];
  const cells = [...header].sort(([, a], [, b]) => Number(canBeBlank(a)) - Number(canBeBlank(b)));
  const isBare = cells.map(([name, type]) => sqlBare(sqlName(name), type)).join(" AND ");
  const found = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${from} WHERE ${isBare}`);
  if (found.getRows()[0][0] === 0) return [];
  const rows = `SELECT row_number() OVER () - 1 AS place, ${isBare} AS bare FROM ${from}`;
  const reader = await connection.runAndReadAll(`SELECT place::DOUBLE FROM (${rows}) WHERE bare ORDER BY place`);
  return reader.getRows().map(([place]) => Number(place));
}

/** What follows FROM, for files of the same columns. @param header their columns, by the names that they are to have */
export function fromParquet(files: readonly DataFile[], header: ParquetHeader): string {
  const names = [...header.keys()];
  const from = readParquetSql(files);
  return names.some((name) => /^unnamed_/.test(name)) ? `(SELECT * FROM ${from} AS f(${names.map(sqlName).join(", ")}))` : from;
}

function readParquetSql(files: readonly DataFile[]): string {
  return `read_parquet([${files.map(({path}) => sqlPath(path)).join(", ")}], hive_partitioning = false)`;
}
