import type {Grid} from "../statistics/grid.js";
import {gridOf} from "../statistics/grid.js";
import {sortedOrder} from "../sortFloats.js";

/** A column as trees see it: every number on the line below it. */
export interface GriddedColumn {
  grid: Grid;
  /** the rows that have a value, from the lowest up */
  order: Uint32Array;
  /** of each of these rows, the line that its value is on: rising float32 */
  lines: Float32Array;
}

/** Puts a column on its grid. @param values float32; NaN is missing */
export function putOnGrid(values: Float32Array): GriddedColumn {
  const order = orderPresent(values);
  const lines = new Float32Array(order.length);
  for (let i = 0; i < order.length; ++i) lines[i] = values[order[i]];
  const grid = gridOf(lines);
  for (let i = 0, last = NaN; i < lines.length; ++i) {
    const x = lines[i];
    lines[i] = x === last ? lines[i - 1] : grid.down(x);
    last = x;
  }
  return {grid, order, lines};
}

function orderPresent(values: Float32Array): Uint32Array {
  const rows = new Uint32Array(values.length);
  const present = new Float32Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; ++i) {
    if (values[i] !== values[i]) continue;
    rows[n] = i;
    present[n++] = values[i];
  }
  const order = sortedOrder(present.subarray(0, n));
  if (n < values.length) for (let i = 0; i < n; ++i) order[i] = rows[order[i]];
  return order;
}
