import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {tellLedger} from "../../lib/audit/tellLedger.js";
import {take} from "../../lib/dataset/table.js";
import {put} from "../flow/task.js";
import {ingestedTable, ingestReport, keptTable, ledger, wrangledTable} from "./outputs.js";
import {loadTable, putTable} from "./tables.js";

/** Cleans the table step by step, each step with its line in the ledger. */
export function wrangleTask(definition: DatasetDefinition): Task {
  return {
    name: "wrangle",
    title: "Clean the table",
    reads: [ingestedTable, ingestReport],
    sources: [import.meta.url],
    params: {definition},
    async run({read, log}) {
      const {wrangleTable} = await import("../wrangle/wrangleTable.js"); // with it Arquero, which a clean table needs not
      const {table, arrays} = await loadTable(read, ingestedTable);
      const report = await read(ingestReport);
      const wrangled = wrangleTable({table, labels: arrays.label as Int8Array, groups: arrays.group ?? null, report}, definition);
      for (const step of tellLedger(wrangled.ledger)) log(`${step.title}: ${step.rowsIn} rows in, ${step.rowsOut} out`);
      const {kept} = wrangled;
      const besides = (rows: ArrayLike<number>): {group?: Int32Array} =>
        arrays.group ? {group: take(arrays.group, rows, new Int32Array(rows.length))} : {};
      return [
        await putTable(keptTable, kept.table, {label: kept.labels, row: kept.rows, ...besides(kept.rows)}),
        await putTable(wrangledTable, wrangled.table, {y: wrangled.y, row: wrangled.rows, ...besides(wrangled.rows)}),
        put(ledger, wrangled.ledger)
      ];
    }
  };
}
