import type {Column, Table} from "../dataset/table.js";
import {FEW, toCount} from "../groups.js";
import {median} from "d3-array";

/**
 * A table in which missing cells that are too few to be told stand with the many: at the column's median, or its most frequent level.
 * What is counted of it then adds up to all rows, and no sum tells how many had no value.
 */
export function fillFew(table: Table): Table {
  return {...table, columns: table.columns.map(fillColumn)};
}

function fillColumn(column: Column): Column {
  if (column.kind === "number") {
    const {values} = column;
    if (
      !isFew(
        values.reduce((n, x) => n + Number(Number.isNaN(x)), 0),
        values.length
      )
    )
      return column;
    const middle = median(values) as number;
    return {...column, values: values.map((x) => (Number.isNaN(x) ? middle : x))};
  }
  const counts = column.levels.map(() => 0);
  let missing = 0;
  for (let i = 0; i < column.codes.length; ++i) {
    if (column.codes[i] < 0) ++missing;
    else ++counts[column.codes[i]];
  }
  if (!isFew(missing, column.codes.length)) return column;
  const most = counts.reduce((best, n, code) => (n > counts[best] ? code : best), 0);
  return {...column, codes: column.codes.map((code) => (code < 0 ? most : code))};
}

function isFew(missing: number, n: number): boolean {
  return missing < n && toCount(missing) === FEW;
}
