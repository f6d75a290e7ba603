import type {DuckDBConnection} from "@duckdb/node-api";
import type {Model, ModelInput} from "../../lib/model/model.js";
import type {Places} from "../../lib/rows/places.js";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import type {CsvText} from "../ingest/openCsv.js";
import type {DataFile} from "../ingest/resolveFiles.js";
import type {ScreenedCsv} from "../ingest/screenCsv.js";
import type {ScoreJob} from "./scoreJob.js";
import {countOf} from "../../lib/rows/dates.js";
import {join} from "node:path";
import {check, someOf} from "../../lib/check.js";
import {checkColumnTypes, columnKindOf} from "../../lib/rows/cell.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlLevel, sqlNumber} from "../ingest/cellSql.js";
import {sqlName, sqlPath} from "../ingest/duckdb.js";
import {checkColumnNames, checkMatch, foldName, matchColumns} from "../../lib/rows/matchColumns.js";
import {collectLines} from "../../lib/rows/places.js";
import {noteEncoding} from "../../lib/rows/encoding.js";
import {openCsv, readCsvSql} from "../ingest/openCsv.js";
import {findCutTimes, findUnreadable, findWideDecimals, setBeside} from "../ingest/parquetBeside.js";
import {findBareRows, readParquetHeader, fromParquet} from "../ingest/readParquet.js";
import {keepArrowAsTable} from "./arrowAsTable.js";
import {screenCsv} from "../ingest/screenCsv.js";

/** CSV or Parquet files as DuckDB reads them: the same rows in the same order each time. */
export interface TableSource {
  format: "csv" | "parquet" | "arrow";
  /** what follows FROM; its columns are the files' own, by name */
  from: string;
  columns: string[];
  types: PhysicalType[];
  /** the model's, in its order, under the names that the files give them */
  inputs: ModelInput[];
  /** of a CSV file */
  delimiter: string;
  /** rows that DuckDB reads */
  nRows: number;
  /** of these, rising from 0: rows that have no value in any cell, which are none of the table */
  bare: readonly number[];
  /** the files, in their order */
  parts: TablePart[];
  /** what a person should know of how the files were read */
  notes: string[];
}

/** One file of a table. */
export interface TablePart {
  name: string;
  /** rows that DuckDB reads of it */
  nRows: number;
  /** of a CSV file: the lines on which its rows begin */
  lines?: Places;
  /** where its lines that are no rows are kept; null if it has none */
  aside: string | null;
  nAside: number;
}

/**
 * Looks at the files' headers, and reads CSV files through for lines that are no rows.
 *
 * @throws if a file is none of its format, has a column twice, or not the same columns as the others
 */
export async function openTable(
  connection: DuckDBConnection,
  {files, model, scratch, hasUnreadable = false}: Pick<ScoreJob, "files" | "model" | "scratch"> & {hasUnreadable?: boolean}
): Promise<TableSource> {
  if (files[0].format === "arrow") return openArrowTable(files, {model, scratch});
  if (files[0].format !== "parquet") return openCsvFiles(files, {model, scratch});
  return openParquet(connection, files, {model, hasUnreadable, copy: join(scratch, "beside.csv")});
}

/** @param copy where columns are kept that DuckDB cannot read */
async function openParquet(
  connection: DuckDBConnection,
  files: readonly DataFile[],
  {model: {inputs}, hasUnreadable, copy}: {model: Model; hasUnreadable: boolean; copy: string}
): Promise<TableSource> {
  const headers = await Promise.all(files.map((file) => readParquetHeader(connection, file, "score")));
  const columns = [...headers[0].keys()];
  const source = {columns, inputs: namesInFile(inputs, columns, `score ${files[0].name}`)};
  checkSameHeaders(
    files,
    headers.map((header) => [...header.keys()])
  );
  for (const [i, header] of headers.entries()) checkTypes(files[i], source.inputs, {columns, types: [...header.values()]});
  const parts: TablePart[] = [];
  for (const {name, path} of files) {
    const reader = await connection.runAndReadAll(`SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata(${sqlPath(path)})`);
    parts.push({name, nRows: Number(reader.getRows()[0][0]), aside: null, nAside: 0});
  }
  const whole = {from: fromParquet(files, headers[0]), header: headers[0]};
  const unread = hasUnreadable ? await findUnreadable(connection, whole) : [];
  const wide = await findWideDecimals(connection, files, headers[0]);
  const cut = await findCutTimes(connection, files, headers[0]);
  const {from, header, notes} = await setBeside(files, {...whole, copy, unread, wide, cut});
  const types = [...header.values()];
  const bare = await findBareRows(connection, from, header);
  return {...source, bare, types, delimiter: ",", format: "parquet", from, parts, nRows: sumRows(parts), notes};
}

async function openCsvFiles(
  files: readonly DataFile[],
  {model: {inputs, format = {}}, scratch}: Pick<ScoreJob, "model" | "scratch">
): Promise<TableSource> {
  const wanted = new Set(inputs.map(({name}) => foldName(name)));
  const isWanted = (name: string): boolean => wanted.has(foldName(name));
  const texts: CsvText[] = [];
  for (const [i, file] of files.entries()) {
    texts.push(await openCsv(file, {asker: "score", isWanted, format, copy: join(scratch, `text-${i}.csv`)}));
  }
  const {columns, delimiter} = texts[0].head;
  const named = namesInFile(inputs, columns, `score ${files[0].name}`);
  checkSameHeaders(
    files,
    texts.map(({head}) => [...head.columns, head.delimiter])
  );
  const screened: ScreenedCsv[] = [];
  const lines: Places[] = [];
  for (const [i, {path, head, isWhole}] of texts.entries()) {
    const {lineBreak} = screened[0] ?? {};
    const {places, push} = collectLines();
    lines.push(places);
    const options = {head, isWhole, lineBreak, onRow: push, copy: join(scratch, `rows-${i}.csv`), aside: join(scratch, `aside-${i}.json`)};
    screened.push(await screenCsv(path, options));
  }
  const parts = screened.map((part, i): TablePart => ({...part, name: files[i].name, lines: lines[i]}));
  const notes = texts.flatMap((text, i) => {
    const note = noteEncoding(text.encoding, format.encoding);
    return note === null ? [] : [`${files[i].name}: ${note}`];
  });
  const from = readCsvSql(screened, texts[0].head, columns);
  const types = columns.map(() => TEXT);
  return {columns, inputs: named, types, delimiter, format: "csv", from, parts, nRows: sumRows(parts), bare: [], notes};
}

/** An Arrow file, of which something else than Arrow is to come. */
async function openArrowTable(
  [file, ...others]: readonly DataFile[],
  {model, scratch}: Pick<ScoreJob, "model" | "scratch">
): Promise<TableSource> {
  check(others.length === 0, {where: "score", rule: "Arrow files are scored one at a time", got: others.length + 1});
  const {columns, types, from, nRows, bare} = await keepArrowAsTable(file, {asker: "score", copy: join(scratch, "arrow.csv")});
  const inputs = namesInFile(model.inputs, columns, `score ${file.name}`);
  checkTypes(file, inputs, {columns, types});
  const parts = [{name: file.name, nRows, aside: null, nAside: 0}];
  return {columns, inputs, types, delimiter: ",", format: "arrow", from, parts, nRows, bare, notes: []};
}

function checkSameHeaders(files: readonly DataFile[], headers: readonly (readonly string[])[]): void {
  for (const [i, header] of headers.entries()) {
    check(header.join("\n") === headers[0].join("\n"), {
      where: `score ${files[i].name}`,
      rule: `all files must have the columns of ${files[0].name}, in its order and with its separator`,
      got: someOf(header, 20)
    });
  }
}

function checkTypes(file: DataFile, inputs: readonly ModelInput[], {columns, types}: Pick<TableSource, "columns" | "types">): void {
  checkColumnTypes(
    `score ${file.name}`,
    inputs.map((input) => ({name: input.name, kind: columnKindOf(input), type: types[columns.indexOf(input.name)]}))
  );
}

/**
 * A model's inputs under the names that a file gives them.
 *
 * @param where who reads which file, for errors
 * @throws if a column is there twice, or an input has none
 */
export function namesInFile(inputs: readonly ModelInput[], columns: readonly string[], where: string): ModelInput[] {
  checkColumnNames(columns, {where, added: []});
  const names = inputs.map(({name}) => name);
  const {places} = matchColumns(names, columns);
  checkMatch(names, columns, {places, where, remedy: "Rename the columns, or choose another model with --model."});
  return inputs.map((input, i) => ({...input, name: columns[places[i]]}));
}

function sumRows(parts: readonly TablePart[]): number {
  return parts.reduce((sum, {nRows}) => sum + nRows, 0);
}

/** SQL that gives each input as a FLOAT, as a block holds it. */
export function inputsSql(
  {columns, types, inputs}: Pick<TableSource, "columns" | "types" | "inputs">,
  {missing, format}: Pick<Model, "missing" | "format">
): string[] {
  return inputs.map((input) => {
    const cell = sqlName(input.name);
    const type = types[columns.indexOf(input.name)];
    return input.kind === "number"
      ? sqlNumber(cell, {type, missing, format, days: countOf(input)}, "FLOAT")
      : sqlLevel(cell, input, {type, missing});
  });
}
