import type {CellValue} from "read-excel-file/node";
import type {TextFormat} from "../../lib/rows/format.js";
import type {DataFile} from "./resolveFiles.js";
import {writeFile} from "node:fs/promises";
import {readSheet} from "read-excel-file/node";
import {check, complain} from "../../lib/check.js";
import {noteValueless, openWorkbook} from "./sheetCells.js";
import {foldName} from "../../lib/rows/matchColumns.js";
import {joinCells} from "../../lib/rows/records.js";

/** The delimiter and the encoding of the copy; the number marks stay those of the format, so that one rule reads all cells. */
const COPY: TextFormat = {delimiter: ",", encoding: "utf-8"};

/**
 * Keeps the first sheet of an Excel workbook as CSV, as Excel would save it but for dates, which are written as 2026-03-31. A row
 * of the sheet is a line of the copy, so that lines in complaints are the sheet's rows unless a cell has a line break.
 *
 * @param asker who reads it, for errors
 * @param numbers the number columns, in which true and false are 1 and 0
 * @returns the copy, how it is written, and what a person should know of the sheet
 * @throws if it is no workbook, or its first sheet is empty
 */
export async function keepSheetAsCsv(
  {path, name}: DataFile,
  {asker, format, numbers = [], copy}: {asker: string; format: TextFormat; numbers?: readonly string[]; copy: string}
): Promise<{file: DataFile; format: TextFormat; notes: string[]}> {
  const where = `${asker} ${name}`;
  const shown = await openWorkbook(path);
  const rows = await readSheet(shown?.bytes ?? path, 1, {trim: false}).catch((error: Error) => {
    throw complain({
      where,
      rule: "the file must be a whole Excel workbook (.xlsx, without a password)",
      got: error.message.split("\n")[0],
      remedy: "Save it again as .xlsx, or its sheet as CSV UTF-8."
    });
  });
  check(rows.length > 0, {where, rule: "the first sheet must have a header", got: "an empty sheet"});
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
  return {file: {path: copy, name, format: "csv"}, format: {...format, ...COPY}, notes: shown ? noteValueless(shown.found) : []};
}

function printCell(cell: CellValue | null, decimal: string): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$|\.000Z$|Z$/, "");
  if (typeof cell === "number") return String(cell).replace(".", decimal);
  return typeof cell === "boolean" ? String(cell).toUpperCase() : String(cell);
}
