import {skillByColumn} from "../../lib/protocol/honesty/leakingColumns.js";
import type {ColumnSkill} from "../../lib/protocol/honesty/leakingColumns.js";
import type {Table} from "../../lib/table/table.js";

/** Train rows whose columns are looked at one by one. */
export interface EachColumn {
  table: Table;
  y: Uint8Array;
  seed: number;
}

export function run({table, y, seed}: EachColumn): ColumnSkill[] {
  return skillByColumn({table, y}, {seed});
}
