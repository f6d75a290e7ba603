import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table} from "../../lib/dataset/table.js";
import {forkRandom} from "../../lib/random.js";
import {fitRecipe} from "../../lib/fit/sample/fitRecipe.js";
import {generateSample} from "../../lib/fit/sample/generateSample.js";

/** A table whose rows are private. */
export interface DrawUsers {
  table: Table;
  /** 1 churned, 0 retained, -1 none */
  labels: Int8Array;
  definition: DatasetDefinition;
  n: number;
}

/** Synthetic users from the table's own recipe. */
export function run({table, labels, definition, n}: DrawUsers): Table {
  const recipe = fitRecipe(table, labels, definition);
  return generateSample(recipe, definition, {random: forkRandom(definition.protocol.seed, "shown"), nRows: n}).table;
}
