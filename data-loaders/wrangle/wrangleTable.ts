import type {LedgerStep} from "../../lib/book/wrangling.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table, Column} from "../../lib/dataset/table.js";
import type {IngestResult} from "../ingest/readTable.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {ColumnTable} from "arquero";
import {countContradictions} from "../../lib/audit/rules.js";
import {bindConditions} from "../../lib/dataset/conditions.js";
import {check} from "../../lib/check.js";
import {ledgerOfIngest} from "./ledgerOfIngest.js";
import {chooseInputs, flagContradictions, removeBroken, setUnlabelledApart} from "./steps.js";
import {LABEL, ROW, columnOf, rowsOf, takeSteps} from "./step.js";
import {table as createArqueroTable} from "arquero";

/** What was read; groups: whose each row is, where rows repeat customers. */
type Read = Omit<IngestResult, "units"> & {groups: Groups};

/** What cleaning leaves. */
export interface Wrangled {
  /** every row that no step removes, labelled or not: what pages count and explore */
  kept: {table: Table; /** 1 churned, 0 retained, -1 none */ labels: Int8Array; /** the row of the file, from 0 */ rows: Int32Array};
  /** the inputs of the labelled rows */
  table: Table;
  /** length nRows: 1 churned, 0 retained */
  y: Uint8Array;
  /** length nRows: the row of the file, from 0 */
  rows: Int32Array;
  /** one line per step; rows and columns add up from line to line */
  ledger: LedgerStep[];
}

/**
 * Cleans what was read. To add a cleaning step, write it in `steps.ts` and name it in `cleaning`: what it leaves is what pages
 * count and explore. The steps of `handingOver` make of that what models see, and remove no labelled row.
 *
 * @throws if no churned or no retained row is left
 */
export function wrangleTable({table, labels, groups, report}: Read, definition: DatasetDefinition): Wrangled {
  const cleaning = definition.checks.filter((d) => d.remove).map((d) => removeBroken(definition, d, bindConditions(table, d.when)));
  const handingOver = [
    setUnlabelledApart(definition),
    flagContradictions(definition, countContradictions(table, definition)),
    chooseInputs(definition)
  ];
  const left = takeSteps(toArquero(table, labels), cleaning, groups);
  const walked = takeSteps(left.table, handingOver, groups);
  const keptLabels = Int8Array.from(left.table.array(LABEL) as ArrayLike<number>);
  const y = Uint8Array.from(walked.table.array(LABEL) as ArrayLike<number>);
  checkHandedOver(y, keptLabels);
  checkClasses(y, definition);
  return {
    kept: {
      table: cleaning.length === 0 ? table : fromArquero(left.table, table),
      labels: keptLabels,
      rows: rowsOf(left.table)
    },
    table: fromArquero(walked.table, table),
    y,
    rows: rowsOf(walked.table),
    ledger: [...ledgerOfIngest(report, definition), ...left.ledger, ...walked.ledger]
  };
}

function checkHandedOver(y: Uint8Array, labels: Int8Array): void {
  const nLabelled = labels.filter((label) => label >= 0).length;
  check(y.length === nLabelled, {
    where: "wrangleTable",
    rule: `every labelled row that cleaning leaves must be handed over (${nLabelled}), or pages count other rows than models see`,
    got: y.length,
    remedy: "A step that removes rows belongs to the list `cleaning`."
  });
}

function checkClasses(y: Uint8Array, {label}: DatasetDefinition): void {
  const gone = [label.retained, label.churned].filter((_, value) => !y.includes(value));
  check(gone.length === 0, {
    where: "wrangle",
    rule: `rows of both "${label.churned}" and "${label.retained}" must be left after cleaning`,
    got: `none of ${gone.map((d) => `"${d}"`).join(" and none of ")}`,
    remedy: 'Take "remove" off a check of the definition.'
  });
}

/** A table as Arquero takes it: numbers as they are, categories as texts or null, labels and row numbers beside them. */
export function toArquero(table: Table, labels: Int8Array): ColumnTable {
  const columns = table.columns.map((column): [string, ArrayLike<unknown>] => [
    columnOf(column.name),
    column.kind === "number" ? column.values : Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]))
  ]);
  const rows = Int32Array.from({length: table.nRows}, (_, i) => i);
  return createArqueroTable(Object.fromEntries([[ROW, rows], [LABEL, labels], ...columns]) as Record<string, never>);
}

/** Back to typed columns: those of `like`, in its order and with its levels. */
export function fromArquero(walked: ColumnTable, like: Table): Table {
  const columns = like.columns.map((column): Column => {
    if (column.kind === "number") {
      const values = Float32Array.from(walked.array(columnOf(column.name)) as ArrayLike<number | null>, (value) => value ?? NaN);
      return {name: column.name, kind: "number", values};
    }
    const codeOf = new Map(column.levels.map((level, code) => [level, code]));
    const codes = Int32Array.from(walked.array(columnOf(column.name)) as ArrayLike<string>, (text) => codeOf.get(text) ?? -1);
    return {...column, codes};
  });
  return {nRows: walked.numRows(), columns};
}
