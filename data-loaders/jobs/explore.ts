import type {EdaBook} from "../../lib/book/eda.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table} from "../../lib/dataset/table.js";
import {exploreTable} from "../../lib/explore/exploreTable.js";

/** A table to explore, on a core of its own. */
export interface Explore {
  table: Table;
  /** 1 churned, 0 retained, -1 none */
  labels: Int8Array;
  definition: DatasetDefinition;
}

export function run({table, labels, definition}: Explore): EdaBook {
  return exploreTable(table, labels, definition);
}
