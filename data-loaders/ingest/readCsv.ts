import type {DuckDBConnection} from "@duckdb/node-api";
import type {CsvHeader} from "../../lib/rows/records.js";
import type {DataFile} from "./resolveFiles.js";
import type {RawPart, WantedColumns} from "./rawPart.js";
import {open} from "node:fs/promises";
import {HEAD_BYTES, parseHeader} from "../../lib/rows/records.js";
import {complain} from "../../lib/check.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlLevelText, sqlNumber} from "./cellSql.js";
import {readSource, sqlPath, sqlText} from "./duckdb.js";

/**
 * Reads a CSV file's header; see {@link parseHeader}.
 *
 * @param asker who reads it, for errors
 * @throws if the file is empty or is not text
 */
export async function readCsvHeader(
  {path, name}: DataFile,
  {numbers, texts}: Pick<WantedColumns, "numbers" | "texts">,
  asker = "ingest"
): Promise<CsvHeader> {
  const wanted = new Set([...numbers, ...texts]);
  return parseHeader(await readHead(path), {where: `${asker} ${name}`, isWanted: (column) => wanted.has(column)});
}

/** Reads the wanted columns of a CSV file; lines end in LF, CRLF or CR, cells may be quoted. */
export async function readCsv(
  connection: DuckDBConnection,
  file: DataFile,
  {header, wanted}: {header: CsvHeader; wanted: WantedColumns}
): Promise<RawPart> {
  const indexOf = (column: string): string => `c${header.columns.indexOf(column)}`;
  const columns = header.columns.map((_, i) => `'c${i}': 'VARCHAR'`).join(", ");
  const options = `auto_detect = false, header = true, quote = '"', escape = '"', delim = ${sqlText(header.delimiter)}, columns = {${columns}}`;
  try {
    return await readSource(connection, {
      file: file.name,
      from: `read_csv(${sqlPath(file.path)}, ${options})`,
      numbers: new Map(wanted.numbers.map((name) => [name, sqlNumber(indexOf(name), {type: TEXT, missing: wanted.missing}, "DOUBLE")])),
      texts: new Map(wanted.texts.map((name) => [name, sqlLevelText(indexOf(name), TEXT)])),
      cell: indexOf
    });
  } catch (error) {
    throw explainCsvError(file.name, (error as Error).message);
  }
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** DuckDB's message quotes the line, which may be private, and advises options that nobody here can set. */
function explainCsvError(file: string, message: string): Error {
  const where = `ingest ${file}`;
  const line = /Line: (\d+)/.exec(message)?.[1] ?? "unknown";
  const count = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (count)
    return complain({where, rule: `every line must have ${count[1]} columns, as the header has`, got: `${count[2]} on line ${line}`});
  if (/unicode|utf-8/i.test(message)) {
    return complain({where, rule: "a CSV file must be text in UTF-8", got: `other bytes on line ${line}`, remedy: "Save it as CSV UTF-8."});
  }
  if (/quote/i.test(message)) return complain({where, rule: "every quote must be closed", got: `an open quote on line ${line}`});
  return complain({where, rule: "the file must be well-formed CSV", got: message.split("\n")[0]});
}
