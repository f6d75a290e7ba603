import type {Encoding} from "../../model/encode.js";
import type {Table} from "../../dataset/table.js";
import type {Grid} from "../../statistics/grid.js";
import type {BinnedRows} from "../boosting/bins.js";
import type {EncodingRules} from "./fitEncoding.js";
import type {TrainingData} from "./learner.js";
import {encodeFloat32} from "../../model/encode.js";
import {binColumns} from "../boosting/bins.js";
import {putOnGrid} from "../grid.js";
import {fitEncoding} from "./fitEncoding.js";

/** Training rows as trees see them. */
export interface TreeRows {
  encoding: Encoding;
  /** per encoded column */
  grids: readonly Grid[];
  /** nobody changes them */
  binned: BinnedRows;
}

const known = new WeakMap<Table, Map<string, TreeRows>>();

/**
 * Encodes a table's inputs, puts them on grids and cuts them into bins. Trials of a search look at the same rows, so what was made
 * of a table is kept for as long as the table is; nobody may change its values, or whose its rows are, meanwhile.
 *
 * @param maxBins 2 to 255
 */
export function readTreeRows(
  {table, groups = null}: Pick<TrainingData, "table" | "groups">,
  rules: EncodingRules,
  maxBins: number
): TreeRows {
  const ofTable = known.get(table) ?? new Map<string, TreeRows>();
  known.set(table, ofTable);
  const key = JSON.stringify([rules, maxBins]);
  const rows = ofTable.get(key) ?? cutTable(fitEncoding(table, rules, groups), table, maxBins);
  ofTable.set(key, rows);
  return rows;
}

function cutTable(encoding: Encoding, table: Table, maxBins: number): TreeRows {
  const columns = encodeFloat32(encoding, table).map(putOnGrid);
  return {encoding, grids: columns.map(({grid}) => grid), binned: binColumns(columns, table.nRows, {maxBins})};
}
