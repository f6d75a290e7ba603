import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {LabelledTable, Table} from "../../lib/dataset/table.js";
import {forkRandom} from "../../lib/random.js";
import {fitRecipe} from "../../lib/fit/sample/fitRecipe.js";
import {generateSample} from "../../lib/fit/sample/generateSample.js";

/** A table whose rows are private. */
export interface DrawUsers {
  read: LabelledTable;
  definition: DatasetDefinition;
  n: number;
}

/** Synthetic users from the table's own recipe. */
export function run({read, definition, n}: DrawUsers): Table {
  const recipe = fitRecipe(read, definition);
  return generateSample(recipe, definition, {random: forkRandom(definition.protocol.seed, "shown"), nRows: n}).table;
}
