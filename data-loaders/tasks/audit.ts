import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {auditTable} from "../../lib/audit/auditTable.js";
import {put} from "../flow/task.js";
import {decodeTable} from "../ingest/arrowTable.js";
import {audit, ingestedTable} from "./outputs.js";

/** Counts what is impossible or doubtful in the table; changes nothing. */
export function auditTask(definition: DatasetDefinition): Task {
  return {
    name: "audit",
    title: "Look for impossible values",
    reads: [ingestedTable],
    sources: [import.meta.url],
    params: {definition},
    async run({read, log}) {
      const {table, arrays} = decodeTable(await read(ingestedTable));
      const found = auditTable(table, arrays.label as Int8Array, definition);
      for (const {title, rows} of found.findings) if (rows > 0) log(`${title}: ${rows} rows`);
      return [put(audit, found)];
    }
  };
}
