import type {ColumnTable} from "arquero";
import type {LedgerLine} from "../../lib/audit/tellLedger.js";

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
  /** rows kept but altered or flagged */
  rowsChanged: number;
  /** what was removed or changed, in words */
  detail: string;
}

/** A table after all steps, with one ledger line for each. */
export interface Walked {
  table: ColumnTable;
  ledger: LedgerLine[];
}

/** Takes the steps one after another and writes the ledger: what is counted is what the tables hold, not what a step says. */
export function takeSteps(start: ColumnTable, steps: readonly WrangleStep[]): Walked {
  let table = start;
  const ledger = steps.map((step): LedgerLine => {
    const before = table;
    const {table: after, rowsChanged, detail} = step.apply(before);
    table = after;
    return {
      name: step.name,
      title: step.title,
      why: step.why,
      rowsIn: before.numRows(),
      rowsOut: after.numRows(),
      rowsRemoved: before.numRows() - after.numRows(),
      rowsChanged,
      columnsIn: countColumns(before),
      columnsOut: countColumns(after),
      detail,
      ...(step.check === undefined ? {} : {check: step.check})
    };
  });
  return {table, ledger};
}

/** Columns that a reader knows: the row's number is not one of them. */
function countColumns(table: ColumnTable): number {
  return table.columnNames().filter((name) => name !== ROW).length;
}
