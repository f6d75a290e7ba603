import type {GriddedColumn} from "../grid.js";

/** Training columns cut into bins. */
export interface BinnedRows {
  nRows: number;
  nColumns: number;
  /** per column, per row */
  columns: Uint8Array[];
  /** per column: bin b holds threshold[b - 1] <= x < threshold[b]; float32, increasing */
  thresholds: Float32Array[];
  /** the bin of missing values, the same in every column and above all others */
  missingBin: number;
  /** per column: whether a training row misses it */
  hasMissing: boolean[];
  /** cells of a histogram per column: one for each bin */
  stride: number;
  /** the same bins row by row, as cells of a histogram */
  chunks: Chunk[];
}

/** Up to 12 neighbouring columns, padded with columns of one bin to 4, 8 or 12. */
export interface Chunk {
  /** its first column */
  first: number;
  width: 4 | 8 | 12;
  /** per row width / 2 words, each of two cells: column within the chunk * stride + bin */
  cells: Uint32Array;
}

/**
 * Cuts columns into at most `maxBins` bins of about equal numbers of rows, between neighbouring distinct values, at lines of their
 * grids. All rows have a say, so their order has none: a sample of them would be quicker, by a twentieth of a fit of 1.5 million rows.
 *
 * @param columns of the same rows
 * @param maxBins 2 to 255
 */
export function binColumns(columns: readonly GriddedColumn[], nRows: number, {maxBins}: {maxBins: number}): BinnedRows {
  const thresholds = columns.map((column) => placeCuts(column, maxBins));
  const bins = columns.map((column, j) => assignBins(column, thresholds[j], new Uint8Array(nRows).fill(maxBins)));
  const stride = maxBins + 1;
  return {
    nRows,
    nColumns: columns.length,
    columns: bins,
    thresholds,
    missingBin: maxBins,
    hasMissing: bins.map((column) => column.includes(maxBins)),
    stride,
    chunks: cutChunks(bins, nRows, stride)
  };
}

/** The cuts between bins: midway between distinct values, all of them if they are few. */
function placeCuts({lines: sorted, grid}: GriddedColumn, maxBins: number): Float32Array {
  const n = sorted.length;
  const cuts: number[] = [];
  const size = countDistinct(sorted) <= maxBins ? 0 : n / maxBins;
  let filled = 0; // rows in closed bins
  for (let i = 1; i < n && cuts.length < maxBins - 1; ++i) {
    if (sorted[i] === sorted[i - 1] || i - filled < size) continue;
    cuts.push(grid.up((sorted[i - 1] + sorted[i]) / 2));
    filled = i;
  }
  return Float32Array.from(cuts);
}

function countDistinct(sorted: Float32Array): number {
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; ++i) if (sorted[i] !== sorted[i - 1]) ++count;
  return count;
}

/** A value's bin is the number of cuts that are not above it. @param bins by row; written where there is a value */
function assignBins({order, lines}: GriddedColumn, cuts: Float32Array, bins: Uint8Array): Uint8Array {
  for (let i = 0, bin = 0; i < order.length; ++i) {
    while (bin < cuts.length && cuts[bin] <= lines[i]) ++bin;
    bins[order[i]] = bin;
  }
  return bins;
}

function cutChunks(columns: readonly Uint8Array[], nRows: number, stride: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let first = 0; first < columns.length; first += 12) {
    const left = columns.length - first;
    const width = left > 8 ? 12 : left > 4 ? 8 : 4;
    const cells = new Uint16Array(nRows * width);
    for (let k = 0; k < width; ++k) {
      const bins = first + k < columns.length ? columns[first + k] : null;
      for (let i = 0, o = k; i < nRows; ++i, o += width) cells[o] = k * stride + (bins ? bins[i] : 0);
    }
    chunks.push({first, width, cells: new Uint32Array(cells.buffer)});
  }
  return chunks;
}

/**
 * A number per row that hangs on its bins and label alone, whichever place it has: equal rows get equal numbers.
 *
 * @param y length nRows
 */
export function hashRows({chunks, nRows}: BinnedRows, y: Uint8Array): Int32Array {
  const hashes = Int32Array.from(y);
  for (const {width, cells} of chunks) {
    const nWords = width / 2;
    for (let i = 0, o = 0; i < nRows; ++i) {
      let hash = hashes[i];
      for (const end = o + nWords; o < end; ++o) hash = Math.imul(hash ^ cells[o], 0x01000193) ^ (hash >>> 15); // after FNV-1a
      hashes[i] = hash;
    }
  }
  return hashes;
}

/** How many numbers a histogram of these rows holds. */
export function histogramLength({chunks, stride}: BinnedRows): number {
  return chunks.reduce((sum, {width}) => sum + width, 0) * stride;
}
