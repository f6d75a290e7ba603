import {put} from "../flow/task.js";
import type {Task} from "../flow/task.js";
import {columnLab, ledger, wranglingBook} from "./outputs.js";

/** Binds the ledger, the audit and the column lab for their page. */
export const wranglingTask: Task = {
  name: "wrangling",
  title: "Write the wrangling page's book",
  reads: [ledger, columnLab],
  sources: [import.meta.url],
  async run({read}) {
    return [put(wranglingBook, {...(await read(ledger)), columnLab: await read(columnLab)})];
  }
};
