import type {BinnedRows} from "./bins.js";

/** Which bins of a column go left. */
export interface BinSplit {
  column: number;
  /** bins up to this one go left */
  bin: number;
  missingLeft: boolean;
}

/** Counts how many of a node's rows go left at a split. */
export type CountLeft = (split: BinSplit) => number;

/** Counts a node's rows by bin of a column, when they are first asked for: most nodes never ask. */
export function createLeftCounter(
  {columns, missingBin}: BinnedRows,
  {rows, start, end}: {rows: Int32Array; start: number; end: number}
): CountLeft {
  let counts: Int32Array | null = null;
  let counted = -1;
  return ({column, bin, missingLeft}) => {
    counts ??= new Int32Array(missingBin + 1);
    if (column !== counted) {
      counts.fill(0);
      const bins = columns[column];
      for (let i = start; i < end; ++i) ++counts[bins[rows[i]]];
      counted = column;
    }
    let left = missingLeft ? counts[missingBin] : 0;
    for (let b = 0; b <= bin && b < missingBin; ++b) left += counts[b];
    return left;
  };
}

/** What parting rows needs beside them. */
export interface PartBuffers {
  binned: BinnedRows;
  /** as long as the rows, or longer */
  spare: Int32Array;
}

/** Moves the rows that go left to the front of the stretch, both sides in their order. @returns where the right begins */
export function partRows(
  {binned, spare}: PartBuffers,
  rows: Int32Array,
  {start, end, split}: {start: number; end: number; split: BinSplit}
): number {
  const {columns, missingBin} = binned;
  const bins = columns[split.column];
  const right = split.bin + 1;
  const present = split.missingLeft ? missingBin - 1 : missingBin; // bins above it go left too
  let middle = start;
  for (let i = start; i < end; ++i) {
    // without a branch: both writes happen, one is overwritten later
    const row = rows[i];
    const bin = bins[row];
    rows[middle] = row;
    spare[i - middle] = row;
    middle += ((bin - right) | (present - bin)) >>> 31; // 1 where either is below 0
  }
  rows.set(spare.subarray(0, end - middle), middle);
  return middle;
}
