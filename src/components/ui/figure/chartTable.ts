import type {Column} from "../table/column.js";
import type {At} from "./places.js";

/** The numbers behind a chart, in reading order. */
export interface ChartTable<R> {
  columns: readonly Column<NoInfer<R>>[];
  rows: readonly R[];
  /** where a row lies in the drawing, so that a pointer finds it; without it, where the first column's value lies */
  at?: At<NoInfer<R>>;
}
