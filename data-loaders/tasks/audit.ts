import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Audit} from "../../lib/audit/auditTable.js";
import type {AuditJob} from "../jobs/audit.js";
import type {Task} from "../flow/task.js";
import {sayCount} from "../../lib/groups.js";
import {put} from "../flow/task.js";
import {audit, ingestedTable, keptTable, ledger} from "./outputs.js";
import {shareTable} from "../jobs/shareTable.js";
import {loadTable} from "./tables.js";

const AUDIT = new URL("../jobs/audit.ts", import.meta.url).href;

/** Counts what is impossible or doubtful in the table; changes nothing. */
export function auditTask(definition: DatasetDefinition): Task {
  return {
    name: "audit",
    title: "Look for impossible values",
    reads: [ingestedTable, keptTable, ledger],
    sources: [import.meta.url, AUDIT],
    params: {definition},
    jobs: 1,
    async run({read: open, log, pool}) {
      const {table, arrays} = await loadTable(open, ingestedTable);
      const done = {kept: (await loadTable(open, keptTable)).arrays.row, ledger: await open(ledger)};
      const read = {table: shareTable(table), labels: arrays.label as Int8Array, groups: arrays.group ?? null};
      const found = await pool.run<Audit>({module: AUDIT, payload: {read, definition, done} satisfies AuditJob});
      for (const {title, rows} of found.findings) if (rows !== 0) log(`${title}: ${sayCount(rows)} rows`);
      return [put(audit, found)];
    }
  };
}
