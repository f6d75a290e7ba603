import type {BinnedRows} from "./bins.js";

/** The rows of a node: rows[start] up to, not including, rows[end]. */
export interface RowStretch {
  rows: Int32Array;
  start: number;
  end: number;
  /** by row: what to add up */
  packed: Float64Array;
}

/**
 * Adds up the packed gradients of some rows by column and bin.
 *
 * Columns come in chunks of 4, 8 or 12 whose cells a row names in 2, 4 or 6 words: written out, because a loop within the
 * loop over rows takes half as long again.
 *
 * @param histogram overwritten; column j's bins begin at j * stride
 */
export function buildHistogram({chunks, stride}: BinnedRows, stretch: RowStretch, histogram: Float64Array): void {
  histogram.fill(0);
  for (const {first, width, cells} of chunks) {
    const own = histogram.subarray(first * stride, (first + width) * stride);
    if (width === 12) add12(cells, stretch, own);
    else if (width === 8) add8(cells, stretch, own);
    else add4(cells, stretch, own);
  }
}

function add12(cells: Uint32Array, {rows, start, end, packed}: RowStretch, own: Float64Array): void {
  for (let i = start; i < end; ++i) {
    const row = rows[i];
    const value = packed[row];
    const o = row * 6;
    const a = cells[o];
    const b = cells[o + 1];
    const c = cells[o + 2];
    const d = cells[o + 3];
    const e = cells[o + 4];
    const f = cells[o + 5];
    own[a & 65535] += value;
    own[a >>> 16] += value;
    own[b & 65535] += value;
    own[b >>> 16] += value;
    own[c & 65535] += value;
    own[c >>> 16] += value;
    own[d & 65535] += value;
    own[d >>> 16] += value;
    own[e & 65535] += value;
    own[e >>> 16] += value;
    own[f & 65535] += value;
    own[f >>> 16] += value;
  }
}

function add8(cells: Uint32Array, {rows, start, end, packed}: RowStretch, own: Float64Array): void {
  for (let i = start; i < end; ++i) {
    const row = rows[i];
    const value = packed[row];
    const o = row * 4;
    const a = cells[o];
    const b = cells[o + 1];
    const c = cells[o + 2];
    const d = cells[o + 3];
    own[a & 65535] += value;
    own[a >>> 16] += value;
    own[b & 65535] += value;
    own[b >>> 16] += value;
    own[c & 65535] += value;
    own[c >>> 16] += value;
    own[d & 65535] += value;
    own[d >>> 16] += value;
  }
}

function add4(cells: Uint32Array, {rows, start, end, packed}: RowStretch, own: Float64Array): void {
  for (let i = start; i < end; ++i) {
    const row = rows[i];
    const value = packed[row];
    const o = row * 2;
    const a = cells[o];
    const b = cells[o + 1];
    own[a & 65535] += value;
    own[a >>> 16] += value;
    own[b & 65535] += value;
    own[b >>> 16] += value;
  }
}

/** Turns a parent's histogram into one child's by taking the other's away; exact, because the sums are whole numbers. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; ++i) parent[i] -= child[i];
}
