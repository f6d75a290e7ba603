import type {Trees} from "./model.js";
import type {LotAdder} from "./treeBits.js";
import {createLotAdder, LOT} from "./treeBits.js";

/** Adds up the leaves that rows reach, tree after tree in the model's order, so that rows and tables agree to the bit. */
export interface TreeSummer {
  /** @param x one row's encoded numbers; NaN is missing */
  sumRow(x: Float64Array): number;
  /** @param columns the encoded columns, each of length nRows; NaN is missing */
  sumColumns(columns: readonly Float32Array[], nRows: number): Float64Array;
}

/** For fewer rows trees are not worth preparing. */
const MANY = 512;

/**
 * Prepares trees for scoring: the arrays become typed once. Many rows walk together ({@link createLotAdder}), by what is made when first
 * asked for; few rows, and deep trees, walk node by node.
 *
 * @param start what each sum begins with
 */
export function createTreeSummer(trees: Trees, {nColumns, start}: {nColumns: number; start: number}): TreeSummer {
  const typed = toTyped(trees);
  let addLot: LotAdder | null | undefined;
  const sumRow = (row: Float64Array): number => {
    let sum = start;
    for (let t = 0; t < typed.roots.length; ++t) sum += typed.value[findLeaf(typed, typed.roots[t], row)];
    return sum;
  };
  const walkRows = (columns: readonly Float32Array[], sums: Float64Array): void => {
    const x = new Float64Array(nColumns);
    for (let i = 0; i < sums.length; ++i) {
      for (let j = 0; j < nColumns; ++j) x[j] = columns[j][i];
      sums[i] = sumRow(x);
    }
  };
  const sumColumns = (columns: readonly Float32Array[], nRows: number): Float64Array => {
    const sums = new Float64Array(nRows);
    if (nRows >= MANY && addLot === undefined) addLot = createLotAdder(trees);
    if (!addLot) {
      walkRows(columns, sums);
      return sums;
    }
    const lotSums = new Float64Array(LOT);
    for (let from = 0; from < nRows; from += LOT) {
      const lot = {columns, from, nRows: Math.min(LOT, nRows - from)};
      addLot(lot, lotSums.fill(start));
      for (let r = 0; r < lot.nRows; ++r) sums[from + r] = lotSums[r];
    }
    return sums;
  };
  return {sumRow, sumColumns};
}

interface TypedTrees {
  roots: Int32Array;
  feature: Int32Array;
  threshold: Float32Array;
  left: Int32Array;
  right: Int32Array;
  missingLeft: Uint8Array;
  value: Float64Array;
}

function toTyped({roots, feature, threshold, left, right, missingLeft, value}: Trees): TypedTrees {
  return {
    roots: Int32Array.from(roots),
    feature: Int32Array.from(feature),
    threshold: Float32Array.from(threshold),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    missingLeft: Uint8Array.from(missingLeft),
    value: Float64Array.from(value)
  };
}

function findLeaf({feature, threshold, left, right, missingLeft}: TypedTrees, root: number, x: Float64Array): number {
  let node = root;
  for (let f = feature[node]; f >= 0; f = feature[node]) {
    const value = x[f];
    node = value < threshold[node] || (value !== value && missingLeft[node] === 1) ? left[node] : right[node];
  }
  return node;
}
