import type {DatasetDefinition} from "../dataset/definition.js";
import type {Column, LabelledTable, Table} from "../dataset/table.js";
import type {Groups} from "../statistics/intervals.js";
import {getColumn, isMissing, rowsWhere, selectColumns, take, takeRows} from "../dataset/table.js";
import {countWhere, isTold, usersOf} from "../groups.js";
import {wilsonInterval} from "../statistics/intervals.js";
import {fillFew} from "./fillFew.js";

/** Labelled rows as pages speak of them. */
export interface LabelledRows {
  /** those that enough have a value of, and whose bands are not of those who have none */
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
  const inputs = definition.inputs.filter(({name}) => {
    const column = getColumn(table, name);
    return !areEnough || (isSaid(column, {rows, y, groups}) && !isSpoilt(column, {rows, y, groups}));
  });
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

/** Bands are of about a tenth of the rows. */
const BAND = 0.1;
/** A band's rate that is off by more than this share of itself is of something else than the band. */
const MOST_OFF = 0.5;
/** That those without a value churn at another rate is beyond chance at this level. */
const SURE = 0.999;

/**
 * Whether those who have no value cannot be told, being too few of one outcome, and would spoil the rate of the band that they are counted in
 * (see fillFew): where next to nobody but the churned lacks a value, the most usual value would seem to be what the churned have.
 */
function isSpoilt(column: Column, {rows, y, groups}: Pick<LabelledRows, "rows" | "y" | "groups">): boolean {
  const missing = countWhere((i) => isMissing(column, rows[i]), y, groups);
  if (missing.n === 0 || isTold(missing)) return false;
  const all = countWhere(() => true, y);
  const rate = (all.churned - missing.churned) / (all.n - missing.n);
  const off = Math.abs(missing.churned - rate * missing.n);
  if (off <= MOST_OFF * Math.min(rate, 1 - rate) * BAND * all.n) return false;
  const users = usersOf(missing).n;
  const {low, high} = wilsonInterval((missing.churned / missing.n) * users, users, SURE);
  return rate < low || rate > high;
}
