import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import {takeRows} from "../../lib/table/table.js";
import {put} from "../flow/task.js";
import type {Task} from "../flow/task.js";
import {decodeTable, encodeTable} from "../ingest/arrowTable.js";
import {ingestedTable, ledger, wrangledTable} from "./outputs.js";

/** Cleans the table step by step and audits it. */
export function wrangleTask(definition: DatasetDefinition): Task {
  return {
    name: "wrangle",
    title: "Clean and audit the table",
    reads: [ingestedTable],
    sources: [import.meta.url],
    params: {definition},
    async run({read, log}) {
      const {table, arrays} = decodeTable(await read(ingestedTable));
      const rows = Array.from(arrays.label.keys()).filter((i) => arrays.label[i] >= 0);
      const y = Uint8Array.from(rows, (i) => arrays.label[i]);
      log(`${table.nRows - rows.length} rows without a label set apart`);
      return [
        put(wrangledTable, encodeTable(takeRows(table, rows), {y})),
        put(ledger, {ledger: [], columns: [], findings: []})
      ];
    }
  };
}
