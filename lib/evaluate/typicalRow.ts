import {mean} from "d3";
import type {PredictInput} from "../book/predict.js";
import {quantile} from "../statistics/quantile.js";
import {getColumn} from "../table/table.js";
import type {CategoryColumn, Row, Table} from "../table/table.js";
import {roundToStep} from "./roundToStep.js";

/** The median of every number, on its grid of steps, and the commonest level of every category. */
export function typicalRow(table: Table, inputs: readonly PredictInput[]): Row {
  return describe(table, inputs, (values, input) => roundToStep(quantile(values, 0.5), input.step));
}

/** The mean of every number, and the commonest level of every category. */
export function averageRow(table: Table, inputs: readonly PredictInput[]): Row {
  return describe(table, inputs, (values) => mean(values, (value) => (Number.isNaN(value) ? undefined : value)) as number);
}

function describe(table: Table, inputs: readonly PredictInput[], of: (values: Float32Array, input: PredictInput) => number): Row {
  const entries = inputs.map((input) => {
    const column = getColumn(table, input.name);
    return [input.name, column.kind === "number" ? of(column.values, input) : commonest(column)] as const;
  });
  return Object.fromEntries(entries);
}

/** The first of the commonest, in the order of the levels. */
function commonest({levels, codes}: CategoryColumn): string {
  const counts = levels.map(() => 0);
  for (const code of codes) if (code >= 0) ++counts[code];
  return levels[counts.indexOf(Math.max(...counts))];
}
