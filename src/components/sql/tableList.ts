import type {QueryTableInfo} from "../../lib/book/queries.js";
import {el} from "../ui/dom.js";

/** The tables with what a row is, and their columns. */
export function tableList(tables: readonly QueryTableInfo[]): HTMLElement {
  return el("div", {class: "sql-tables"}, tables.map(({name, about, rows, columns}) => el("div", {class: "sql-table"},
    el("h3", {}, el("code", {}, name), el("small", {}, ` ${rows.toLocaleString("en")} rows`)),
    el("p", {}, about),
    el("ul", {class: "sql-columns", "aria-label": `Columns of ${name}`}, columns.map((column) => el("li", {},
      el("code", {}, column.name), column.kind === "number" ? null : el("small", {}, ` ${column.kind}`)))))));
}
