import type {Table as ArrowTable, Vector} from "apache-arrow";
import type {DataFile} from "./resolveFiles.js";
import type {RawNumbers, RawPart, WantedColumns} from "./rawPart.js";
import type {DayCount} from "../../lib/rows/dates.js";
import {readFile} from "node:fs/promises";
import {tableFromIPC} from "apache-arrow";
import {check} from "../../lib/check.js";
import {checkArrowBegin, explainArrowFault} from "../../lib/rows/arrowFault.js";
import {arrowNames, arrowType, createArrowPrinter, createBareTest, readArrowColumn} from "../../lib/rows/arrowColumn.js";
import {useArrowCodecs} from "../../lib/rows/arrowCodecs.js";
import {levelText} from "../../lib/rows/cell.js";
import {placeOf, placesWithout} from "../../lib/rows/places.js";
import {finishTexts} from "./duckdb.js";
import {NumberCollector, TextCollector} from "./rawPart.js";
import {KeyCollector} from "./rowKeys.js";

/**
 * An Arrow IPC file or stream (Feather version 2 is one), compressed by LZ4, zstd or not. DuckDB reads Arrow only by an extension
 * from the network, so this one format is read by apache-arrow.
 *
 * @throws if the file is empty or not Arrow
 */
export async function openArrow({path, name}: DataFile): Promise<ArrowTable> {
  const bytes = await readFile(path);
  check(bytes.length > 0, {where: `ingest ${name}`, rule: "the file must not be empty", got: "0 bytes"});
  checkArrowBegin(bytes, `ingest ${name}`);
  let table: ArrowTable | undefined;
  try {
    useArrowCodecs();
    table = tableFromIPC(bytes);
  } catch (error) {
    throw explainArrowFault(error, `ingest ${name}`);
  }
  check(table.schema.fields.length > 0, {where: `ingest ${name}`, rule: "the file must be Arrow IPC", got: "no columns"});
  return table;
}

/** Reads the wanted columns of an Arrow table. @param columnOf the table's column for a wanted one */
export function readArrow(
  {name}: DataFile,
  table: ArrowTable,
  {wanted, columnOf}: {wanted: WantedColumns; columnOf: (name: string) => string}
): RawPart {
  const {numbers, dates, texts, missing, format, levels} = wanted;
  const bare = findBareRows(table);
  const columns = arrowNames(table.schema);
  const getVector = (column: string): Vector => table.getChildAt(columns.indexOf(columnOf(column)))!;
  const notRows = findNotRows(table.numRows, wanted.notRows, getVector);
  const leftOut = [...bare, ...notRows].sort((a, b) => a - b);
  const places = placesWithout(leftOut);
  return {
    file: name,
    nRows: table.numRows - leftOut.length,
    nBare: bare.length,
    nNotRows: notRows.length,
    places,
    numbers: new Map(
      numbers.map((column) => [
        column,
        collectNumbers(getVector(column), {name: column, days: dates.get(column), missing, format, leftOut})
      ])
    ),
    ...finishTexts(
      texts.map((name) => {
        const collector = wanted.keys.has(name) ? new KeyCollector(missing) : new TextCollector();
        collectTexts(getVector(name), {levels: levels.get(name), leftOut, collector});
        return {name, collector};
      })
    ),
    readCell: async (column, row) => String(createArrowPrinter(getVector(column))(placeOf(places, row) - 1))
  };
}

/** The rows that the definition calls no data, rising, from 0. */
function findNotRows(nRows: number, notRows: WantedColumns["notRows"], getVector: (column: string) => Vector): number[] {
  const tests = notRows.map(({column, text}) => {
    const print = createArrowPrinter(getVector(column));
    return (row: number): boolean => print(row)?.trim() === text.trim();
  });
  const found: number[] = [];
  if (tests.length > 0) for (let row = 0; row < nRows; ++row) if (tests.some((test) => test(row))) found.push(row);
  return found;
}

/** The rows that have no value in any cell, rising, from 0. */
function findBareRows(table: ArrowTable): number[] {
  const isBare = createBareTest(table.schema.fields.map((_, j) => table.getChildAt(j)!));
  const bare: number[] = [];
  for (let row = 0; row < table.numRows; ++row) if (isBare(row)) bare.push(row);
  return bare;
}

type NumberOptions = {name: string; days?: DayCount; leftOut: readonly number[]} & Pick<WantedColumns, "missing" | "format">;

function collectNumbers(vector: Vector, {name, days, missing, format, leftOut}: NumberOptions): RawNumbers {
  const values = new Float64Array(vector.length);
  readArrowColumn(vector, {rule: {name, kind: "number", ...days}, missing, format}, values);
  const collector = new NumberCollector();
  const isLeftOut = new Set(leftOut);
  for (let i = 0; i < values.length; ++i) if (!isLeftOut.has(i)) collector.push(values[i]);
  return collector.finish();
}

interface TextOptions {
  levels?: readonly string[];
  leftOut: readonly number[];
  collector: TextCollector | KeyCollector;
}

function collectTexts(vector: Vector, {levels, leftOut, collector}: TextOptions): void {
  const print = createArrowPrinter(vector);
  const toText = levelText(arrowType(vector.type), levels);
  const isLeftOut = new Set(leftOut);
  for (let i = 0; i < vector.length; ++i) {
    if (isLeftOut.has(i)) continue;
    const text = print(i);
    collector.push(text === null ? null : toText(text));
  }
}
