import type {DuckDBConnection} from "@duckdb/node-api";
import type {TextFormat} from "../../lib/rows/format.js";
import type {DataFile} from "./resolveFiles.js";
import type {CsvText} from "./openCsv.js";
import type {RawPart, WantedColumns} from "./rawPart.js";
import {join} from "node:path";
import {check, complain} from "../../lib/check.js";
import {collectLines, leaveOut} from "../../lib/rows/places.js";
import {foldName} from "../../lib/rows/matchColumns.js";
import {openCsv, readCsvSql, refuseBadLines} from "./openCsv.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlLevelText, sqlNumber} from "./cellSql.js";
import {findNotRows, readSource} from "./duckdb.js";
import {screenCsv} from "./screenCsv.js";

/** Where a build reads a CSV file, and what it keeps meanwhile. */
export interface CsvWork {
  format: TextFormat;
  /** a folder for copies, of this file alone */
  scratch: string;
}

/** Finds a CSV file's encoding, delimiter and columns; see {@link openCsv}. */
export function openCsvForBuild(
  file: DataFile,
  {numbers, texts}: Pick<WantedColumns, "numbers" | "texts">,
  {format, scratch}: CsvWork
): Promise<CsvText> {
  const wanted = new Set([...numbers, ...texts].map(foldName));
  return openCsv(file, {asker: "ingest", isWanted: (name) => wanted.has(foldName(name)), format, copy: join(scratch, "text.csv")});
}

/**
 * Reads the wanted columns of a CSV file.
 *
 * @param columnOf the file's column for a wanted one
 * @throws if lines are no rows; up to twenty are named by their lines
 */
export async function readCsv(
  connection: DuckDBConnection,
  file: DataFile,
  {text, wanted, scratch, columnOf}: {text: CsvText; wanted: WantedColumns; scratch: string; columnOf: (name: string) => string}
): Promise<RawPart> {
  const {head, isWhole} = text;
  const {places, push} = collectLines();
  const screened = await screenCsv(text.path, {
    head,
    isWhole,
    copy: join(scratch, "rows.csv"),
    aside: join(scratch, "aside.json"),
    onRow: push
  });
  const where = `ingest ${file.name}`;
  await refuseBadLines(where, screened);
  const indexOf = (column: string): string => `c${head.columns.indexOf(columnOf(column))}`;
  try {
    const from = readCsvSql(
      [screened],
      head,
      head.columns.map((_, i) => `c${i}`)
    );
    const notRows = await findNotRows(connection, {from, notRows: wanted.notRows, cell: indexOf});
    const part = await readSource(connection, {
      file: file.name,
      from,
      numbers: new Map(
        wanted.numbers.map((name) => [
          name,
          sqlNumber(indexOf(name), {type: TEXT, missing: wanted.missing, format: wanted.format, days: wanted.dates.get(name)}, "DOUBLE")
        ])
      ),
      texts: new Map(wanted.texts.map((name) => [name, sqlLevelText(indexOf(name), TEXT)])),
      wanted,
      cell: indexOf,
      notRows
    });
    check(part.nRows + part.nNotRows === screened.nRows, {
      where,
      rule: `the ${screened.nRows} rows must stay as they are while they are read`,
      got: part.nRows + part.nNotRows
    });
    return {...part, nBare: screened.nBare, places: leaveOut(places, notRows)};
  } catch (error) {
    if (error instanceof Error && error.name === "ChurnbookError") throw error;
    throw complain({where, rule: "the file must be well-formed CSV", got: (error as Error).message.split("\n")[0]});
  }
}
