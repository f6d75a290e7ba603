import type {CellValue} from "read-excel-file/node";
import type {TextFormat} from "../../lib/rows/format.js";
import type {DataFile} from "./resolveFiles.js";
import type {ValuelessCells, Workbook} from "./sheetCells.js";
import {writeFile} from "node:fs/promises";
import {readSheet} from "read-excel-file/node";
import {check, complain, someOf} from "../../lib/check.js";
import {noteValueless, openWorkbook, showValueless} from "./sheetCells.js";
import {findNamed} from "../../lib/named.js";
import {foldName} from "../../lib/rows/matchColumns.js";
import {joinCells} from "../../lib/rows/records.js";

/** The delimiter and the encoding of the copy; the number marks stay those of the format, so that one rule reads all cells. */
const COPY: TextFormat = {delimiter: ",", encoding: "utf-8"};

/** A sheet as CSV. */
export interface SheetCopy {
  file: DataFile;
  /** how the copy is written */
  format: TextFormat;
  /** what a person should know of the sheet */
  notes: string[];
  /** which of the workbook's sheets it is */
  sheet: ReadSheet;
}

export interface ReadSheet {
  name: string;
  /** from 0 */
  place: number;
  /** sheets of the workbook */
  of: number;
}

export interface SheetOptions {
  /** who reads it, for errors */
  asker: string;
  format: TextFormat;
  /** the number columns, in which true and false are 1 and 0 */
  numbers?: readonly string[];
  /** whether a sheet that holds a table is looked for, where the format is not known yet; else it is the one that the format names, or the first */
  findsTable?: boolean;
  /** whether what it notes may be said in a site */
  notesShip?: boolean;
  copy: string;
}

/**
 * Keeps a sheet of an Excel workbook as CSV, as Excel would save it but for dates, which are written as 2026-03-31. A row
 * of the sheet is a line of the copy, so that lines in complaints are the sheet's rows unless a cell has a line break.
 *
 * @throws if it is no workbook, has no sheet of the name that the format says, or the sheet is empty
 */
export async function keepSheetAsCsv(
  {path, name}: DataFile,
  {asker, format, numbers = [], findsTable = false, notesShip = false, copy}: SheetOptions
): Promise<SheetCopy> {
  const where = `${asker} ${name}`;
  const workbook = await openWorkbook(path);
  const named = placeOf(workbook, format.sheet, where);
  const places = findsTable && workbook.sheets.length > 1 ? largePlaces(workbook) : [named];
  let sheet = await readPlace(path, workbook, {place: places[0], where});
  for (const place of places.slice(1)) {
    if (isTable(sheet.rows)) break;
    const next = await readPlace(path, workbook, {place, where});
    if (isTable(next.rows)) sheet = next;
  }
  const {rows} = sheet;
  check(rows.length > 0, {where, rule: "the sheet must have a header", got: "an empty sheet"});
  const {decimal = "."} = format;
  const names = new Set(numbers.map(foldName));
  const isNumber = rows[0].map((name) => names.has(foldName(String(name ?? ""))));
  const lines = rows.map((row) =>
    joinCells(
      row.map((cell, j) => (isNumber[j] && typeof cell === "boolean" ? String(Number(cell)) : printCell(cell, decimal))),
      ","
    )
  );
  await writeFile(copy, `${lines.join("\n")}\n`);
  const of = workbook.sheets.length;
  const read = {name: workbook.sheets[sheet.place]?.name ?? "", place: sheet.place, of};
  return {
    file: {path: copy, name, format: "csv"},
    format: {...format, ...COPY},
    notes: sheet.found ? noteValueless(sheet.found, notesShip) : [],
    sheet: read
  };
}

interface SheetRows {
  rows: (CellValue | null)[][];
  found: ValuelessCells | null;
  place: number;
}

async function readPlace(path: string, workbook: Workbook, {place, where}: {place: number; where: string}): Promise<SheetRows> {
  const shown = place < workbook.sheets.length ? showValueless(workbook, workbook.sheets[place].file) : null;
  const rows = await readSheet(shown?.bytes ?? path, place + 1, {trim: false}).catch((error: Error) => {
    throw complain({
      where,
      rule: "the file must be a whole Excel workbook (.xlsx, without a password)",
      got: error.message.split("\n")[0],
      remedy: "Save it again as .xlsx, or its sheet as CSV UTF-8."
    });
  });
  return {rows, found: shown && shown.found, place};
}

/** The place of the sheet that is to be read. A workbook of one sheet is read by it, whatever it is called. */
function placeOf({sheets}: Workbook, name: string | undefined, where: string): number {
  if (name === undefined || sheets.length < 2) return 0;
  const place = sheets.findIndex((sheet) => sheet.name === name);
  check(place >= 0, {
    where,
    rule: `a workbook of several sheets must have the sheet “${name}”, which the definition's \`format\` names`,
    got: someOf(sheets.map((sheet) => sheet.name)),
    remedy: "Rename the sheet, or save it as a workbook of its own."
  });
  return place;
}

/** A sheet that is so many times smaller than another says what that one's columns mean, or sums it up. */
const TIMES_SMALLER = 20;

/** The sheets that are not far smaller than another, in their order; their files tell, before any of them is read. */
function largePlaces({sheets, files}: Workbook): number[] {
  const sizes = sheets.map(({file}) => findNamed(files, file)?.length ?? 0);
  return sizes.flatMap((size, place) => (sizes.every((other) => TIMES_SMALLER * size >= other) ? [place] : []));
}

/** A sheet of fewer rows, or narrower ones, is a remark or a summary where another is a table. */
const [TABLE_ROWS, TABLE_CELLS] = [20, 3];

function isTable(rows: SheetRows["rows"]): boolean {
  const isWide = (row: SheetRows["rows"][number]): boolean => row.filter((cell) => cell !== null).length >= TABLE_CELLS;
  return rows.filter(isWide).length > TABLE_ROWS;
}

function printCell(cell: CellValue | null, decimal: string): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$|\.000Z$|Z$/, "");
  if (typeof cell === "number") return String(cell).replace(".", decimal);
  return typeof cell === "boolean" ? String(cell).toUpperCase() : String(cell);
}
