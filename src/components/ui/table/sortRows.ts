import type {Column} from "./column.js";
import {sortKey} from "./column.js";

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
