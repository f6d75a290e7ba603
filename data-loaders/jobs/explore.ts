import type {EdaBook} from "../../lib/book/eda.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {LabelledTable} from "../../lib/dataset/table.js";
import {exploreTable} from "../../lib/explore/exploreTable.js";

/** A table to explore, on a core of its own. */
export interface Explore {
  read: LabelledTable;
  definition: DatasetDefinition;
}

export function run({read, definition}: Explore): EdaBook {
  return exploreTable(read, definition);
}
