import type {LedgerStep} from "../../lib/book/wrangling.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table, Column} from "../../lib/dataset/table.js";
import type {IngestResult} from "../ingest/readTable.js";
import type {ColumnTable} from "arquero";
import {countContradictions} from "../../lib/audit/rules.js";
import {ledgerOfIngest, chooseInputs, flagContradictions, setUnlabelledApart} from "./steps.js";
import {LABEL, ROW, takeSteps} from "./step.js";
import {table as createArqueroTable} from "arquero";

/** What models are given. */
export interface Wrangled {
  /** the inputs of the labelled rows */
  table: Table;
  /** length nRows: 1 churned, 0 retained */
  y: Uint8Array;
  /** length nRows: the row of the file, from 0 */
  rows: Int32Array;
  /** one line per step; rows and columns add up from line to line */
  ledger: LedgerStep[];
}

/** Cleans what was read. To add a cleaning step, write it in `steps/` and name it in the list below. */
export function wrangleTable({table, labels, report}: IngestResult, definition: DatasetDefinition): Wrangled {
  const steps = [
    setUnlabelledApart(definition),
    flagContradictions(definition, countContradictions(table, definition)),
    chooseInputs(definition)
  ];
  const walked = takeSteps(toArquero(table, labels), steps);
  return {
    table: fromArquero(walked.table, table),
    y: Uint8Array.from(walked.table.array(LABEL) as ArrayLike<number>),
    rows: Int32Array.from(walked.table.array(ROW) as ArrayLike<number>),
    ledger: [...ledgerOfIngest(report, definition), ...walked.ledger]
  };
}

/** A table as Arquero takes it: numbers as they are, categories as texts or null, labels and row numbers beside them. */
export function toArquero(table: Table, labels: Int8Array): ColumnTable {
  const columns = table.columns.map((column): [string, ArrayLike<unknown>] => [
    column.name,
    column.kind === "number" ? column.values : Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]))
  ]);
  const rows = Int32Array.from({length: table.nRows}, (_, i) => i);
  return createArqueroTable(Object.fromEntries([[ROW, rows], [LABEL, labels], ...columns]) as Record<string, never>);
}

/** Back to typed columns: those of `like`, in its order and with its levels. */
export function fromArquero(walked: ColumnTable, like: Table): Table {
  const columns = like.columns.map((column): Column => {
    if (column.kind === "number") {
      const values = Float32Array.from(walked.array(column.name) as ArrayLike<number | null>, (value) => value ?? NaN);
      return {name: column.name, kind: "number", values};
    }
    const codeOf = new Map(column.levels.map((level, code) => [level, code]));
    const codes = Int32Array.from(walked.array(column.name) as ArrayLike<string>, (text) => codeOf.get(text) ?? -1);
    return {...column, codes};
  });
  return {nRows: walked.numRows(), columns};
}
