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

/**
 * How a row's gradient and second derivative travel in one number, so that a histogram takes one addition where it would
 * take two: both are rounded to whole numbers, G and H, and packed as G + H * shift. Sums stay exact below 2^53, so they
 * do not depend on the order of the rows or on taking one child's histogram from its parent's. The more rows, the fewer
 * bits are left for each; where they get few, rounding is dithered by a hash of the row's content and the tree's number, so
 * that its errors cancel out in sums and the order of the rows still says nothing.
 * Splits and leaf values see the rounding: of some 10,000 rows it moves a leaf by less than 0.001 of log-odds, which the next tree
 * sees and mends.
 *
 * @see Shi et al. (2022), Quantized training of gradient boosting decision trees
 */
export interface Packing {
  gradientScale: number;
  hessianScale: number;
  shift: number;
  dither: boolean;
}

/** Adding and taking away this rounds a smaller number to the nearest whole one. */
export const ROUNDER = 1.5 * 2 ** 52;

/** The finest packing whose sums over `nRows` rows are exact. Gradients lie in [-1, 1], second derivatives in [0, 1/4]. */
export function choosePacking(nRows: number): Packing {
  const rowBits = Math.ceil(Math.log2(nRows + 1));
  const bits = Math.min(16, Math.max(2, Math.floor((52 - 2 * rowBits) / 2)));
  return {
    gradientScale: 2 ** bits - 1,
    hessianScale: 2 ** (bits + 2) - 4,
    shift: 2 ** (rowBits + bits + 1),
    dither: bits < 10
  };
}

export interface Sums {
  g: number;
  h: number;
}

/** The sums of gradients and second derivatives that a packed sum holds. */
export function unpack({shift, gradientScale, hessianScale}: Packing, packed: number): Sums {
  const hessian = packed / shift + ROUNDER - ROUNDER;
  return {g: (packed - hessian * shift) / gradientScale, h: hessian / hessianScale};
}

export interface Gradients {
  /** those to do */
  rows: Int32Array;
  /** length n, exp(-log-odds) so far: kept in this form, a tree changes it by a product and no row needs exp */
  odds: Float64Array;
  /** length n, 0 or 1 */
  y: Uint8Array;
  /** length n, written to */
  packed: Float64Array;
  /** length n, by which rounding is dithered; null where the packing asks for none */
  hashes: Int32Array | null;
  /** the tree's number, so that no two dither alike */
  tree: number;
}

/** The rows' gradients so far, packed for a tree. */
export function packGradients({gradientScale, hessianScale, shift}: Packing, {rows, odds, y, packed, hashes, tree}: Gradients): void {
  const salt = Math.imul(tree, 0x9e3779b1);
  for (let k = 0; k < rows.length; ++k) {
    const i = rows[k];
    const share = 1 / (1 + odds[i]);
    let g = (share - y[i]) * gradientScale;
    let h = share * (1 - share) * hessianScale;
    if (hashes !== null) {
      const mixed = mixBits(hashes[i] ^ salt);
      g += (mixed >> 16) / 65536; // within a half of 0
      h += ((mixed << 16) >> 16) / 65536;
    }
    packed[i] = g + ROUNDER - ROUNDER + (h + ROUNDER - ROUNDER) * shift;
  }
}

/** Spreads every bit over all: the finaliser of MurmurHash3. */
export function mixBits(bits: number): number {
  let x = bits;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
