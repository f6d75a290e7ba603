import type {PhysicalType} from "./physicalType.js";

/** The rows of an opened file, each to be read when it is needed: a file has many more than a page should hold as text. */
export interface RowSource {
  /** as the file names them */
  columns: readonly string[];
  /** by column: what it holds in the file; absent: text */
  types?: readonly PhysicalType[];
  /** rows under the header; lines that are no rows count too, so that every row keeps its number */
  nRows: number;
  /** @param row from 0 */
  read(row: number): RowCells;
  /** of a CSV file: the line on which a row begins, as an editor counts */
  lineOf?(row: number): number;
}

/** A row's cells as texts, one per column and null where missing; or why the line is no row. */
export type RowCells = {cells: readonly (string | null)[]; fault: null} | {cells: null; fault: string};
