import type {AuditFinding, ColumnAudit, StepNotTaken} from "../book/wrangling.js";
import type {LedgerLine} from "./tellLedger.js";
import type {DatasetDefinition, DerivedDefinition} from "../dataset/definition.js";
import type {Table} from "../dataset/table.js";
import {take, takeRows} from "../dataset/table.js";
import type {RowTest} from "../dataset/conditions.js";
import {auditColumn, tellRows} from "./auditColumn.js";
import type {AuditRule} from "./rules.js";
import type {Cell} from "../groups.js";
import {FEW, isTold, restOf, sayCount, toCount} from "../groups.js";
import {listRules, countContradictions} from "./rules.js";
import {bindQuantity} from "../dataset/conditions.js";
import {quantile} from "../statistics/quantile.js";
import {rateOf} from "../statistics/intervals.js";

/** A table looked through against its definition. */
export interface Audit {
  /** one per input, in the definition's order */
  columns: ColumnAudit[];
  /** one per rule; also those that no row meets */
  findings: AuditFinding[];
  /** usual cleaning steps, and the rows that each would change */
  notTaken: StepNotTaken[];
}

/** What cleaning did to the rows that are looked through. */
export interface Cleaning {
  /** rows that it kept, ascending */
  kept: ArrayLike<number>;
  /** one line per step */
  ledger: readonly LedgerLine[];
}

/**
 * Counts every rule of a definition over a table: missing cells, ranges, levels, constraints, checks, repeated rows; each
 * with its share of all rows, the churn rate among the labelled rows found, and what cleaning did to them. Nothing is changed.
 *
 * @param read the definition's inputs, all rows of the file (NaN and -1 are missing); labels: 1 churned, 0 retained, -1 none
 */
export function auditTable(read: {table: Table; labels: Int8Array}, definition: DatasetDefinition, {kept, ledger}: Cleaning): Audit {
  const {table, labels} = read;
  const removed = new Uint8Array(table.nRows).fill(1);
  for (let i = 0; i < kept.length; ++i) removed[kept[i]] = 0;
  const all = countFound(() => true, labels);
  return {
    columns: definition.inputs.map((input) => auditColumn(table, input, labels)),
    findings: listRules(table, labels, definition).map(({isFound, ...rule}) => {
      const found = countFound(isFound, labels);
      const gone = countFound((row) => removed[row] === 1 && isFound(row), labels).rows;
      const told = tellFound(found, all);
      return {
        ...rule,
        ...told,
        share: told.rows === FEW ? null : told.rows / Math.max(1, restOf(all.rows, all.rows - all.labelled.n)),
        action: sayAction(rule, gone, {found, ledger})
      };
    }),
    notTaken: listStepsNotTaken(takeRows(table, kept), take(labels, kept, new Int8Array(kept.length)), definition)
  };
}

/** What was done about the rows that a rule finds: those of a check may be removed for it, or along with those of another. */
function sayAction(
  {kind, name, action}: Pick<AuditRule, "kind" | "name" | "action">,
  gone: number,
  {found, ledger}: {found: Found; ledger: readonly LedgerLine[]}
): string {
  if (kind === "check" && ledger.some((step) => step.check === name)) return "removed";
  if (gone === 0) return action;
  const why = "removed by a check";
  if (gone === found.rows) return why;
  return restOf(found.rows, found.rows - gone) === found.rows ? `${sayCount(toCount(gone))} ${why}, the others ${action}` : `most ${why}`;
}

const CAP = 0.95;

/**
 * Usual cleaning steps that are not taken here, with the rows that each would change or drop, so that the reader can judge.
 *
 * @param table the definition's inputs, the rows that cleaning keeps
 * @param labels length nRows: 1 churned, 0 retained, -1 none
 */
function listStepsNotTaken(table: Table, labels: Int8Array, definition: DatasetDefinition): StepNotTaken[] {
  const {label, unit} = definition;
  const contradictions = countContradictions(table, definition);
  const isCapped = findCapped(table);
  const all = countFound(() => true, labels);
  const count = ({isFound, ...step}: Omit<StepNotTaken, "rows" | "churn"> & {isFound: RowTest}): StepNotTaken => ({
    ...step,
    ...tellFound(countFound(isFound, labels), all)
  });
  return [
    count({
      name: "missing-label-as-class",
      title: `Read a missing label as “${label.retained}”`,
      whyNot: `It teaches a model ${unit.plural} of whom nobody knows whether they churned, and moves the base rate.`,
      isFound: (row) => labels[row] < 0
    }),
    count({
      name: "cap-at-95",
      title: "Cap numbers at their 95th percentile",
      whyNot:
        "A percentile of all rows lets the test rows have a say in training, and the cap hides the impossible values instead of naming them.",
      isFound: (row) => isCapped[row] === 1
    }),
    count({
      name: "drop-contradictions",
      title: "Drop rows that contradict themselves",
      whyNot: `A model would be judged on easier ${unit.plural} than it will meet.`,
      isFound: (row) => contradictions[row] > 0
    }),
    ...(definition.derived ?? []).map((d) =>
      count({
        name: `zero-for-undefined-${d.name}`,
        title: `Add “${d.title}”, with 0 where it divides by zero`,
        whyNot:
          "Those with nothing to divide by get the lowest value of all, whatever they are like; the column then bends where they sit.",
        isFound: isUndefined(table, d)
      })
    )
  ];
}

function findCapped({nRows, columns}: Table): Uint8Array {
  const capped = new Uint8Array(nRows);
  for (const column of columns) {
    if (column.kind !== "number" || column.values.every(Number.isNaN)) continue;
    const cap = quantile(column.values, CAP);
    for (let i = 0; i < nRows; ++i) if (column.values[i] > cap) capped[i] = 1;
  }
  return capped;
}

function isUndefined(table: Table, {value}: DerivedDefinition): RowTest {
  const quantity = bindQuantity(table, value);
  return (row) => !Number.isFinite(quantity(row));
}

/** What may be told of rows that are found among all rows: no count, and no difference of two, is of too few. */
function tellFound({rows, labelled}: Found, all: Found): Pick<StepNotTaken, "rows" | "churn"> {
  return {
    rows: tellRows({rows, labelled: labelled.n}, {rows: all.rows, labelled: all.labelled.n}),
    churn: isTold(labelled, all.labelled) ? rateOf(labelled.churned, labelled.n) : null
  };
}

/** How many rows are found, and the labelled ones of them. */
interface Found {
  rows: number;
  labelled: Cell;
}

/**
 * Counts rows and keeps none of them: artefacts hold counts, never rows.
 *
 * @param labels of all rows: 1 churned, 0 retained, -1 none
 */
function countFound(isFound: RowTest, labels: Int8Array): Found {
  let rows = 0;
  const byLabel = [0, 0];
  for (let i = 0; i < labels.length; ++i) {
    if (!isFound(i)) continue;
    ++rows;
    if (labels[i] >= 0) ++byLabel[labels[i]];
  }
  return {rows, labelled: {n: byLabel[0] + byLabel[1], churned: byLabel[1]}};
}
