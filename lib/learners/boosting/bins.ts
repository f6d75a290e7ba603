import {drawIndex} from "../../random.js";
import type {Random} from "../../random.js";
import {ceilFloat32} from "../treesBuilder.js";

/** Training columns cut into bins: one byte per row and column, row after row, padded to whole 32-bit words. */
export interface BinnedRows {
  nRows: number;
  nColumns: number;
  /** bytes per row: nColumns rounded up to a multiple of 4; the padding is bin 0 */
  width: number;
  bytes: Uint8Array;
  /** the same memory, four bins to a word */
  words: Uint32Array;
  /** per column: bin b holds threshold[b - 1] <= x < threshold[b]; float32, increasing */
  thresholds: Float32Array[];
  /** the bin of missing values, the same in every column; bins per column are fewer than this or equal */
  missingBin: number;
  /** per column: whether a training row misses it */
  hasMissing: boolean[];
}

/** So many rows are enough to place the cuts; of more, a sample is taken. */
const ENOUGH_ROWS = 200_000;

/**
 * Cuts columns into at most `maxBins` bins of about equal numbers of rows, between neighbouring distinct values.
 *
 * @param columns float32, NaN is missing
 * @param maxBins 2 to 255
 */
export function binColumns(columns: readonly Float32Array[], nRows: number, {maxBins, random}: {maxBins: number; random: Random}): BinnedRows {
  const width = Math.ceil(columns.length / 4) * 4;
  const bytes = new Uint8Array(nRows * width);
  const sample = nRows > ENOUGH_ROWS ? Int32Array.from({length: ENOUGH_ROWS}, () => drawIndex(nRows, random)) : null;
  const binned: BinnedRows = {
    nRows,
    nColumns: columns.length,
    width,
    bytes,
    words: new Uint32Array(bytes.buffer),
    thresholds: columns.map((values) => placeCuts(sample ? Float32Array.from(sample, (row) => values[row]) : values, maxBins)),
    missingBin: maxBins,
    hasMissing: []
  };
  for (const [j, values] of columns.entries()) binned.hasMissing[j] = fillColumn(binned, j, values);
  return binned;
}

/** The cuts between bins: midway between distinct values, all of them if they are few. */
function placeCuts(values: Float32Array, maxBins: number): Float32Array {
  const sorted = values.filter((value) => value === value).sort();
  const n = sorted.length;
  const cuts: number[] = [];
  const nDistinct = countDistinct(sorted);
  const size = nDistinct <= maxBins ? 0 : n / maxBins;
  let bins = 1;
  let filled = 0; // rows in closed bins
  for (let i = 1; i < n; ++i) {
    if (sorted[i] === sorted[i - 1] || i - filled < size) continue;
    cuts.push(ceilFloat32((sorted[i - 1] + sorted[i]) / 2));
    filled = i;
    if (++bins === maxBins) break;
  }
  return Float32Array.from(cuts);
}

function countDistinct(sorted: Float32Array): number {
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; ++i) if (sorted[i] !== sorted[i - 1]) ++count;
  return count;
}

/** @returns whether a value is missing */
function fillColumn({bytes, width, thresholds, missingBin}: BinnedRows, j: number, values: Float32Array): boolean {
  const cuts = thresholds[j];
  let hasMissing = false;
  for (let i = 0, o = j; i < values.length; ++i, o += width) {
    const x = values[i];
    if (x !== x) {
      bytes[o] = missingBin;
      hasMissing = true;
      continue;
    }
    let low = 0; // the number of cuts that are not above x
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cuts[middle] <= x) low = middle + 1;
      else high = middle;
    }
    bytes[o] = low;
  }
  return hasMissing;
}
