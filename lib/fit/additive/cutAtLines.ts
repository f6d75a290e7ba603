import type {Cells} from "./cells.js";
import {nextFloat32} from "../../numbers.js";
import {gridOf} from "../../statistics/grid.js";

/** A number's values by where a step may part them: on a line of the column's grid, or between those who stand on a line and all above it. */
export interface LineCells {
  /** length nRows: which cell; -1 where the value is missing */
  codes: Int32Array;
  /** by cell, rising: the least float32 that is in it; of the first any that is not above its values */
  from: Float64Array;
  /** by cell, rising: the mean of the values in it */
  values: Float64Array;
  /** by cell: how many rows */
  counts: Float64Array;
}

/** No step has a smaller share of the users on a side: near its ends a curve is straight, and a step would stand in for its bend. */
export const SHORTEST = 0.05;

/**
 * Cuts a column at every line that has users on both sides, and beside each on which somebody stands, as rules part people: at 20 hours and
 * more, or at more than 20. A step at the edge of one of {@link Cells} would be fitted to others than it is then put to.
 */
export function cutAtLines({codes: wide, column, counts: ofWide, sorted, forKnots}: Cells): LineCells {
  const {from, greatest} = findCuts(sorted, forKnots);
  const first = new Int32Array(ofWide.length); // by wide cell: the cell of its least value
  for (let cell = 0, place = 0, at = 0; cell < first.length; place += ofWide[cell++]) {
    while (sorted[place] > greatest[at]) ++at;
    first[cell] = at;
  }
  const [values, counts] = [new Float64Array(from.length), new Float64Array(from.length)];
  const codes = new Int32Array(column.length);
  for (let i = 0; i < codes.length; ++i) {
    let cell = wide[i] < 0 ? -1 : first[wide[i]];
    while (cell >= 0 && column[i] > greatest[cell]) ++cell;
    codes[i] = cell;
    if (cell < 0) continue;
    ++counts[cell];
    values[cell] += (column[i] - values[cell]) / counts[cell];
  }
  return {codes, from: Float64Array.from(from), values, counts};
}

/** Where cells begin, and the greatest value in each; beyond {@link SHORTEST} of the users from either end are none. */
function findCuts(sorted: Float32Array, forKnots: Float32Array): {from: number[]; greatest: number[]} {
  const {down} = gridOf(sorted);
  const nUsers = forKnots.length;
  const [low, high] = [forKnots[Math.floor(SHORTEST * nUsers)], forKnots[nUsers - 1 - Math.floor(SHORTEST * nUsers)]];
  const from: number[] = [];
  const greatest: number[] = [];
  let [line, isOn] = [NaN, false];
  for (let i = 0; i < sorted.length; ++i) {
    const x = sorted[i];
    if (i > 0 && x === sorted[i - 1]) continue;
    const own = down(x);
    const isWithin = low <= x && (i === 0 || sorted[i - 1] <= high);
    if (i === 0 || (isWithin && (own !== line || isOn))) {
      if (i > 0) greatest.push(sorted[i - 1]);
      from.push(own === line ? nextFloat32(line) : own);
    }
    [line, isOn] = [own, x === own];
  }
  if (sorted.length > 0) greatest.push(sorted[sorted.length - 1]);
  return {from, greatest};
}
