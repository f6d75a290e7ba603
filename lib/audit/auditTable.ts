import type {AuditFinding, ColumnAudit, LedgerStep, StepNotTaken} from "../book/wrangling.js";
import type {DatasetDefinition, DerivedDefinition} from "../dataset/definition.js";
import type {LabelledTable, Table} from "../dataset/table.js";
import {take, takeRows} from "../dataset/table.js";
import type {RowTest} from "../dataset/conditions.js";
import type {Found} from "./auditColumn.js";
import {auditColumn, countFound, tellRows} from "./auditColumn.js";
import type {AuditRule} from "./rules.js";
import type {Cell} from "../groups.js";
import {addCells, FEW, isTold, nearPart, sayNear, toldRows} from "../groups.js";
import {listRules, countContradictions} from "./rules.js";
import {bindQuantity} from "../dataset/conditions.js";
import {quantile} from "../statistics/quantile.js";
import {rateOf} from "../statistics/intervals.js";
import {nearRate} from "../statistics/tell.js";

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
  ledger: readonly LedgerStep[];
}

/**
 * Counts every rule of a definition over a table: missing cells, ranges, levels, constraints, checks, repeated rows; each
 * with its share of all rows, the churn rate among the labelled rows found, and what cleaning did to them. Nothing is changed.
 *
 * @param read the definition's inputs, all rows of the file (NaN and -1 are missing)
 */
export function auditTable(read: LabelledTable, definition: DatasetDefinition, {kept, ledger}: Cleaning): Audit {
  const {table, labels, groups} = read;
  const removed = new Uint8Array(table.nRows).fill(1);
  for (let i = 0; i < kept.length; ++i) removed[kept[i]] = 0;
  const {found: all} = countFound(() => true, read);
  const left = {
    table: takeRows(table, kept),
    labels: take(labels, kept, new Int8Array(kept.length)),
    groups: groups && take(groups, kept, new Int32Array(kept.length))
  };
  return {
    columns: definition.inputs.map((input) => auditColumn(table, input, {...read, removed})),
    findings: listRules(table, labels, definition).map(({isFound, ...rule}) => {
      const told = tellFound(countFound(isFound, read));
      const [others, gone] = [0, 1].map((is) => addCells(countFound((row) => removed[row] === is && isFound(row), read).found));
      return {
        ...rule,
        ...told,
        share: told.rows === FEW ? null : told.rows / Math.max(1, toldRows(all[0]) === FEW ? all[1].n : table.nRows),
        action: sayAction(rule, {gone, others}, ledger)
      };
    }),
    notTaken: listStepsNotTaken(left, definition)
  };
}

/** What was done about the rows that a rule finds: those of a check may be removed for it, or along with those of another. */
function sayAction(
  {kind, name, action}: Pick<AuditRule, "kind" | "name" | "action">,
  {gone, others}: {gone: Cell; others: Cell},
  ledger: readonly LedgerStep[]
): string {
  if (kind === "check" && ledger.some((step) => step.check === name)) return "removed";
  if (gone.n === 0) return action;
  const why = "removed by a check";
  if (others.n === 0) return why;
  return toldRows(others) === FEW ? `most ${why}` : `${sayNear(nearPart(toldRows(gone), Infinity), Infinity)} ${why}, the others ${action}`;
}

const CAP = 0.95;

/**
 * Usual cleaning steps that are not taken here, with the rows that each would change or drop, so that the reader can judge.
 *
 * @param kept the definition's inputs, the rows that cleaning keeps
 */
function listStepsNotTaken(kept: LabelledTable, definition: DatasetDefinition): StepNotTaken[] {
  const {table, labels} = kept;
  const {label, unit} = definition;
  const contradictions = countContradictions(table, definition);
  const isCapped = findCapped(table);
  const count = ({isFound, ...step}: Omit<StepNotTaken, "rows" | "churn"> & {isFound: RowTest}): StepNotTaken => ({
    ...step,
    ...tellFound(countFound(isFound, kept))
  });
  return [
    ...(label.blank === undefined && label.aside === undefined
      ? [
          count({
            name: "missing-label-as-class",
            title: `Read a missing label as “${label.retained}”`,
            whyNot: `It teaches a model ${unit.plural} of whom nobody knows whether they churned, and moves the base rate.`,
            isFound: (row) => labels[row] < 0
          })
        ]
      : []),
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

/**
 * What may be told of rows that are found among all rows: no count, and no difference of two, is of too few. Rules overlap each other, and
 * the cells of other pages, so theirs are told to the nearest 20.
 */
function tellFound(counted: Found): Pick<StepNotTaken, "rows" | "churn"> {
  const {found, others} = counted;
  const rows = tellRows(counted);
  const [unlabelled, labelled] = [0, 1].map((side) => found[side].n + others[side].n);
  const whole = rows === labelled || toldRows(addCells([found[0], others[0]])) === FEW ? labelled : unlabelled + labelled;
  const rate = isTold(found[1], others[1]) ? rateOf(found[1].churned, found[1].n) : null;
  return {rows: nearPart(rows, whole), churn: rate && nearRate(rate, {whole: labelled})};
}
