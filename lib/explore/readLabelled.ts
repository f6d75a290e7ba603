import type {DatasetDefinition} from "../dataset/definition.js";
import type {Column, LabelledTable, Table} from "../dataset/table.js";
import type {Groups} from "../statistics/intervals.js";
import {getColumn, isMissing, rowsWhere, selectColumns, take, takeRows} from "../dataset/table.js";
import {countWhere, isTold} from "../groups.js";
import {fillFew} from "./fillFew.js";

/** Labelled rows as pages speak of them. */
export interface LabelledRows {
  /** those that enough have a value of */
  inputs: DatasetDefinition["inputs"];
  /** rows of the table */
  rows: Int32Array;
  /** 1 churned, 0 retained */
  y: Uint8Array;
  /** whose each is, where rows repeat customers */
  groups: Groups;
  /** these inputs, as they are */
  read: Table;
  /** the same, where too few missing cells stand with the many; see fillFew */
  labelled: Table;
}

export function readLabelled({table, labels, groups: ofRows}: LabelledTable, definition: Pick<DatasetDefinition, "inputs">): LabelledRows {
  const rows = rowsWhere(labels.length, (i) => labels[i] >= 0);
  const y = take(labels, rows, new Uint8Array(rows.length));
  const groups = ofRows && take(ofRows, rows, new Int32Array(rows.length));
  const areEnough = isTold(countWhere(() => true, y, groups)); // where all are too few, that says nothing of an input
  const inputs = definition.inputs.filter(({name}) => !areEnough || isSaid(getColumn(table, name), {rows, y, groups}));
  const chosen = selectColumns(
    table,
    inputs.map((d) => d.name)
  );
  const read = takeRows(chosen, rows);
  return {inputs, rows, y, groups, read, labelled: fillFew(read, {y, groups})};
}

/** Whether enough have a value for an input to be told of, or nobody has. */
function isSaid(column: Column, {rows, y, groups}: Pick<LabelledRows, "rows" | "y" | "groups">): boolean {
  const present = countWhere((i) => !isMissing(column, rows[i]), y, groups);
  return present.n === 0 || isTold(present);
}
