import type {GriddedColumn} from "../../lib/fit/grid.js";

/** Of a column without missing values, the line that each row's value is on. */
export function linesByRow({order, lines}: GriddedColumn): Float32Array {
  const byRow = new Float32Array(order.length);
  order.forEach((row, i) => (byRow[row] = lines[i]));
  return byRow;
}
