import type {Table} from "../../lib/dataset/table.js";
import type {Output, TaskContext} from "../flow/task.js";
import {selectColumns, take, takeRows} from "../../lib/dataset/table.js";
import {countFolds, takeShare} from "../../lib/fit/protocol/folds.js";
import {findNamed} from "../../lib/named.js";
import {sha256} from "../flow/hash.js";
import {shareBytes, shareCodes, shareTable} from "../jobs/shareTable.js";
import {searchRows, trainRows} from "./outputs.js";
import {loadTable} from "./tables.js";

/** Train rows in memory that all workers share. */
export interface SharedTraining {
  table: Table;
  y: Uint8Array;
  /** length nRows: the fold that holds the row out */
  folds: Uint8Array;
  nFolds: number;
  /** length nRows: rows that go together have one code; null: every row is one of its own */
  groups: Int32Array | null;
  /** length nRows: the row's period, a whole number that rises with time; null: the definition names no time */
  periods: Int32Array | null;
}

/** All train rows that models are fitted on. */
export function readTraining(context: TaskContext): Promise<SharedTraining> {
  return share(context, trainRows);
}

/** The train rows that trials are compared on. @param inputs which of the inputs; all of them if absent */
export async function readSearched(context: TaskContext, inputs?: readonly string[]): Promise<SharedTraining> {
  const training = await share(context, searchRows);
  return inputs ? {...training, table: selectColumns(training.table, inputs)} : training;
}

/** A table with its labels. */
export interface Labelled {
  table: Table;
  y: Uint8Array;
  /** length nRows: rows that go together have one code; null or absent: every row is one of its own */
  groups?: Int32Array | null;
}

/**
 * A stratified share of rows, for a question that needs no more.
 *
 * @param most rows, about; fewer rows come back as they are
 * @param name of the share, such as a seed and the question
 */
export function labelledShare({table, y, groups = null}: Labelled, most: number, name: (string | number)[]): Labelled {
  if (y.length <= most) return {table, y, groups};
  const rows = takeShare(y, most / y.length, name);
  return {
    table: takeRows(table, rows),
    y: take(y, rows, new Uint8Array(rows.length)),
    groups: groups && take(groups, rows, new Int32Array(rows.length))
  };
}

/** As {@link labelledShare}, of train rows in memory that all workers share. */
export function takeAtMost(training: SharedTraining, most: number, name: (string | number)[]): SharedTraining {
  const {table, y, folds, nFolds, groups, periods} = training;
  if (y.length <= most) return training;
  const rows = takeShare(y, most / y.length, name);
  const bytes = (values: Uint8Array): Uint8Array => shareBytes(take(values, rows, new Uint8Array(rows.length)));
  const codes = (values: Int32Array | null): Int32Array | null => shareCodes(values && take(values, rows, new Int32Array(rows.length)));
  return {
    table: shareTable(takeRows(table, rows)),
    y: bytes(y),
    folds: bytes(folds),
    nFolds,
    groups: codes(groups),
    periods: codes(periods)
  };
}

async function share({read}: TaskContext, rows: Output<Uint8Array>): Promise<SharedTraining> {
  const {table, arrays} = await loadTable(read, rows);
  const folds = arrays.fold as Uint8Array;
  const codes = (name: string): Int32Array | null => shareCodes((findNamed(arrays, name) as Int32Array | undefined) ?? null);
  return {
    table: shareTable(table),
    y: shareBytes(arrays.y as Uint8Array),
    folds: shareBytes(folds),
    nFolds: countFolds(folds),
    groups: codes("group"),
    periods: codes("period")
  };
}

/**
 * The seed of whatever ships and was drawn row by row, such as a forest's trees and refits. The same data give the same bytes; who
 * lacks the data lacks the seed, and cannot tell which rows a tree saw.
 *
 * @param train rows, as the split wrote them
 */
export function secretSeed(seed: number, train: Uint8Array): string {
  return `${seed}/${sha256(train)}`;
}
