import type {Column} from "../table/column.js";

/** The numbers behind a chart, in reading order. */
export interface ChartTable<R> {
  columns: readonly Column<NoInfer<R>>[];
  rows: readonly R[];
}
