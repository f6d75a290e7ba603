import type {Column, Table} from "../dataset/table.js";
import {outermost} from "../groups.js";
import {clamp} from "../numbers.js";
import {gridOf} from "./grid.js";
import {sortPresent} from "./quantile.js";

/**
 * A column as it may be told: every value on the nearest line of the column's grid, and those beyond the means of the outermost
 * at these. Whatever is read off it, such as ends, quantiles and edges of bins, is no single user's.
 *
 * @param values NaN is missing, and stays
 * @throws if a value is infinite
 */
export function tellColumn(values: Float32Array): Float64Array {
  const sorted = sortPresent("tellColumn", values);
  if (sorted.length === 0) return Float64Array.from(values);
  const {round} = gridOf(sorted);
  const {least, most} = outermost(sorted);
  const whole = sorted.every(Number.isInteger); // and then the ends are, so that bands have whole edges
  const [low, high] = whole ? [Math.round(least), Math.round(most)] : [round(least), round(most)];
  const told = new Float64Array(values.length);
  for (let i = 0; i < values.length; ++i) told[i] = Number.isNaN(values[i]) ? NaN : clamp(round(values[i]), low, high);
  return told;
}

/** A table whose numbers may be told; see {@link tellColumn}. Levels are left as they are. */
export function tellTable(table: Table): Table {
  const columns = table.columns.map((column): Column =>
    column.kind === "number" ? {...column, values: new Float32Array(tellColumn(column.values))} : column
  );
  return {...table, columns};
}
