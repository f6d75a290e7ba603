import type {ColumnTable} from "arquero";
import type {LedgerStep} from "../../lib/book/wrangling.js";
import type {RowTest} from "../../lib/dataset/conditions.js";
import type {Cell, Count} from "../../lib/groups.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import {take} from "../../lib/dataset/table.js";
import {countBins, nearPart, tellBeside, toldRows} from "../../lib/groups.js";

/** Columns that steps use among themselves; no step hands them over. */
export const ROW = "row of the file";
export const LABEL = "label as 1, 0 or -1";
export const FLAGS = "contradictions";

/** What Arquero calls a column of the table: a name of its own, which is none of the above, and no property of any object ("length"). */
export function columnOf(name: string): string {
  return `column ${name}`;
}

/** One named cleaning step. */
export interface WrangleStep {
  name: string;
  /** what it does, for readers */
  title: string;
  /** why, in a sentence or two */
  why: string;
  /** the check whose rows it removes; absent for every other step */
  check?: string;
  /** Arquero verbs; the table given is left as it is */
  apply(table: ColumnTable): Stepped;
}

/** What a step leaves. */
export interface Stepped {
  table: ColumnTable;
  /** whether a row of the file that is kept was altered or flagged; absent: none was */
  isChanged?: RowTest;
  /** what was removed or changed, in words; rows as they may be told */
  sayDetail(told: {removed: Count; changed: Count}): string;
}

/** A table after all steps, with one ledger line for each. */
export interface Walked {
  table: ColumnTable;
  ledger: LedgerStep[];
}

/**
 * Takes the steps one after another and writes the ledger: what is counted is what the tables hold, not what a step says.
 *
 * @param groups by row of the file, where rows repeat customers
 */
export function takeSteps(start: ColumnTable, steps: readonly WrangleStep[], groups: Groups): Walked {
  let table = start;
  const ledger = steps.map((step): LedgerStep => {
    const before = table;
    const {table: after, isChanged, sayDetail} = step.apply(before);
    table = after;
    const removed = tellRemoved(before, after, groups);
    const changed = isChanged ? tellChanged(after, isChanged, groups) : 0;
    return {
      name: step.name,
      title: step.title,
      why: step.why,
      rowsIn: before.numRows(),
      rowsOut: after.numRows(),
      rowsRemoved: removed,
      rowsChanged: changed,
      columnsIn: countColumns(before),
      columnsOut: countColumns(after),
      detail: sayDetail({removed, changed}),
      ...(step.check === undefined ? {} : {check: step.check})
    };
  });
  return {table, ledger};
}

/** Rows of the file that a table holds. */
export function rowsOf(table: ColumnTable): Int32Array {
  return Int32Array.from(table.array(ROW) as ArrayLike<number>);
}

function tellRemoved(before: ColumnTable, after: ColumnTable, groups: Groups): Count {
  if (before.numRows() === after.numRows()) return 0;
  const rows = rowsOf(before);
  const isKept = new Uint8Array(rows[rows.length - 1] + 1); // rows rise
  for (const row of rowsOf(after)) isKept[row] = 1;
  const [removed] = countRows(rows, (row) => (isKept[row] === 1 ? -1 : 0), groups);
  return toldRows(removed);
}

function tellChanged(table: ColumnTable, isChanged: RowTest, groups: Groups): Count {
  const [others, changed] = countRows(rowsOf(table), (row) => Number(isChanged(row)), groups);
  return nearPart(tellBeside(changed, others), table.numRows());
}

/** Rows of the file by code, 0 and 1; those below 0 are left out. */
function countRows(rows: Int32Array, codeOf: (row: number) => number, groups: Groups): Cell[] {
  return countBins(rows.map(codeOf), new Uint8Array(rows.length), 2, groups && take(groups, rows, new Int32Array(rows.length)));
}

/** Columns that a reader knows: the row's number is not one of them. */
function countColumns(table: ColumnTable): number {
  return table.columnNames().filter((name) => name !== ROW).length;
}
