import type {Audit, Cleaning} from "../../lib/audit/auditTable.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {LabelledTable} from "../../lib/dataset/table.js";
import {auditTable} from "../../lib/audit/auditTable.js";

/** A table to look through, on a core of its own: what learns waits for the thread that would do it. */
export interface AuditJob {
  read: LabelledTable;
  definition: DatasetDefinition;
  done: Cleaning;
}

export function run({read, definition, done}: AuditJob): Audit {
  return auditTable(read, definition, done);
}
