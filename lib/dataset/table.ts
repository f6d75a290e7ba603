import {check, someOf} from "../check.js";

/** Numbers of one input or measure; NaN is missing. Rounded to float32 at the door, so that every export decides alike. */
export interface NumberColumn {
  name: string;
  kind: "number";
  values: Float32Array;
}

/** Texts from a closed set; `codes[i]` indexes `levels`, -1 is missing. Levels are sorted, so codes are reproducible. */
export interface CategoryColumn {
  name: string;
  kind: "category";
  levels: string[];
  codes: Int32Array;
}

export type Column = NumberColumn | CategoryColumn;

/** Named columns of equal length: one row per user. */
export interface Table {
  nRows: number;
  columns: Column[];
}

/** Rows of a table with their labels. */
export interface LabelledTable {
  table: Table;
  /** length nRows: 1 churned, 0 retained, -1 none */
  labels: Int8Array;
  /** length nRows: whose each row is, where rows repeat customers; null: every row is a user of its own */
  groups: ArrayLike<number> | null;
}

/** One row as a page or a program sees it; null is missing. */
export type Row = Record<string, number | string | null>;

/** @throws if there is no column of that name */
export function getColumn(table: Table, name: string): Column {
  const column = table.columns.find((d) => d.name === name);
  check(column, {
    where: "getColumn",
    rule: `the table must have the column "${name}"`,
    got: someOf(
      table.columns.map((d) => d.name),
      20
    )
  });
  return column;
}

/** @throws if there is no such column or it holds categories */
export function getNumbers(table: Table, name: string): Float32Array {
  const column = getColumn(table, name);
  check(column.kind === "number", {where: "getNumbers", rule: `"${name}" must be a number column`, got: column.kind});
  return column.values;
}

/** @throws if the column is absent or holds numbers */
export function getCategory(table: Table, name: string): CategoryColumn {
  const column = getColumn(table, name);
  check(column.kind === "category", {where: "getCategory", rule: `"${name}" must be a category column`, got: column.kind});
  return column;
}

/** The named columns, in that order. @throws if one is absent */
export function selectColumns(table: Table, names: readonly string[]): Table {
  return {nRows: table.nRows, columns: names.map((name) => getColumn(table, name))};
}

/**
 * The given rows, in that order, as a new table.
 *
 * @param rows indices in [0, nRows); may repeat
 */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  const columns = table.columns.map((column): Column => {
    if (column.kind === "number") return {...column, values: take(column.values, rows, new Float32Array(rows.length))};
    return {...column, codes: take(column.codes, rows, new Int32Array(rows.length))};
  });
  return {nRows: rows.length, columns};
}

/** One row as a plain object. */
export function getRow(table: Table, index: number): Row {
  return Object.fromEntries(table.columns.map((column) => [column.name, getValue(column, index)]));
}

/** A cell as a page sees it: a number, a level, or null when missing. */
export function getValue(column: Column, index: number): number | string | null {
  if (column.kind === "category") return column.codes[index] < 0 ? null : column.levels[column.codes[index]];
  return Number.isNaN(column.values[index]) ? null : column.values[index];
}

/**
 * Copies `values[rows[i]]` into `result`; also for labels and scores. The kinds of array that folds and shares are taken of have loops of
 * their own: in one loop for all kinds, each read and write would first ask which kind it is, at ten times the price.
 */
export function take<T extends {[index: number]: number}>(values: ArrayLike<number>, rows: ArrayLike<number>, result: T): T {
  if (!(rows instanceof Int32Array)) return takeAny(values, rows, result);
  if (values instanceof Float32Array && result instanceof Float32Array) takeFloats(values, rows, result);
  else if (values instanceof Uint8Array && result instanceof Uint8Array) takeBytes(values, rows, result);
  else if (values instanceof Int32Array && result instanceof Int32Array) takeCodes(values, rows, result);
  else if (values instanceof Float64Array && result instanceof Float64Array) takeDoubles(values, rows, result);
  else return takeAny(values, rows, result);
  return result;
}

/** The rows of which something is so, rising. In a loop: `from` and an iterator walk millions of rows ten times as slowly. */
export function rowsWhere(nRows: number, isSo: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(nRows);
  let n = 0;
  for (let i = 0; i < nRows; ++i) if (isSo(i)) rows[n++] = i;
  return rows.slice(0, n);
}

function takeFloats(values: Float32Array, rows: Int32Array, result: Float32Array): void {
  for (let i = 0; i < rows.length; ++i) result[i] = values[rows[i]];
}

function takeDoubles(values: Float64Array, rows: Int32Array, result: Float64Array): void {
  for (let i = 0; i < rows.length; ++i) result[i] = values[rows[i]];
}

function takeBytes(values: Uint8Array, rows: Int32Array, result: Uint8Array): void {
  for (let i = 0; i < rows.length; ++i) result[i] = values[rows[i]];
}

function takeCodes(values: Int32Array, rows: Int32Array, result: Int32Array): void {
  for (let i = 0; i < rows.length; ++i) result[i] = values[rows[i]];
}

function takeAny<T extends {[index: number]: number}>(values: ArrayLike<number>, rows: ArrayLike<number>, result: T): T {
  for (let i = 0; i < rows.length; ++i) result[i] = values[rows[i]];
  return result;
}

/** More different texts than this make a category only where enough rows have a common one. */
const MANY_TEXTS = 200;
/** So large a share: other rows are pooled, and what these say is worth having. Of names and codes, a text for each, fewer have one. */
const ENOUGH_COMMON = 0.2;

/**
 * Whether texts can be the levels of a category, and are not those of an identifier, say.
 *
 * @param nTexts different ones
 * @param shareCommon of the rows that have one: those whose text at least MIN_GROUP rows have
 */
export function canBeLevels(nTexts: number, shareCommon: number): boolean {
  return nTexts <= MANY_TEXTS || shareCommon >= ENOUGH_COMMON;
}

/** Whether a cell is missing. */
export function isMissing(column: Column, row: number): boolean {
  return column.kind === "number" ? Number.isNaN(column.values[row]) : column.codes[row] < 0;
}
