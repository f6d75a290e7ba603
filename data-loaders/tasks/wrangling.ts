import type {Task} from "../flow/task.js";
import {tellLedger} from "../../lib/audit/tellLedger.js";
import {audit, columnLab, ledger, putBook, wranglingBook} from "./outputs.js";

/** Binds the ledger, the audit and the column lab for their page. */
export const wranglingTask: Task = {
  name: "wrangling",
  title: "Write the wrangling page’s book",
  reads: [ledger, audit, columnLab],
  sources: [import.meta.url],
  async run({read}) {
    const book = {ledger: tellLedger(await read(ledger)), ...(await read(audit)), columnLab: await read(columnLab)};
    return [putBook(wranglingBook, book)];
  }
};
