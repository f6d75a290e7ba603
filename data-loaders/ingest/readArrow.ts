import type {Table as ArrowTable, Vector} from "apache-arrow";
import type {DataFile} from "./resolveFiles.js";
import type {RawPart, WantedColumns} from "./rawPart.js";
import {readFile} from "node:fs/promises";
import {DataType, tableFromIPC} from "apache-arrow";
import {check, complain} from "../../lib/check.js";
import {isMissingText} from "../../lib/rows/text.js";
import {NumberCollector, TextCollector} from "./rawPart.js";

/**
 * An Arrow IPC file or stream (Feather version 2 is one), uncompressed. DuckDB reads Arrow only by an extension
 * from the network, so this one format is read by apache-arrow.
 *
 * @throws if the file is empty, compressed or not Arrow
 */
export async function openArrow({path, name}: DataFile): Promise<ArrowTable> {
  const bytes = await readFile(path);
  check(bytes.length > 0, {where: `ingest ${name}`, rule: "the file must not be empty", got: "0 bytes"});
  let table: ArrowTable | undefined;
  try {
    table = tableFromIPC(bytes);
  } catch (error) {
    const {message} = error as Error;
    const remedy = /compress|codec/i.test(message) ? "Write it without compression." : "Write it again; it may be cut short.";
    throw complain({where: `ingest ${name}`, rule: "the file must be Arrow IPC", got: message.split("\n")[0], remedy});
  }
  check(table.schema.fields.length > 0, {where: `ingest ${name}`, rule: "the file must be Arrow IPC", got: "no columns"});
  return table;
}

/** Reads the wanted columns of an Arrow table. Numbers stored as text are parsed; NaN is missing. */
export function readArrow({name}: DataFile, table: ArrowTable, wanted: WantedColumns): RawPart {
  const getVector = (column: string): Vector => table.getChild(column)!;
  return {
    file: name,
    nRows: table.numRows,
    numbers: new Map(wanted.numbers.map((column) => [column, collectNumbers(getVector(column))])),
    texts: new Map(wanted.texts.map((column) => [column, collectTexts(getVector(column))])),
    readCell: async (column, row) => String(getVector(column).get(row))
  };
}

function collectNumbers(vector: Vector): ReturnType<NumberCollector["finish"]> {
  const collector = new NumberCollector();
  const isNumber = DataType.isInt(vector.type) || DataType.isFloat(vector.type) || DataType.isBool(vector.type);
  for (const value of vector) {
    if (value === null) collector.push(null);
    else if (isNumber) collector.push(Number.isNaN(value) ? null : Number(value));
    else collector.push(parseNumber(String(value)));
  }
  return collector.finish();
}

function collectTexts(vector: Vector): ReturnType<TextCollector["finish"]> {
  const collector = new TextCollector();
  for (const value of vector) {
    const text = value === null ? "" : String(value).trim();
    collector.push(isMissingText(text) ? null : text);
  }
  return collector.finish();
}

/** null where the text stands for no value, NaN where it is no number; as DuckDB reads it. */
function parseNumber(text: string): number | null {
  if (isMissingText(text)) return null;
  const trimmed = text.trim();
  if (/^[+-]?inf(inity)?$/i.test(trimmed)) return trimmed.startsWith("-") ? -Infinity : Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : NaN;
}
