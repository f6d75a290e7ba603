import type {DatasetDefinition} from "../dataset/definition.js";
import type {Column, Table} from "../dataset/table.js";
import type {Cell} from "../groups.js";
import {getColumn, isMissing, selectColumns, take, takeRows} from "../dataset/table.js";
import {isTold} from "../groups.js";
import {sumOf} from "../numbers.js";
import {fillFew} from "./fillFew.js";

/** Labelled rows as pages speak of them. */
export interface LabelledRows {
  /** those that enough have a value of */
  inputs: DatasetDefinition["inputs"];
  /** rows of the table */
  rows: Int32Array;
  /** 1 churned, 0 retained */
  y: Uint8Array;
  /** these inputs, as they are */
  read: Table;
  /** the same, where too few missing cells stand with the many; see fillFew */
  labelled: Table;
}

/** @param labels length nRows: 1 churned, 0 retained, -1 none */
export function readLabelled(table: Table, labels: Int8Array, definition: Pick<DatasetDefinition, "inputs">): LabelledRows {
  const rows = Int32Array.from(labels.keys()).filter((i) => labels[i] >= 0);
  const y = take(labels, rows, new Uint8Array(rows.length));
  const all = {n: rows.length, churned: sumOf(y)};
  const inputs = definition.inputs.filter(({name}) => isSaid(getColumn(table, name), {rows, y, all}));
  const chosen = selectColumns(
    table,
    inputs.map((d) => d.name)
  );
  const read = takeRows(chosen, rows);
  return {inputs, rows, y, read, labelled: fillFew(read)};
}

/** Whether enough have a value for an input to be told of; where all the labelled are too few, that says nothing of an input. */
function isSaid(column: Column, {rows, y, all}: {rows: Int32Array; y: Uint8Array; all: Cell}): boolean {
  if (!isTold(all)) return true;
  const present = {n: 0, churned: 0};
  for (let i = 0; i < rows.length; ++i) {
    if (isMissing(column, rows[i])) continue;
    present.n += 1;
    present.churned += y[i];
  }
  return present.n === 0 || isTold(present);
}
