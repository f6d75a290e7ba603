import type {Table} from "../../lib/dataset/table.js";
import type {Output, TaskContext, Written} from "../flow/task.js";
import type {RowNumbers, TableFile} from "../ingest/arrowTable.js";
import {put} from "../flow/task.js";

// Tables as tasks hand them on. Arrow is loaded with the first: a run that finds everything done reads none.

/** What {@link putTable} put. @throws unless the task declares that it reads the output */
export async function loadTable(read: TaskContext["read"], output: Output<Uint8Array>): Promise<TableFile> {
  const [{decodeTable}, bytes] = await Promise.all([import("../ingest/arrowTable.js"), read(output)]);
  return decodeTable(bytes);
}

/** @param arrays numbers beside the table, each of length nRows @throws if two columns have one name or a length differs */
export async function putTable(output: Output<Uint8Array>, table: Table, arrays: Record<string, RowNumbers> = {}): Promise<Written> {
  const {encodeTable} = await import("../ingest/arrowTable.js");
  return put(output, encodeTable(table, arrays));
}
