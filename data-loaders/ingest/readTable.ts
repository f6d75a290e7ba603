import type {DuckDBConnection} from "@duckdb/node-api";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table} from "../../lib/dataset/table.js";
import type {RawPart} from "./rawPart.js";
import type {DataFile} from "./resolveFiles.js";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import type {KeptWord} from "./missingWords.js";
import type {Rounding} from "./typedTable.js";
import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {pipeline} from "node:stream/promises";
import {check, someOf} from "../../lib/check.js";
import {checkCells, checkAgreement, checkHeader, checkTypes, wantedColumns} from "./checkCells.js";
import {withDuckDB} from "./duckdb.js";
import {arrowType} from "../../lib/rows/arrowColumn.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {settleMissing} from "./missingWords.js";
import {joinParts} from "./rawPart.js";
import {openArrow, readArrow} from "./readArrow.js";
import {readCsv, readCsvHeader} from "./readCsv.js";
import {readParquet, readParquetHeader} from "./readParquet.js";
import {resolveFiles} from "./resolveFiles.js";
import {checkVariation, countRounding, toLabels, toTypedTable} from "./typedTable.js";

export interface IngestOptions {
  /** files or patterns; see resolveFiles */
  paths: string | readonly string[];
  definition: DatasetDefinition;
}

/** A table as models read it, and what was met on the way. Identifiers are checked and left behind. */
export interface IngestResult {
  /** the definition's inputs, in its order */
  table: Table;
  /** length nRows: 1 churned, 0 retained, -1 no label */
  labels: Int8Array;
  report: IngestReport;
}

/** Free of folders and times, so that it may stand in an artefact. */
export interface IngestReport {
  /** the file's name; of several, the first few names */
  name: string;
  /** "csv", "parquet", "arrow"; several are joined by "+" */
  format: string;
  /** of the file's bytes; of several files, of their hashes in reading order */
  sha256: string;
  files: {name: string; format: string; nRows: number}[];
  nRows: number;
  /** columns in the files, wanted or not */
  nColumns: number;
  /** columns that the definition does not name; not read */
  extraColumns: string[];
  /** columns that name a row: free of repeats, and dropped */
  identifiers: string[];
  rounding: Rounding;
  /** missing words that are levels, because they are frequent in a column whose levels the definition does not list */
  keptWords: KeptWord[];
}

/**
 * Reads a table of users from CSV, Parquet or Arrow files, straight to typed columns.
 *
 * Numbers are rounded to float32 (NaN is missing), texts are trimmed: lib/rows/cell says what a cell is.
 * Rows keep the order of the files, sorted by path.
 *
 * @throws if anything is not as the definition says; the error names files, columns, rows and values
 */
export async function readTable({paths, definition}: IngestOptions): Promise<IngestResult> {
  const files = await resolveFiles(paths);
  const opened = await withDuckDB((connection) => readFiles(connection, files, definition));
  const raw = joinParts(opened.map(({part}) => part));
  check(raw.nRows > 0, {
    where: "ingest",
    rule: "the data must have rows under its header",
    got: `none in ${someOf(files.map((d) => d.name))}`
  });
  const keptWords = settleMissing(raw, definition);
  await checkCells(raw, definition);
  const labels = toLabels(raw, definition);
  const table = toTypedTable(raw, definition);
  checkVariation(table, labels);
  const report: IngestReport = {
    name: someOf(
      files.map((d) => d.name),
      3
    ),
    format: [...new Set(files.map((d) => d.format))].join("+"),
    sha256: await hashFiles(files),
    files: files.map(({name, format}, i) => ({name, format, nRows: opened[i].part.nRows})),
    nRows: raw.nRows,
    nColumns: opened[0].columns.length,
    extraColumns: opened[0].extra,
    identifiers: definition.identifiers,
    rounding: countRounding(raw),
    keptWords
  };
  return {table, labels, report};
}

interface OpenedFile {
  columns: string[];
  extra: string[];
  part: RawPart;
}

/** All headers are looked at before any rows are read, so that a wrong file is refused at once. */
async function readFiles(connection: DuckDBConnection, files: readonly DataFile[], definition: DatasetDefinition): Promise<OpenedFile[]> {
  const wanted = wantedColumns(definition);
  const headers: {file: string; columns: string[]; extra: string[]; read: () => Promise<RawPart>}[] = [];
  for (const file of files) {
    const {types, read} = await openFile(connection, file, wanted);
    const columns = types.map(([name]) => name);
    headers.push({file: file.name, columns, extra: checkHeader(file.name, columns, definition), read});
    checkTypes(file.name, new Map(types), definition);
  }
  checkAgreement(headers);
  const opened: OpenedFile[] = [];
  for (const {columns, extra, read} of headers) opened.push({columns, extra, part: await read()});
  return opened;
}

async function openFile(
  connection: DuckDBConnection,
  file: DataFile,
  wanted: ReturnType<typeof wantedColumns>
): Promise<{types: [string, PhysicalType][]; read: () => Promise<RawPart>}> {
  if (file.format === "csv") {
    const header = await readCsvHeader(file, wanted);
    return {types: header.columns.map((name) => [name, TEXT]), read: () => readCsv(connection, file, {header, wanted})};
  }
  if (file.format === "parquet") {
    const header = await readParquetHeader(connection, file);
    return {types: [...header], read: () => readParquet(connection, file, {header, wanted})};
  }
  const arrow = await openArrow(file);
  return {types: arrow.schema.fields.map(({name, type}) => [name, arrowType(type)]), read: async () => readArrow(file, arrow, wanted)};
}

async function hashFiles(files: readonly DataFile[]): Promise<string> {
  const hashes: string[] = [];
  for (const {path} of files) {
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    hashes.push(hash.digest("hex"));
  }
  return hashes.length === 1 ? hashes[0] : createHash("sha256").update(hashes.join("\n")).digest("hex");
}
