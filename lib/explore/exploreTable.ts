import type {EdaBook} from "../book/eda.js";
import type {DatasetDefinition} from "../dataset/definition.js";
import {selectColumns, takeRows, type Table} from "../table/table.js";
import {adjustTests} from "./adjustTests.js";
import {correlateNumbers} from "./correlateNumbers.js";
import {describeMissingLabels} from "./describeMissingLabels.js";
import {describeVariable} from "./describeVariable.js";
import {holdEachConstant} from "./holdEachConstant.js";

/**
 * Who churns, and what only looks like a reason: every input by label, how inputs go together, whether labels are missing
 * at random, and what is left of each difference where another input is held constant.
 *
 * @param table the definition's inputs, all rows; NaN and -1 are missing
 * @param labels length nRows: 1 churned, 0 retained, -1 none; both classes must occur
 * @throws if one class is absent or an input says nothing among the labelled rows
 */
export function exploreTable(table: Table, labels: Int8Array, definition: DatasetDefinition): EdaBook {
  const inputs = definition.inputs;
  const rows = Array.from(labels.keys()).filter((i) => labels[i] >= 0);
  const labelled = takeRows(selectColumns(table, inputs.map((d) => d.name)), rows);
  const y = Uint8Array.from(rows, (i) => labels[i]);
  const variables = inputs.map((input, k) => describeVariable(input, labelled.columns[k], y));
  const tests = adjustTests(variables.map((d) => d.test));
  return {
    variables: variables.map((d, k) => ({...d, test: tests[k]})),
    correlation: correlateNumbers(labelled, y),
    missingLabels: describeMissingLabels(table, labels),
    holdConstant: holdEachConstant(labelled, y, definition)
  };
}
