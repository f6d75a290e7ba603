import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {auditTable} from "../../lib/audit/auditTable.js";
import {sayCount} from "../../lib/groups.js";
import {put} from "../flow/task.js";
import {audit, ingestedTable, keptTable, ledger} from "./outputs.js";
import {loadTable} from "./tables.js";

/** Counts what is impossible or doubtful in the table; changes nothing. */
export function auditTask(definition: DatasetDefinition): Task {
  return {
    name: "audit",
    title: "Look for impossible values",
    reads: [ingestedTable, keptTable, ledger],
    sources: [import.meta.url],
    params: {definition},
    async run({read: open, log}) {
      const {table, arrays} = await loadTable(open, ingestedTable);
      const done = {kept: (await loadTable(open, keptTable)).arrays.row, ledger: await open(ledger)};
      const read = {table, labels: arrays.label as Int8Array, groups: arrays.group ?? null};
      const found = auditTable(read, definition, done);
      for (const {title, rows} of found.findings) if (rows !== 0) log(`${title}: ${sayCount(rows)} rows`);
      return [put(audit, found)];
    }
  };
}
