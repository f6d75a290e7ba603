import type {Child} from "./dom.js";
import {el, setAttributes} from "./dom.js";
import type {ListItem} from "./shortList.js";
import {shortList} from "./shortList.js";

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
  /** what rows are, "columns", where there may be many: of more than a screenful the first are shown, the rest by search */
  long?: string;
  /** shown in place of rows when there are none */
  empty?: string;
  /** marks a row: "champion", "selected"; becomes a class of the row */
  rowClass?: (row: R) => string | null;
  /** called when a reader sorts, to keep it in the URL */
  onSort?: (sort: Sort) => void;
}

/** Rows of a long table that are shown before anybody looks for more. */
const MOST_ROWS = 20;

/**
 * A table that readers can sort and scroll: `aria-sort` and real buttons in the heads, numbers right-aligned in tabular
 * figures, the first column as row header, a sticky head, and a focusable box that scrolls sideways on a phone.
 *
 * @returns `div.table` with the scroll box inside
 */
export function dataTable<R extends object>(options: DataTableOptions<R>): HTMLElement {
  const {columns, rows, caption, hideCaption = false, sortable = true} = options;
  const body = el("tbody");
  let drawn: readonly ListItem[] = [];
  const list = options.long === undefined ? null : shortList(() => drawn, {many: options.long, firstAre: "on top of this order"});
  const heads = columns.map((column) => tableHead(column, rows, sortable && column.sortable !== false));
  let sort = options.sort ?? null;

  function draw(): void {
    const column = columns.find((c) => c.key === sort?.key);
    const ordered = column && sort ? sortRows(rows, column, sort.descending) : [...rows];
    const {pinned = () => false} = options;
    const shown = [...ordered.filter(pinned), ...ordered.filter((row) => !pinned(row))];
    const lines = shown.map((row) => tableRow(row, options));
    body.replaceChildren(...lines, ...(rows.length === 0 ? [emptyRow(options)] : []));
    drawn = lines.map((element, i) => ({element, text: cellText(columns[0], shown[i]), isFirst: i < MOST_ROWS}));
    list?.update();
    heads.forEach((head, i) => {
      const current = sort !== null && columns[i].key === sort.key;
      const canSort = head.querySelector("button") !== null;
      setAttributes(head, {"aria-sort": canSort ? (current ? (sort?.descending ? "descending" : "ascending") : "none") : null});
    });
  }

  heads.forEach((head, i) =>
    head.querySelector("button")?.addEventListener("click", () => {
      const {key} = columns[i];
      const first = alignment(columns[i], rows) === "right";
      sort = {key, descending: sort?.key === key ? !sort.descending : first};
      options.onSort?.(sort);
      draw();
    })
  );
  draw();
  const table = el(
    "table",
    {class: "data-table"},
    el("caption", {class: hideCaption ? "visually-hidden" : null}, caption),
    el("thead", {}, el("tr", {}, heads)),
    body
  );
  return el(
    "div",
    {class: "table"},
    list?.element,
    el("div", {class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption}, table)
  );
}

function tableHead<R>(column: Column<R>, rows: readonly R[], canSort: boolean): HTMLTableCellElement {
  const title: Child[] = [column.title, column.unit ? el("span", {class: "unit"}, ` ${column.unit}`) : null];
  const arrow = el("span", {class: "sort-arrow", "aria-hidden": "true"});
  return el(
    "th",
    {scope: "col", class: alignment(column, rows), title: column.hint},
    canSort ? el("button", {type: "button"}, title, arrow) : el("span", {}, title)
  );
}

function tableRow<R extends object>(row: R, {columns, rows, pinned, rowClass}: DataTableOptions<R>): HTMLTableRowElement {
  const classes = [pinned?.(row) ? "pinned" : null, rowClass?.(row) ?? null].filter((name) => name !== null);
  return el(
    "tr",
    {class: classes.join(" ") || null},
    columns.map((column, i) => {
      const content = cellContent(column, row);
      const attributes = {class: alignment(column, rows), scope: i === 0 ? "row" : null};
      return i === 0 ? el("th", attributes, content) : el("td", attributes, content);
    })
  );
}

function emptyRow<R>({
  columns,
  empty = "Nothing to show."
}: Pick<DataTableOptions<R>, "empty"> & {columns: readonly unknown[]}): HTMLTableRowElement {
  return el("tr", {class: "empty"}, el("td", {colspan: columns.length}, empty));
}

/** A column over the property K of the row type R. */
interface ColumnOf<R, K extends keyof R & string> {
  key: K;
  title: string;
  /** in the head, after the title: "days" */
  unit?: string;
  /** default: right for numbers, left for text */
  align?: "left" | "right";
  /** what the cell shows; sorting and CSV keep the value itself */
  format?: (value: R[K], row: R) => Child;
  /** what is read out, where that is more than the cell and its unit: "€56" */
  spoken?: (value: R[K], row: R) => string;
  /** what sorting compares, where the value itself is no number or text; null sorts last */
  sortValue?: (value: R[K], row: R) => number | string | null;
  /** false: no sort button */
  sortable?: boolean;
  /** a sentence for the head's title attribute */
  hint?: string;
}

/** One column of a table of rows R; `key` names the property, and `format` gets its type. */
export type Column<R> = {[K in keyof R & string]: ColumnOf<R, K>}[keyof R & string];

/** The value of a cell, whatever its type. */
export function cellValue<R>(column: Column<R>, row: R): unknown {
  return row[column.key];
}

/** What the cell shows: by `format`, else numbers and text as they are, and a dash for nothing. */
export function cellContent<R>(column: Column<R>, row: R): Child {
  const value = cellValue(column, row);
  const format = column.format as ((value: unknown, row: R) => Child) | undefined;
  if (format) return format(value, row);
  return value === null || value === undefined ? "–" : String(value);
}

/** The cell's content as plain text. */
export function cellText<R>(column: Column<R>, row: R): string {
  const content = cellContent(column, row);
  return content instanceof Node ? (content.textContent ?? "") : String(content ?? "");
}

/** The cell read out, with its unit. */
export function spokenText<R>(column: Column<R>, row: R): string {
  const spoken = column.spoken as ((value: unknown, row: R) => string) | undefined;
  if (spoken) return spoken(cellValue(column, row), row);
  return `${cellText(column, row)}${column.unit ? ` ${column.unit}` : ""}`;
}

/** What sorting compares. */
function sortKey<R>(column: Column<R>, row: R): number | string | null {
  const value = cellValue(column, row);
  const sortValue = column.sortValue as ((value: unknown, row: R) => number | string | null) | undefined;
  if (sortValue) return sortValue(value, row);
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  return value === null || value === undefined ? null : String(value);
}

/** Numbers stand right, everything else left, unless the column says. */
export function alignment<R>(column: Column<R>, rows: readonly R[]): "left" | "right" {
  return column.align ?? (rows.some((row) => typeof cellValue(column, row) === "number") ? "right" : "left");
}

export interface Sort {
  key: string;
  descending: boolean;
}

/**
 * A sorted copy: stable, numbers by size, text by the reader's language, missing last in both directions.
 *
 * @param rows left as they are
 * @param column the column whose {@link sortKey} is compared
 */
export function sortRows<R>(rows: readonly R[], column: Column<R>, descending: boolean): R[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [p, q] = [sortKey(column, a), sortKey(column, b)];
    if (p === null || q === null) return Number(p === null) - Number(q === null);
    if (typeof p === "number" && typeof q === "number") return sign * (p - q);
    return sign * String(p).localeCompare(String(q), "en", {numeric: true});
  });
}
