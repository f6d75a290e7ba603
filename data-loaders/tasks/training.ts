import type {Table} from "../../lib/dataset/table.js";
import type {TaskContext} from "../flow/task.js";
import {selectColumns} from "../../lib/dataset/table.js";
import {decodeTable} from "../ingest/arrowTable.js";
import {shareBytes, shareTable} from "../jobs/shareTable.js";
import {trainRows} from "./outputs.js";

/** Train rows in memory that all workers share. */
export interface SharedTraining {
  table: Table;
  y: Uint8Array;
  /** length nRows: the fold that holds the row out */
  folds: Uint8Array;
  nFolds: number;
}

/** @param inputs which of the inputs; all of them if absent */
export async function readTraining({read}: TaskContext, inputs?: readonly string[]): Promise<SharedTraining> {
  const {table, arrays} = decodeTable(await read(trainRows));
  const folds = arrays.fold as Uint8Array;
  return {
    table: shareTable(inputs ? selectColumns(table, inputs) : table),
    y: shareBytes(arrays.y as Uint8Array),
    folds: shareBytes(folds),
    nFolds: folds.reduce((most, fold) => Math.max(most, fold + 1), 0)
  };
}
