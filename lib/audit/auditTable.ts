import type {AuditFinding, ColumnAudit, StepNotTaken} from "../book/wrangling.js";
import type {DatasetDefinition} from "../dataset/definition.js";
import type {Table} from "../table/table.js";
import {auditColumn} from "./auditColumn.js";
import {countFound} from "./countFound.js";
import {listStepsNotTaken} from "./listStepsNotTaken.js";
import {listRules} from "./rules.js";

/** A table looked through against its definition. */
export interface Audit {
  /** one per input, in the definition's order */
  columns: ColumnAudit[];
  /** one per rule; also those that no row meets */
  findings: AuditFinding[];
  /** usual cleaning steps, and the rows that each would change */
  notTaken: StepNotTaken[];
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
    findings: listRules(table, labels, definition).map(({isFound, ...rule}) => {
      const found = countFound(isFound, labels);
      return {...rule, ...found, share: labels.length === 0 ? 0 : found.rows / labels.length};
    }),
    notTaken: listStepsNotTaken(table, labels, definition)
  };
}
