import type {DuckDBConnection} from "@duckdb/node-api";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import type {TextFormat} from "../../lib/rows/format.js";
import type {DataFile} from "../ingest/resolveFiles.js";
import {join} from "node:path";
import {check, someOf} from "../../lib/check.js";
import {checkColumnNames} from "../../lib/rows/matchColumns.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlLevelText} from "../ingest/cellSql.js";
import {sqlName, sqlPath} from "../ingest/duckdb.js";
import {openCsv, readAside, readCsvSql} from "../ingest/openCsv.js";
import {readParquetHeader} from "../ingest/readParquet.js";
import {keepSheetAsCsv} from "../ingest/readXlsx.js";
import {screenCsv} from "../ingest/screenCsv.js";
import {keepArrowAsTable} from "../score/arrowAsTable.js";

/** A table that nobody has described, in DuckDB: `seen`, with a column of texts for each of the file's, c0, c1 and so on. */
export interface SeenTable {
  columns: {name: string; type: PhysicalType}[];
  nRows: number;
  /** what was found out about how the file is written */
  format: TextFormat;
}

const ASKER = "init";

/**
 * Reads one file of any form into the table `seen`, as all doors read it: the same records, the same cells.
 *
 * @throws if it cannot be read, has no row, or has lines that are none
 */
export async function openTable(connection: DuckDBConnection, file: DataFile, scratch: string): Promise<SeenTable> {
  const {columns, from, format} = await openSource(connection, file, scratch);
  const names = columns.map(({name}) => name);
  checkColumnNames(names, {where: `${ASKER} ${file.name}`, added: []});
  const cells = columns.map(({name, type}, j) => `coalesce(${sqlLevelText(sqlName(name), type)}, '') AS c${j}`);
  await connection.run(`CREATE TABLE seen AS SELECT ${cells.join(", ")} FROM ${from}`);
  const isEmpty = columns.map((_, j) => `c${j} = ''`).join(" AND ");
  await connection.run(`DELETE FROM seen WHERE ${isEmpty}`);
  const [[nRows]] = (await connection.runAndReadAll("SELECT count(*) FROM seen")).getRows();
  check(Number(nRows) > 0, {where: `${ASKER} ${file.name}`, rule: "the table must have rows under its header", got: "none"});
  return {columns, nRows: Number(nRows), format};
}

interface OpenedSource {
  columns: SeenTable["columns"];
  from: string;
  format: TextFormat;
}

async function openSource(connection: DuckDBConnection, file: DataFile, scratch: string): Promise<OpenedSource> {
  if (file.format === "csv") return openCsvSource(file, scratch);
  if (file.format === "xlsx") {
    const sheet = await keepSheetAsCsv(file, {asker: ASKER, format: {}, copy: join(scratch, "sheet.csv")});
    return {...(await openCsvSource(sheet.file, scratch)), format: {}};
  }
  if (file.format === "parquet") {
    const header = await readParquetHeader(connection, file, ASKER);
    const from = `read_parquet(${sqlPath(file.path)}, hive_partitioning = false)`;
    return {columns: [...header].map(([name, type]) => ({name, type})), from, format: {}};
  }
  const {columns, types, from} = await keepArrowAsTable(file, join(scratch, "arrow.csv"));
  return {columns: columns.map((name, j) => ({name, type: types[j]})), from, format: {}};
}

async function openCsvSource(file: DataFile, scratch: string): Promise<OpenedSource> {
  const {path, head, isWhole} = await openCsv(file, {asker: ASKER, isWanted: () => false, format: {}, copy: join(scratch, "text.csv")});
  const screened = await screenCsv(path, {head, isWhole, copy: join(scratch, "rows.csv"), aside: join(scratch, "aside.json")});
  const bad = screened.nAside > screened.nBare ? (await readAside(screened)).filter(({isBare}) => !isBare) : [];
  check(bad.length === 0, {
    where: `${ASKER} ${file.name}`,
    rule: "every line must be a row of the table",
    got: `${bad.length} that are not: ${someOf(
      bad.map(({line, error}) => `line ${line}: ${error}`),
      20
    )}`,
    remedy: "Mend these lines, or take them out."
  });
  return {columns: head.columns.map((name) => ({name, type: TEXT})), from: readCsvSql([screened], head, head.columns), format: {}};
}
