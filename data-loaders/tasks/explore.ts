import type {EdaBook} from "../../lib/book/eda.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {shareTable} from "../jobs/shareTable.js";
import {edaBook, keptTable, putBook} from "./outputs.js";
import {loadTable} from "./tables.js";

const EXPLORE = new URL("../jobs/explore.ts", import.meta.url).href;

/** Looks at every input beside the label, alone and with others held constant. */
export function exploreTask(definition: DatasetDefinition): Task {
  return {
    name: "explore",
    title: "Explore every input",
    reads: [keptTable],
    sources: [import.meta.url, EXPLORE],
    params: {definition},
    jobs: 1,
    async run({read, log, pool}) {
      const {table, arrays} = await loadTable(read, keptTable);
      const payload = {read: {table: shareTable(table), labels: arrays.label, groups: arrays.group ?? null}, definition};
      const eda = await pool.run<EdaBook>({module: EXPLORE, payload});
      const [best] = [...eda.variables].sort((a, b) => b.rocAuc - a.rocAuc);
      log(`${eda.variables.length} inputs; alone, ${best.title} ranks best (ROC AUC ${best.rocAuc.toFixed(3)})`);
      return [putBook(edaBook, eda)];
    }
  };
}
