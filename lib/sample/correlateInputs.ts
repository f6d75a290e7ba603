import {correlationMatrix} from "../statistics/relations/correlation.js";
import {getColumn, type Table} from "../table/table.js";

/**
 * Spearman's rank correlations between all inputs; a category counts by the place of its level. 0 where not defined.
 *
 * @param order names of the inputs, in the order of the matrix's rows
 */
export function correlateInputs(table: Table, order: readonly string[]): number[][] {
  const columns = order.map((name) => {
    const column = getColumn(table, name);
    return column.kind === "number" ? column.values : Float32Array.from(column.codes, (code) => (code < 0 ? NaN : code));
  });
  return correlationMatrix(columns, "spearman").map((row) => row.map((r) => r ?? 0));
}
