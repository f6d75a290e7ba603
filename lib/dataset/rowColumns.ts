import type {Row} from "./table.js";
import {getNamed} from "../named.js";

/** Rows as they are shipped, which a page reads in two thirds of the bytes of a list: by input its values, in the order of the rows. */
export interface RowColumns {
  n: number;
  columns: Record<string, Row[string][]>;
}

/** One of the rows. @param index of 0 to n - 1 */
export function rowAt({columns}: Pick<RowColumns, "columns">, index: number): Row {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[index]]));
}

/** @param most of the rows, from the first on */
export function listRows({n, columns}: RowColumns, most = n): Row[] {
  return Array.from({length: Math.min(most, n)}, (_, i) => rowAt({columns}, i));
}

/** @param rows of the same inputs each; at least one, or there are no columns */
export function columnsOf(rows: readonly Row[]): RowColumns {
  const names = Object.keys(rows.at(0) ?? {});
  return {n: rows.length, columns: Object.fromEntries(names.map((name) => [name, rows.map((row) => getNamed(row, name))]))};
}
