import type {DuckDBConnection} from "@duckdb/node-api";
import type {Model, ModelInput} from "../../lib/model/model.js";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import type {DataFile} from "../ingest/resolveFiles.js";
import type {ScoreJob} from "./scoreJob.js";
import {join} from "node:path";
import {check, someOf} from "../../lib/check.js";
import {checkColumnTypes, MISSING_LEVEL, UNKNOWN_LEVEL} from "../../lib/rows/cell.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlLevel, sqlNumber} from "../ingest/cellSql.js";
import {sqlName, sqlPath, sqlText} from "../ingest/duckdb.js";
import {readCsvHeader} from "../ingest/readCsv.js";
import {readParquetHeader} from "../ingest/readParquet.js";
import {screenCsv} from "./screenCsv.js";

/** CSV or Parquet files as DuckDB reads them: the same rows in the same order each time. */
export interface TableSource {
  format: "csv" | "parquet";
  /** what follows FROM; its columns are the files' own, by name */
  from: string;
  columns: string[];
  types: PhysicalType[];
  /** of a CSV file */
  delimiter: string;
  /** rows that DuckDB reads */
  nRows: number;
  /** the files, in their order */
  parts: TablePart[];
}

/** One file of a table. */
export interface TablePart {
  name: string;
  /** rows that DuckDB reads of it */
  nRows: number;
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
  {files, model: {inputs}, scratch}: Pick<ScoreJob, "files" | "model" | "scratch">
): Promise<TableSource> {
  const headers = await Promise.all(files.map((file) => readHeader(connection, file, inputs)));
  const [first, ...others] = headers;
  checkNames(files[0].name, first.columns, inputs);
  for (const [i, {columns, types}] of headers.entries()) {
    const typed = inputs
      .filter(({name}) => columns.includes(name))
      .map(({name, kind}) => ({name, kind, type: types[columns.indexOf(name)]}));
    checkColumnTypes(`score ${files[i].name}`, typed);
  }
  for (const [i, {columns, delimiter}] of others.entries()) {
    const isSame = columns.join("\n") === first.columns.join("\n") && delimiter === first.delimiter;
    check(isSame, {
      where: `score ${files[i + 1].name}`,
      rule: `all files must have the columns of ${files[0].name}, in its order and with its separator`,
      got: someOf(columns, 20)
    });
  }
  return files[0].format === "parquet" ? openParquet(connection, files, first) : openCsv(files, first, scratch);
}

async function openParquet(connection: DuckDBConnection, files: readonly DataFile[], header: TableHeader): Promise<TableSource> {
  const parts: TablePart[] = [];
  for (const {name, path} of files) {
    const reader = await connection.runAndReadAll(`SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata(${sqlPath(path)})`);
    parts.push({name, nRows: Number(reader.getRows()[0][0]), aside: null, nAside: 0});
  }
  return {...header, format: "parquet", from: `read_parquet(${listPaths(files)}, hive_partitioning = false)`, parts, nRows: sumRows(parts)};
}

async function openCsv(files: readonly DataFile[], header: TableHeader, scratch: string): Promise<TableSource> {
  const {columns, delimiter} = header;
  const parts: (TablePart & {path: string})[] = [];
  for (const [i, file] of files.entries()) {
    const screened = await screenCsv(file, {
      delimiter,
      nColumns: columns.length,
      copy: join(scratch, `rows-${i}.csv`),
      aside: join(scratch, `aside-${i}.json`)
    });
    parts.push({...screened, name: file.name});
  }
  const declared = columns.map((name) => `${sqlText(name)}: 'VARCHAR'`).join(", ");
  const options = `auto_detect = false, header = true, quote = '"', escape = '"', delim = ${sqlText(delimiter)}, columns = {${declared}}`;
  return {...header, format: "csv", from: `read_csv(${listPaths(parts)}, ${options})`, parts, nRows: sumRows(parts)};
}

function listPaths(files: readonly {path: string}[]): string {
  return `[${files.map(({path}) => sqlPath(path)).join(", ")}]`;
}

function sumRows(parts: readonly TablePart[]): number {
  return parts.reduce((sum, {nRows}) => sum + nRows, 0);
}

/** SQL that gives each input as a FLOAT, as a block holds it. */
export function inputsSql(
  {columns, types}: Pick<TableSource, "columns" | "types">,
  {inputs, missing}: Pick<Model, "inputs" | "missing">,
  unknownLevel: "refuse" | "missing"
): string[] {
  const unknown = unknownLevel === "missing" ? MISSING_LEVEL : UNKNOWN_LEVEL;
  return inputs.map((input) => {
    const cell = sqlName(input.name);
    const type = types[columns.indexOf(input.name)];
    return input.kind === "number" ? sqlNumber(cell, {type, missing}, "FLOAT") : sqlLevel(cell, input.levels, {type, missing, unknown});
  });
}

/** SQL that gives a print of a row's inputs: a number of 24 bits, which FLOAT holds. @param alias of the table, such as "t." */
export function printSql(inputs: readonly ModelInput[], alias = ""): string {
  const cells = inputs.map(({name}) => `${alias}${sqlName(name)}`);
  return `CAST(hash(${cells.length > 0 ? cells.join(", ") : "0"}) & 16777215 AS FLOAT)`;
}

type TableHeader = Pick<TableSource, "columns" | "types" | "delimiter">;

async function readHeader(connection: DuckDBConnection, file: DataFile, inputs: readonly ModelInput[]): Promise<TableHeader> {
  if (file.format === "parquet") {
    const header = await readParquetHeader(connection, file, "score");
    return {columns: [...header.keys()], types: [...header.values()], delimiter: ","};
  }
  const {columns, delimiter} = await readCsvHeader(file, {numbers: inputs.map(({name}) => name), texts: []}, "score");
  return {columns, types: columns.map(() => TEXT), delimiter};
}

function checkNames(file: string, columns: readonly string[], inputs: readonly ModelInput[]): void {
  const where = `score ${file}`;
  const folded = columns.map((name) => name.toLowerCase());
  const repeated = columns.filter((_, i) => folded.indexOf(folded[i]) !== i);
  check(repeated.length === 0 && !columns.includes(""), {
    where,
    rule: "each column must have a name of its own (capitals do not count)",
    got: someOf(repeated.length > 0 ? repeated : columns, 20)
  });
  const missing = inputs.filter(({name}) => !columns.includes(name)).map(({name}) => name);
  check(missing.length === 0, {
    where,
    rule: `the file must have every input of the model (${someOf(
      inputs.map(({name}) => name),
      30
    )})`,
    got: `none named ${someOf(missing, 30)}; it has ${someOf(columns, 30)}`,
    remedy: "Rename the columns, or choose another model with --model."
  });
}
