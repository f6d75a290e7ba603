import type {AuditFinding, ColumnAudit} from "../book/wrangling.js";
import type {RowTest} from "../dataset/conditions.js";
import type {DatasetDefinition} from "../dataset/definition.js";
import {rateOf} from "../statistics/wilsonInterval.js";
import type {Table} from "../table/table.js";
import {auditColumn} from "./auditColumn.js";
import {listContradictionRules, listRules, type AuditRule} from "./rules.js";

/** A table looked through against its definition. */
export interface Audit {
  /** one per input, in the definition's order */
  columns: ColumnAudit[];
  /** one per rule; also those that no row meets */
  findings: AuditFinding[];
}

/**
 * Counts every rule of a definition over a table: missing cells, ranges, levels, constraints, checks, repeated rows; each
 * with its share of all rows and the churn rate among the labelled rows found. Nothing is changed.
 *
 * @param table the definition's inputs; NaN and -1 are missing
 * @param labels length nRows: 1 churned, 0 retained, -1 none
 */
export function auditTable(table: Table, labels: Int8Array, definition: DatasetDefinition): Audit {
  return {
    columns: definition.inputs.map((input) => auditColumn(table, input)),
    findings: listRules(table, labels, definition).map((rule) => countRule(rule, labels))
  };
}

/**
 * In how many ways each row contradicts the definition: checks, constraints, ranges and levels. Missing cells and repeated
 * rows are no contradictions.
 *
 * @returns length nRows
 */
export function countContradictions(table: Table, definition: DatasetDefinition): Uint8Array {
  const counts = new Uint8Array(table.nRows);
  for (const {isFound} of listContradictionRules(table, definition)) {
    for (let i = 0; i < table.nRows; ++i) if (isFound(i)) ++counts[i];
  }
  return counts;
}

/** The rows that a rule finds. For internal use: artefacts hold counts, never rows. */
export function findRows(isFound: RowTest, nRows: number): number[] {
  const rows: number[] = [];
  for (let i = 0; i < nRows; ++i) if (isFound(i)) rows.push(i);
  return rows;
}

function countRule({isFound, ...rule}: AuditRule, labels: Int8Array): AuditFinding {
  const rows = findRows(isFound, labels.length);
  const labelled = rows.filter((i) => labels[i] >= 0);
  const churned = labelled.filter((i) => labels[i] === 1).length;
  return {...rule, rows: rows.length, share: labels.length === 0 ? 0 : rows.length / labels.length, churn: rateOf(churned, labelled.length)};
}
