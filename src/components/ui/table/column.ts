import type {Child} from "../dom.js";

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
export function sortKey<R>(column: Column<R>, row: R): number | string | null {
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
