/** What a cell of a result may be. Numbers too large to be exact are text. */
export type Cell = string | number | null;

/** A result of a query, cut at a number of rows. */
export interface SqlResult {
  columns: string[];
  rows: Cell[][];
  /** whether there were more rows */
  cut: boolean;
}

/** The part of an Arrow record batch that is read here; the database brings its own version of Arrow. */
export interface BatchLike {
  numRows: number;
  schema: {fields: {name: string; type: unknown}[]};
  getChildAt(index: number): {get(row: number): unknown} | null;
}

/**
 * A batch's rows as cells.
 *
 * @param limit at most so many rows
 */
export function readCells(batch: BatchLike, limit: number): Cell[][] {
  const columns = batch.schema.fields.map(({type}, i) => ({values: batch.getChildAt(i), type: String(type)}));
  return Array.from({length: Math.min(limit, batch.numRows)}, (_, row) => columns.map(({values, type}) => plainCell(values?.get(row), type)));
}

/**
 * An Arrow value as a number or as text; null for nothing.
 *
 * @param type the column's Arrow type by name: `Date32<DAY>` and timestamps arrive as milliseconds
 */
export function plainCell(value: unknown, type = ""): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return /^(Date|Timestamp)/.test(type) ? dateText(value, type) : Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value instanceof Date) return dateText(value.getTime(), type);
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? plainCell(part) : part)) ?? String(value);
}

/** A number as tables show it: six digits that count, whole numbers whole. @example formatNumber(0.17728) // "0.17728" */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

function dateText(milliseconds: number, type: string): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return String(milliseconds);
  return type.startsWith("Date") ? date.toISOString().slice(0, 10) : date.toISOString().replace("T", " ").replace(/(\.000)?Z$/, "");
}
