import type {Column} from "../ui/dataTable.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {formatCsv} from "../ui/files/csv.js";
import {download} from "../ui/files/download.js";
import {emptyState} from "../ui/notice.js";
import type {Cell, SqlResult} from "./resultCells.js";
import {formatNumber} from "./resultCells.js";

/** The result as a table that can be sorted and taken away; what stands in a cell is text, whatever it says. */
export function resultView({columns, rows, cut}: SqlResult): HTMLElement {
  if (columns.length === 0) return emptyState("Done: there is nothing to show");
  const save = el("button", {type: "button", class: "quiet"}, "Save as CSV");
  save.addEventListener("click", () => download(new Blob([formatCsv(columns, rows)], {type: "text/csv"}), "query.csv"));
  return el("div", {class: "sql-answer"},
    el("div", {class: "sql-answer-head"}, el("p", {}, countText(rows.length, cut)), save),
    dataTable<Record<string, Cell>>({
      columns: columns.map((title, i): Column<Record<string, Cell>> => ({
        key: keyOf(i), title, format: (value) => (typeof value === "number" ? formatNumber(value) : value ?? "–")
      })),
      rows: rows.map((row) => Object.fromEntries(row.map((cell, i) => [keyOf(i), cell]))),
      caption: "Result of the query",
      hideCaption: true,
      empty: "No row fits the query."
    }));
}

/** @example countText(500, true) // "The first 500 rows; the result has more." */
export function countText(count: number, cut: boolean): string {
  if (cut) return `The first ${count} rows; the result has more.`;
  return count === 1 ? "1 row." : `${count} rows.`;
}

/** Titles may repeat, places do not. */
function keyOf(i: number): string {
  return `column${i}`;
}
