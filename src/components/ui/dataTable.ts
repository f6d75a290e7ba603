import type {Column} from "./table/column.js";
import {alignment, cellContent} from "./table/column.js";
import type {Child} from "./dom.js";
import {el, setAttributes} from "./dom.js";
import type {Sort} from "./table/sortRows.js";
import {sortRows} from "./table/sortRows.js";

export type {Column} from "./table/column.js";

export interface DataTableOptions<R> {
  columns: readonly Column<NoInfer<R>>[];
  rows: readonly R[];
  /** the order to begin with; without it, the rows' own */
  sort?: Sort;
  /** rows that stay on top whatever the order: the base rate */
  pinned?: (row: R) => boolean;
  /** names the table for everybody; shown above it unless `hideCaption` */
  caption: string;
  hideCaption?: boolean;
  /** false: heads are plain text */
  sortable?: boolean;
  /** shown in place of rows when there are none */
  empty?: string;
  /** marks a row: "champion", "selected"; becomes a class of the row */
  rowClass?: (row: R) => string | null;
  /** called when a reader sorts, to keep it in the URL */
  onSort?: (sort: Sort) => void;
}

/**
 * A table that readers can sort and scroll: `aria-sort` and real buttons in the heads, numbers right-aligned in tabular
 * figures, the first column as row header, a sticky head, and a focusable box that scrolls sideways on a phone.
 *
 * @returns `div.table` with the scroll box inside
 */
export function dataTable<R extends object>(options: DataTableOptions<R>): HTMLElement {
  const {columns, rows, caption, hideCaption = false, sortable = true} = options;
  const body = el("tbody");
  const heads = columns.map((column) => tableHead(column, rows, sortable && column.sortable !== false));
  let sort = options.sort ?? null;

  function draw(): void {
    const column = columns.find((c) => c.key === sort?.key);
    const ordered = column && sort ? sortRows(rows, column, sort.descending) : [...rows];
    const {pinned = () => false} = options;
    const shown = [...ordered.filter(pinned), ...ordered.filter((row) => !pinned(row))];
    body.replaceChildren(...shown.map((row) => tableRow(row, options)), ...(rows.length === 0 ? [emptyRow(options)] : []));
    heads.forEach((head, i) => {
      const current = sort !== null && columns[i].key === sort.key;
      const canSort = head.querySelector("button") !== null;
      setAttributes(head, {"aria-sort": canSort ? (current ? (sort?.descending ? "descending" : "ascending") : "none") : null});
    });
  }

  heads.forEach((head, i) => head.querySelector("button")?.addEventListener("click", () => {
    const {key} = columns[i];
    const first = alignment(columns[i], rows) === "right";
    sort = {key, descending: sort?.key === key ? !sort.descending : first};
    options.onSort?.(sort);
    draw();
  }));
  draw();
  const table = el("table", {class: "data-table"},
    el("caption", {class: hideCaption ? "visually-hidden" : null}, caption),
    el("thead", {}, el("tr", {}, heads)), body);
  return el("div", {class: "table"},
    el("div", {class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption}, table));
}

function tableHead<R>(column: Column<R>, rows: readonly R[], canSort: boolean): HTMLTableCellElement {
  const title: Child[] = [column.title, column.unit ? el("span", {class: "unit"}, ` ${column.unit}`) : null];
  const arrow = el("span", {class: "sort-arrow", "aria-hidden": "true"});
  return el("th", {scope: "col", class: alignment(column, rows), title: column.hint},
    canSort ? el("button", {type: "button"}, title, arrow) : el("span", {}, title));
}

function tableRow<R extends object>(row: R, {columns, rows, pinned, rowClass}: DataTableOptions<R>): HTMLTableRowElement {
  const classes = [pinned?.(row) ? "pinned" : null, rowClass?.(row) ?? null].filter((name) => name !== null);
  return el("tr", {class: classes.join(" ") || null}, columns.map((column, i) => {
    const content = cellContent(column, row);
    const attributes = {class: alignment(column, rows), scope: i === 0 ? "row" : null};
    return i === 0 ? el("th", attributes, content) : el("td", attributes, content);
  }));
}

function emptyRow<R>({columns, empty = "Nothing to show."}: Pick<DataTableOptions<R>, "empty"> & {columns: readonly unknown[]}): HTMLTableRowElement {
  return el("tr", {class: "empty"}, el("td", {colspan: columns.length}, empty));
}
