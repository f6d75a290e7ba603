import {createReadStream} from "node:fs";
import {open, stat} from "node:fs/promises";
import {basename, extname} from "node:path";
import {RecordBatchReader} from "apache-arrow";
import {check} from "../../lib/check.js";
import {splitCells} from "../../lib/rows/records.js";
import {explainSystemError, isAbsent} from "../flow/systemErrors.js";
import {withDuckDB} from "../ingest/duckdb.js";
import {readParquetHeader} from "../ingest/readParquet.js";

/** Where the scores go, where the rows that cannot be scored, and where those with a number that cannot be. */
export interface ChosenOutput {
  output: string;
  errors: string;
  warnings: string;
}

/** How the header of a file of rows with faults begins. */
const FAULTS = /^(churnbook_file,)?churnbook_row,churnbook_(error|warning),/;
const HEAD_BYTES = 1 << 20;

/**
 * Makes sure that scoring replaces and removes nothing but what an earlier scoring wrote: a file with the new column, and
 * lists of rows with faults. An empty file is nobody's.
 *
 * @param column the new column's name
 * @param delimiter what the table's definition says that stands between the cells of CSV
 * @throws ChurnbookError for any other file that stands in the place of the output or beside it
 */
export async function checkReplaceable(
  {output, errors, warnings}: ChosenOutput,
  {column, delimiter}: {column: string; delimiter?: string}
): Promise<void> {
  const remedy = "Nothing was touched. Move it away, or name another output by --out.";
  check((await isFree(output)) || (await isScored(output, {column, delimiter})), {
    where: "--out",
    rule: `the file must be absent, empty or scored before, with a column ${column}`,
    got: `another file, ${output}`,
    remedy
  });
  for (const beside of [errors, warnings]) {
    check((await isFree(beside)) || FAULTS.test(await readHeader(beside)), {
      where: "--out",
      rule: "beside the output, the place for rows with faults must be free",
      got: `a file of other content, ${beside}`,
      remedy
    });
  }
}

async function isFree(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size === 0;
  } catch (error) {
    if (isAbsent(error)) return true;
    throw explainSystemError(error, path);
  }
}

async function isScored(path: string, {column, delimiter = ","}: {column: string; delimiter?: string}): Promise<boolean> {
  if (!(await stat(path)).isFile()) return false;
  const ending = extname(path).toLowerCase();
  try {
    if (ending === ".parquet") {
      const file = {path, name: basename(path), format: "parquet" as const};
      return (await withDuckDB((connection) => readParquetHeader(connection, file))).has(column);
    }
    if (/^\.(arrows?|feather|ipc)$/.test(ending)) return (await arrowColumns(path)).includes(column);
    const header = await readHeader(path);
    return [",", ";", "\t", "|", delimiter].some((mark) => splitCells(header, mark).includes(column));
  } catch {
    return false; // what cannot be read was not written here
  }
}

async function arrowColumns(path: string): Promise<string[]> {
  const stream = createReadStream(path);
  try {
    const reader = await RecordBatchReader.from(stream);
    await reader.open();
    return reader.schema.fields.map(({name}) => name);
  } finally {
    stream.destroy();
  }
}

/** A text file's first line. */
async function readHeader(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer
      .toString("utf8", 0, bytesRead)
      .replace(/^\uFEFF/, "")
      .split(/\r\n|\r|\n/)[0];
  } finally {
    await handle.close();
  }
}
