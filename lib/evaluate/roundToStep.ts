import type {PredictInput} from "../book/predict.js";
import {getRow} from "../table/table.js";
import type {Row, Table} from "../table/table.js";

/** The nearest multiple of a step, without the dust of binary fractions. @example roundToStep(0.32, 0.1) // 0.3 */
export function roundToStep(value: number, step: number): number {
  const index = Math.round(value / step);
  return step >= 1 ? index * step : Number((index * step).toPrecision(12));
}

/** One row with its numbers on their grids of steps; missing values stay missing. */
export function roundedRow(table: Table, index: number, inputs: readonly Pick<PredictInput, "name" | "step">[]): Row {
  const row = getRow(table, index);
  return Object.fromEntries(
    inputs.map(({name, step}) => {
      const value = row[name];
      return [name, typeof value === "number" ? roundToStep(value, step) : value];
    })
  );
}
