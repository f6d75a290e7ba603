import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Task} from "../flow/task.js";
import {take, takeRows} from "../../lib/dataset/table.js";
import {takeAnyShare} from "../../lib/fit/protocol/folds.js";
import {ENOUGH} from "./effort.js";
import {shareTable} from "../jobs/shareTable.js";
import {keptTable, shownUsers, wrangledTable} from "./outputs.js";
import {loadTable, putTable} from "./tables.js";

const DRAW_USERS = new URL("../jobs/drawUsers.ts", import.meta.url).href;
const SYNTHETIC_USERS = 2000;

/** Finds users that pages may show: those of the table, or synthetic ones when its rows are private. */
export function shownUsersTask(definition: DatasetDefinition, rowsPublished: boolean): Task {
  return {
    name: "shown-users",
    title: "Find examples that may be shown",
    reads: rowsPublished ? [wrangledTable] : [keptTable],
    sources: [import.meta.url, DRAW_USERS],
    params: rowsPublished ? {rowsPublished} : {rowsPublished, definition},
    jobs: rowsPublished ? 0 : 1,
    async run({read, log, pool}) {
      if (rowsPublished) {
        const {table} = await loadTable(read, wrangledTable);
        log(`${table.nRows} rows of the table`);
        return [await putTable(shownUsers, table)];
      }
      const {table, arrays} = await loadTable(read, keptTable);
      const rows = takeAnyShare(table.nRows, ENOUGH.likeness, [definition.protocol.seed, "shown examples"]);
      const labels = take(arrays.label, rows, new Int8Array(rows.length));
      const groups = arrays.group ? take(arrays.group, rows, new Int32Array(rows.length)) : null;
      const payload = {read: {table: shareTable(takeRows(table, rows)), labels, groups}, definition, n: SYNTHETIC_USERS};
      const users = await pool.run<Table>({module: DRAW_USERS, payload});
      log(`rows are private: ${users.nRows} synthetic rows drawn from the table's own recipe`);
      return [await putTable(shownUsers, users)];
    }
  };
}
