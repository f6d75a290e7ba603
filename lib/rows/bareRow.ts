import type {PhysicalType} from "./physicalType.js";
import type {RowCells} from "./rowSource.js";
import {check} from "../check.js";

/** What makes a line of a CSV file, or a row of any other, a row of the table. */
export const BARE = "a row must have a value in some cell";
/** Nothing but blanks; the pattern serves JavaScript and DuckDB. */
export const BLANK_PATTERN = "[ \\t\\r\\n]*";
const BLANK = /* @__PURE__ */ new RegExp(`^${BLANK_PATTERN}$`);

/** Whether a column that is never null can be without a value all the same: by a text of blanks, or a number that is none. */
export function canBeBlank({name}: PhysicalType): boolean {
  return name === "text" || name === "binary" || name === "float" || name === "null" || name === "other";
}

/** Whether a cell has no value. @param cell as its printer gives it */
export function isBlankCell(cell: string | null, {name}: PhysicalType): boolean {
  return cell === null || (name === "float" ? cell === "nan" : BLANK.test(cell));
}

/**
 * Why a row of a file with typed columns is none of the table, as lines of commas only are not: no cell has a value, be
 * it read by anybody or not. null: it is one, as every row of a single column is.
 */
export function findBareFault(cells: readonly (string | null)[], types: readonly PhysicalType[]): string | null {
  return cells.length > 1 && cells.every((cell, j) => isBlankCell(cell, types[j])) ? `${BARE}; got nothing` : null;
}

/**
 * Refuses a table of a header alone, at every door, once its columns are known to be the right ones.
 *
 * @param where who reads which file
 * @param nRows lines that are no rows count too
 */
export function checkHasRows(where: string, nRows: number): void {
  check(nRows > 0, {where, rule: "there must be a row under the header", got: "none"});
}

/** A row of a file with typed columns, or why it is none. */
export function asRow(cells: readonly (string | null)[], types: readonly PhysicalType[]): RowCells {
  const fault = findBareFault(cells, types);
  return fault === null ? {cells, fault} : {cells: null, fault};
}
