import type {Grid} from "../statistics/grid.js";
import {gridOf} from "../statistics/grid.js";
import {sortFloats} from "../sortFloats.js";

/** A column as trees see it: every number on the line below it. */
export interface GriddedColumn {
  /** NaN where it is missing */
  values: Float32Array;
  grid: Grid;
}

/** Puts a column on its grid. @param values float32; NaN is missing */
export function putOnGrid(values: Float32Array): GriddedColumn {
  const grid = gridOf(sortFloats(values.filter((x) => x === x)));
  return {values: values.map((x) => (x === x ? grid.down(x) : x)), grid};
}
