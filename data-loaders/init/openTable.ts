import type {DuckDBConnection} from "@duckdb/node-api";
import type {DataFile} from "../ingest/resolveFiles.js";
import {join} from "node:path";
import {check} from "../../lib/check.js";
import {checkHasRows} from "../../lib/rows/bareRow.js";
import {checkColumnNames} from "../../lib/rows/matchColumns.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import type {FoundEncoding} from "../../lib/rows/encoding.js";
import type {TextFormat} from "../../lib/rows/format.js";
import {sqlBare, sqlLevelText} from "../ingest/cellSql.js";
import {sqlName} from "../ingest/duckdb.js";
import {openCsv, readCsvSql, refuseBadLines} from "../ingest/openCsv.js";
import {readingParquet, readParquetHeader} from "../ingest/readParquet.js";
import {keepSheetAsCsv} from "../ingest/readXlsx.js";
import type {ReadSheet} from "../ingest/readXlsx.js";
import {screenCsv} from "../ingest/screenCsv.js";
import type {FoundNotRow, SeenColumn} from "./notRows.js";
import {setNotRowsApart} from "./notRows.js";
import {keepArrowAsTable} from "../score/arrowAsTable.js";

/** A table that nobody has described, in DuckDB: `seen`, with a column of texts for each of the file's, c0, c1 and so on. */
export interface SeenTable {
  columns: SeenColumn[];
  nRows: number;
  /** lines that are no data and not in `seen` */
  notRows: FoundNotRow[];
  /** lines of text above the header, and the line on which it stands; null: none */
  above: {n: number; line: number} | null;
  /** the sheet of a workbook; null: it is none */
  sheet: ReadSheet | null;
  /** of a CSV file's text; null: it is none */
  encoding: string | null;
}

const ASKER = "init";

/**
 * Reads one file of any form into the table `seen`, as all doors read it: the same records, the same cells, no row without a value.
 *
 * @throws if it cannot be read, has no row, or has lines that are none
 */
export async function openTable(
  connection: DuckDBConnection,
  file: DataFile,
  {scratch, format, found}: Pick<ReadingOptions<unknown>, "scratch" | "found"> & {format: TextFormat}
): Promise<SeenTable> {
  const where = `${ASKER} ${file.name}`;
  const {columns, above, sheet, encoding} = await readingSource(connection, file, {
    asker: ASKER,
    scratch,
    format,
    found,
    findsAbove: true,
    async read({columns, from, above, sheet, encoding}) {
      checkColumnNames(
        columns.map(({name}) => name),
        {where, added: []}
      );
      checkHeader(columns, where);
      const cells = columns.map(({name, type}, j) => `coalesce(${sqlLevelText(sqlName(name), type)}, '') AS c${j}`);
      const isBare = columns.length > 1 ? columns.map(({name, type}) => sqlBare(sqlName(name), type)).join(" AND ") : "false";
      await connection.run(`CREATE TABLE seen AS SELECT ${cells.join(", ")} FROM ${from} WHERE NOT (${isBare})`);
      return {columns, above, sheet, encoding};
    }
  });
  const notRows = await setNotRowsApart(connection, columns);
  const reader = await connection.runAndReadAll("SELECT count(*)::DOUBLE FROM seen");
  const nRows = Number(reader.getRows()[0][0]);
  checkHasRows(where, nRows);
  return {columns, nRows, notRows, above, sheet, encoding};
}

/** Columns without a name, as the reader of files calls them. */
const UNNAMED = /^unnamed_\d+$/;
/** A table of so many columns has a name for most of them. */
const MANY_COLUMNS = 3;

/** A title, or a band of groups, above the header is no header: most of its cells are empty. */
function checkHeader(columns: readonly SeenColumn[], where: string): void {
  const nUnnamed = columns.filter(({name}) => UNNAMED.test(name)).length;
  check(columns.length < MANY_COLUMNS || 2 * nUnnamed < columns.length, {
    where,
    rule: "the first line must name the columns",
    got: `names for ${columns.length - nUnnamed} of ${columns.length}`,
    remedy: "Where a title or the names of groups stand above the header, take those lines out."
  });
}

/** A file as DuckDB reads it. */
export interface OpenedSource {
  columns: SeenTable["columns"];
  /** what follows FROM */
  from: string;
  /** lines that are no rows, and not among them */
  nAside: number;
  above: SeenTable["above"];
  sheet: SeenTable["sheet"];
  encoding: SeenTable["encoding"];
}

export interface ReadingOptions<T> {
  /** who reads it, for errors */
  asker: string;
  scratch: string;
  /** what is known of how the file is written; default: nothing */
  format?: TextFormat;
  /** what a CSV file's bytes tell of its encoding; default: it is looked for */
  found?: FoundEncoding;
  /** whether lines that are no rows are left out; default: such a file is refused */
  leavesOut?: boolean;
  /** whether lines of text above the header are looked for and passed over; default: such a file is refused */
  findsAbove?: boolean;
  read: (source: OpenedSource) => Promise<T>;
}

/** Opens a file of any form and reads it; a Parquet file once more where its texts stopped DuckDB. */
export async function readingSource<T>(connection: DuckDBConnection, file: DataFile, options: ReadingOptions<T>): Promise<T> {
  const {asker, scratch, read} = options;
  if (file.format !== "parquet") return read(await openSource(file, options));
  const header = await readParquetHeader(connection, file, asker);
  return readingParquet(connection, file, {header, copy: join(scratch, "beside.csv")}, ({from, header: readable}) =>
    read({columns: [...readable].map(([name, type]) => ({name, type})), from, nAside: 0, above: null, sheet: null, encoding: null})
  );
}

type SourceOptions = Omit<ReadingOptions<unknown>, "read">;

async function openSource(file: DataFile, options: SourceOptions): Promise<OpenedSource> {
  const {asker, scratch} = options;
  if (file.format === "csv") return openCsvSource(file, options);
  if (file.format === "xlsx") {
    const {file: copy, sheet} = await keepSheetAsCsv(file, {asker, format: {}, findsTable: true, copy: join(scratch, "sheet.csv")});
    return {...(await openCsvSource(copy, {...options, format: {}, found: undefined})), sheet, encoding: null};
  }
  const {columns, types, from} = await keepArrowAsTable(file, {asker, copy: join(scratch, "arrow.csv")});
  return {columns: columns.map((name, j) => ({name, type: types[j]})), from, nAside: 0, above: null, sheet: null, encoding: null};
}

async function openCsvSource(
  file: DataFile,
  {asker, scratch, format = {}, found, leavesOut = false, findsAbove}: SourceOptions
): Promise<OpenedSource> {
  const copy = join(scratch, "text.csv");
  const {path, head, isWhole, nAbove, encoding} = await openCsv(file, {asker, isWanted: () => false, format, found, findsAbove, copy});
  const screened = await screenCsv(path, {head, isWhole, copy: join(scratch, "rows.csv"), aside: join(scratch, "aside.json")});
  if (!leavesOut) await refuseBadLines(`${asker} ${file.name}`, screened);
  const columns = head.columns.map((name) => ({name, type: TEXT}));
  return {
    columns,
    from: readCsvSql([screened], head, head.columns),
    nAside: screened.nAside,
    above: nAbove === 0 ? null : {n: nAbove, line: head.headerLine},
    sheet: null,
    encoding
  };
}
