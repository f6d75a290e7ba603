import type {Groups} from "../../statistics/intervals.js";
import {sortOncePerCustomer} from "../../statistics/tell.js";

/** A number's values, of which neighbours too near to tell apart share a cell. */
export interface Cells {
  /** length nRows: which cell; -1 where the value is missing */
  codes: Int32Array;
  /** by cell, rising: the mean of the values in it */
  values: Float64Array;
  /** by cell: how many rows */
  counts: Int32Array;
  /** length nRows: the values as they are, float32; NaN is missing */
  column: Float32Array;
  /** all values, rising, without the missing ones */
  sorted: Float32Array;
  /** the same, or of rows that repeat customers equal values of a customer once: what knots are chosen of */
  forKnots: Float32Array;
}

/** A cell holds one value, or neighbours that are at most one in so many rows, and span at most one in so many parts of the range. */
const FINENESS = 500;

/**
 * Cells of a column: some two times {@link FINENESS} at the most, however many rows. A curve that bends a few times is as good as
 * straight within one, so that a fit to the cells is the fit to the rows.
 *
 * @param values float32; NaN is missing
 * @param groups by value, where rows repeat customers
 * @see Wood, Li, Shaddick and Augustin (2017), Generalized additive models for gigadata
 */
export function createCells(values: Float32Array, groups: Groups = null): Cells {
  const sorted = sortOncePerCustomer(values, null);
  const ends = findEnds(sorted);
  const means = new Float64Array(ends.length);
  const counts = new Int32Array(ends.length);
  for (let cell = 0, i = 0; cell < ends.length; ++cell) {
    const first = i;
    let above = 0; // of the first: sums of large numbers that differ by little keep their digits
    for (; i < ends[cell]; ++i) above += sorted[i] - sorted[first];
    counts[cell] = i - first;
    means[cell] = sorted[first] + above / counts[cell];
  }
  const greatest = Float32Array.from(ends, (end) => sorted[end - 1]);
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; ++i) codes[i] = findCell(greatest, values[i]);
  return {codes, values: means, counts, column: values, sorted, forKnots: groups ? sortOncePerCustomer(values, groups) : sorted};
}

/** Where each cell ends: after its last row. */
function findEnds(sorted: Float32Array): number[] {
  const n = sorted.length;
  const mostRows = n / FINENESS;
  const mostSpan = n === 0 ? 0 : (sorted[n - 1] - sorted[0]) / FINENESS;
  const ends: number[] = [];
  for (let i = 0, first = 0; i < n;) {
    let end = i + 1;
    while (end < n && sorted[end] === sorted[i]) ++end;
    if (first < i && (end - first > mostRows || sorted[i] - sorted[first] > mostSpan)) {
      ends.push(i);
      first = i;
    }
    i = end;
  }
  if (n > 0) ends.push(n);
  return ends;
}

/** The first cell whose greatest value is not below x; -1 for NaN. */
function findCell(greatest: Float32Array, x: number): number {
  if (x !== x) return -1;
  let low = 0;
  let high = greatest.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (greatest[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
