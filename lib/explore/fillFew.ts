import type {Column, Table} from "../dataset/table.js";
import type {Groups} from "../statistics/intervals.js";
import {isMissing, rowsWhere, take, takeRows} from "../dataset/table.js";
import {countBins, countWhere, FEW, isTold, toldRows} from "../groups.js";
import {evenOf, evenRows} from "../statistics/evenRows.js";
import {median} from "d3-array";

/**
 * A table in which missing cells that are too few to be told stand with the many: at the column's median, or its most frequent level.
 * What is counted of it then adds up to all rows, and no sum tells how many had no value, or of these how many churned.
 *
 * @param users.groups by row, where rows repeat customers
 * @param users.y by row 0 or 1, where either class is counted: then missing cells are told where they are enough of both; absent: only
 *   their number is told
 * @param users.usualOf by row 1 where it counts for the median and for the most frequent level, if not all do
 */
export function fillFew(table: Table, users: {groups: Groups; y?: ArrayLike<number>; usualOf?: ArrayLike<number>}): Table {
  const {groups, usualOf} = users;
  const rows = usualOf && rowsWhere(table.nRows, (i) => usualOf[i] === 1);
  const own = (column: Column): Column =>
    rows && rows.length > 0 ? takeRows({nRows: table.nRows, columns: [column]}, rows).columns[0] : column;
  const groupsOf = rows && rows.length > 0 && groups ? take(groups, rows, new Int32Array(rows.length)) : groups;
  return {
    ...table,
    columns: table.columns.map((column) =>
      hasFewMissing(column, table.nRows, users) ? fillColumn(column, {usual: own(column), groups: groupsOf}) : column
    )
  };
}

function hasFewMissing(column: Column, nRows: number, {groups, y}: {groups: Groups; y?: ArrayLike<number>}): boolean {
  const missing = countWhere((i) => isMissing(column, i), y ?? new Uint8Array(nRows), groups);
  if (missing.n === 0 || missing.n === nRows) return false;
  return y ? !isTold(missing) : toldRows(missing) === FEW;
}

/** Where rows repeat customers, the middle and the most frequent are of rows of which nobody has many more than others. @param from usual: rows that say so */
function fillColumn(column: Column, {usual, groups}: {usual: Column; groups: Groups}): Column {
  if (column.kind === "number" && usual.kind === "number") {
    const middle = median(evenOf(usual.values, groups)) ?? NaN;
    return {...column, values: column.values.map((x) => (Number.isNaN(x) ? middle : x))};
  }
  if (column.kind !== "category" || usual.kind !== "category") return column;
  const {codes} = usual;
  const rows = groups && evenRows(codes.length, groups);
  const even = rows ? take(codes, rows, new Int32Array(rows.length)) : codes;
  const counts = countBins(even, new Uint8Array(even.length), column.levels.length);
  const most = counts.reduce((best, {n}, code) => (n > counts[best].n ? code : best), 0);
  return {...column, codes: column.codes.map((code) => (code < 0 ? most : code))};
}
