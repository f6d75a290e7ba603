import type {DuckDBConnection} from "@duckdb/node-api";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table} from "../../lib/dataset/table.js";
import type {RawPart, RawTable} from "./rawPart.js";
import type {NeededColumns} from "./checkCells.js";
import type {DataFile} from "./resolveFiles.js";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import type {KeptWord} from "./missingWords.js";
import type {TextFormat} from "../../lib/rows/format.js";
import type {Rounding, Units} from "./typedTable.js";
import {mkdir} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {someOf} from "../../lib/check.js";
import {checkCells, checkAgreement, checkHeader, checkTypes, wantedColumns} from "./checkCells.js";
import {withDuckDB} from "./duckdb.js";
import {checkHasRows} from "../../lib/rows/bareRow.js";
import {arrowNames, arrowType} from "../../lib/rows/arrowColumn.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {withScratch} from "../flow/scratch.js";
import {readAtRest} from "./fileState.js";
import {settleMissing} from "./missingWords.js";
import {noteEncoding} from "../../lib/rows/encoding.js";
import {joinParts} from "./rawPart.js";
import {openArrow, readArrow} from "./readArrow.js";
import {openCsvForBuild, readCsv} from "./readCsv.js";
import {keepSheetAsCsv} from "./readXlsx.js";
import {readingParquet, readParquet, readParquetHeader} from "./readParquet.js";
import {resolveFiles} from "./resolveFiles.js";
import {checkVariation, countRounding, toLabels, toTypedTable, toUnits} from "./typedTable.js";

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
  units: Units;
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
  /** rows of the files that have no value in any cell, such as lines of commas only; they are none of the table */
  nBare: number;
  /** rows of the files that the definition calls no data, and what they are */
  nNotRows: number;
  /** what a person should know of how files were read, a phrase each */
  notes: string[];
  /** columns in the files, wanted or not */
  nColumns: number;
  /** columns that the definition does not name; not read */
  extraColumns: string[];
  /** columns that name a row: free of repeats, and dropped */
  identifiers: string[];
  rounding: Rounding;
  /** missing words that are levels, because they are frequent in a column whose levels the definition does not list */
  keptWords: KeptWord[];
  /** what the table calls its periods, in the order of time; empty where the definition names no time */
  periods: string[];
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
  const {result, sha256} = await readAtRest(files, () =>
    withDuckDB((connection) => withScratch(tmpdir(), "ingest", (scratch) => readRaw(connection, files, {definition, scratch})))
  );
  const {opened, raw, keptWords} = result;
  const labels = toLabels(raw, definition);
  const units = toUnits(raw, definition, labels);
  const table = toTypedTable(raw, definition);
  checkVariation(table, labels);
  const report: IngestReport = {
    name: someOf(
      files.map((d) => d.name),
      3
    ),
    format: [...new Set(files.map((d) => d.format))].join("+"),
    sha256,
    files: files.map(({name, format}, i) => ({name, format, nRows: opened[i].part.nRows})),
    nRows: raw.nRows,
    nBare: opened.reduce((sum, {part}) => sum + part.nBare, 0),
    nNotRows: opened.reduce((sum, {part}) => sum + part.nNotRows, 0),
    notes: opened.flatMap(({notes}) => notes),
    nColumns: opened[0].columns.length,
    extraColumns: opened[0].extra,
    identifiers: definition.identifiers,
    rounding: countRounding(raw, definition, units.groups),
    keptWords,
    periods: units.periodNames
  };
  return {table, labels, units, report};
}

/** Reads and checks all files; complaints quote cells, which may stand in a copy in the scratch folder. */
async function readRaw(
  connection: DuckDBConnection,
  files: readonly DataFile[],
  work: {definition: DatasetDefinition; scratch: string}
): Promise<{opened: OpenedFile[]; raw: RawTable; keptWords: KeptWord[]}> {
  const opened = await readFiles(connection, files, work);
  const raw = joinParts(opened.map(({part}) => part));
  checkHasRows(`ingest ${someOf(files.map((d) => d.name))}`, raw.nRows);
  const keptWords = settleMissing(raw, work.definition);
  await checkCells(raw, work.definition);
  return {opened, raw, keptWords};
}

interface OpenedFile {
  columns: string[];
  extra: string[];
  part: RawPart;
  notes: string[];
}

/** What was found above the rows of a file, and how to read them. */
interface OpenedHeader {
  columns: string[];
  /** by column */
  types: PhysicalType[];
  notes: string[];
  read(columnOf: (name: string) => string): Promise<RawPart>;
}

/** All headers are looked at before any rows are read, so that a wrong file is refused at once. */
async function readFiles(
  connection: DuckDBConnection,
  files: readonly DataFile[],
  {definition, scratch}: {definition: DatasetDefinition; scratch: string}
): Promise<OpenedFile[]> {
  const headers: {file: string; header: OpenedHeader; needed: NeededColumns}[] = [];
  for (const [i, file] of files.entries()) {
    const header = await openFile(connection, file, {definition, scratch: join(scratch, String(i))});
    const needed = checkHeader(file.name, header.columns, definition);
    headers.push({file: file.name, header, needed});
    const typeOf = (name: string): PhysicalType => header.types[header.columns.indexOf(needed.columnOf(name))];
    const {numbers, texts} = wantedColumns(definition);
    checkTypes(file.name, new Map([...numbers, ...texts].map((name) => [name, typeOf(name)])), definition);
  }
  checkAgreement(headers.map(({file, header: {columns}}) => ({file, columns})));
  const opened: OpenedFile[] = [];
  for (const {file, header, needed} of headers) {
    const {columns, notes} = header;
    const part = await header.read(needed.columnOf);
    opened.push({columns, notes: notes.map((note) => `${file}: ${note}`), extra: needed.extra, part});
  }
  return opened;
}

async function openFile(
  connection: DuckDBConnection,
  file: DataFile,
  {definition, scratch}: {definition: DatasetDefinition; scratch: string}
): Promise<OpenedHeader> {
  const wanted = wantedColumns(definition);
  if (file.format === "csv" || file.format === "xlsx") {
    await mkdir(scratch);
    const {file: csv, format, notes} = await asCsv(file, {format: definition.format ?? {}, numbers: wanted.numbers, scratch});
    const text = await openCsvForBuild(csv, wanted, {format, scratch});
    const note = noteEncoding(text.encoding, format.encoding);
    return {
      columns: text.head.columns,
      types: text.head.columns.map(() => TEXT),
      notes: note === null ? notes : [...notes, note],
      read: (columnOf) => readCsv(connection, file, {text, wanted, scratch, columnOf})
    };
  }
  if (file.format === "parquet") {
    const header = await readParquetHeader(connection, file);
    const notes: string[] = []; // of the rows, once they are read
    const read: OpenedHeader["read"] = (columnOf) =>
      readingParquet(connection, file, {header, copy: `${scratch}.csv`}, (readable) => {
        for (const note of readable.notes) notes.push(note);
        return readParquet(connection, file, {...readable, wanted, columnOf});
      });
    return {columns: [...header.keys()], types: [...header.values()], notes, read};
  }
  const arrow = await openArrow(file);
  return {
    columns: arrowNames(arrow.schema),
    types: arrow.schema.fields.map((d) => arrowType(d.type)),
    notes: [],
    read: async (columnOf) => readArrow(file, arrow, {wanted, columnOf})
  };
}

/** A sheet of a workbook as CSV; what is CSV stays as it is. */
async function asCsv(
  file: DataFile,
  {format, numbers, scratch}: {format: TextFormat; numbers: readonly string[]; scratch: string}
): Promise<{file: DataFile; format: TextFormat; notes: string[]}> {
  if (file.format !== "xlsx") return {file, format, notes: []};
  return keepSheetAsCsv(file, {asker: "ingest", format, numbers, notesShip: true, copy: join(scratch, "sheet.csv")});
}
