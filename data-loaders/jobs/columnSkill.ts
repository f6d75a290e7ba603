import type {ColumnSkill} from "../../lib/fit/protocol/leakingColumns.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {Table} from "../../lib/dataset/table.js";
import {skillByColumn} from "../../lib/fit/protocol/leakingColumns.js";

/** Train rows whose columns are looked at one by one. */
export interface EachColumn {
  table: Table;
  y: Uint8Array;
  groups: Groups;
  seed: number;
}

export function run({table, y, groups, seed}: EachColumn): ColumnSkill[] {
  return skillByColumn({table, y, groups}, {seed});
}
