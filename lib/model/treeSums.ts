import type {Trees} from "./model.js";
import type {Heap} from "./treeHeap.js";
import {addLeaves, createHeap, writeKeys} from "./treeHeap.js";

/** Adds up the leaves that rows reach, tree after tree in the model's order, so that rows and tables agree to the bit. */
export interface TreeSummer {
  /** @param x one row's encoded numbers; NaN is missing */
  sumRow(x: Float64Array): number;
  /** @param columns the encoded columns, each of length nRows; NaN is missing */
  sumColumns(columns: readonly Float32Array[], nRows: number): Float64Array;
}

/** So many rows are scored together: their keys stay in the processor's nearest memory. */
const BLOCK = 512;

/**
 * Prepares trees for scoring: the arrays become typed once. Many rows walk heaps ({@link createHeap}), made when first
 * asked for; single rows, deep trees, and rows with a missing value that trees ask for walk node by node.
 *
 * @param start what each sum begins with
 */
export function createTreeSummer(trees: Trees, {nColumns, start}: {nColumns: number; start: number}): TreeSummer {
  const typed = toTyped(trees);
  let heap: Heap | null | undefined;
  const x = new Float64Array(nColumns);
  const sumRow = (row: Float64Array): number => {
    let sum = start;
    for (let t = 0; t < typed.roots.length; ++t) sum += typed.value[findLeaf(typed, typed.roots[t], row)];
    return sum;
  };
  const walkRows = (
    columns: readonly Float32Array[],
    sums: Float64Array,
    {from, to, isAsked}: {from: number; to: number; isAsked?: Uint8Array}
  ): void => {
    for (let i = from; i < to; ++i) {
      let isNeeded = !isAsked;
      for (let j = 0; j < nColumns; ++j) {
        x[j] = columns[j][i];
        if (isAsked?.[j] === 1 && x[j] !== x[j]) isNeeded = true;
      }
      if (isNeeded) sums[i] = sumRow(x);
    }
  };
  const sumColumns = (columns: readonly Float32Array[], nRows: number): Float64Array => {
    const sums = new Float64Array(nRows).fill(start);
    heap ??= nRows < BLOCK ? undefined : createHeap(trees, nColumns);
    if (!heap) {
      walkRows(columns, sums, {from: 0, to: nRows});
      return sums;
    }
    const keys = new Int32Array(BLOCK * nColumns);
    for (let from = 0; from < nRows; from += BLOCK) {
      const to = Math.min(nRows, from + BLOCK);
      let mustWalk = false;
      for (let j = 0; j < nColumns; ++j) {
        const isMissing = writeKeys(heap, columns[j], {j, from, to, stride: nColumns, keys});
        mustWalk ||= isMissing && heap.asksMissing[j] === 1;
      }
      addLeaves(heap, {keys, stride: nColumns, nRows: to - from, sums, from});
      if (mustWalk) walkRows(columns, sums, {from, to, isAsked: heap.asksMissing});
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
