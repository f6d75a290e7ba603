import type {BinnedRows} from "./bins.js";

/**
 * Adds up the packed gradients of some rows by column and bin.
 *
 * @param rows row indices; those in [start, end) are counted
 * @param histogram length width * stride, overwritten; column j's bins begin at j * stride
 */
export function buildHistogram(
  {words, width}: BinnedRows,
  {rows, start, end, packed}: {rows: Int32Array; start: number; end: number; packed: Float64Array},
  histogram: Float64Array
): void {
  const nWords = width >> 2;
  const stride = histogram.length / width;
  const stride2 = 2 * stride;
  const stride3 = 3 * stride;
  const stride4 = 4 * stride;
  histogram.fill(0);
  for (let i = start; i < end; ++i) {
    const row = rows[i];
    const value = packed[row];
    let o = row * nWords;
    for (let base = 0, word = 0; word < nWords; ++word, ++o, base += stride4) {
      const four = words[o];
      histogram[base + (four & 255)] += value;
      histogram[base + stride + ((four >>> 8) & 255)] += value;
      histogram[base + stride2 + ((four >>> 16) & 255)] += value;
      histogram[base + stride3 + (four >>> 24)] += value;
    }
  }
}

/** Turns a parent's histogram into one child's by taking the other's away; exact, because the sums are whole numbers. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; ++i) parent[i] -= child[i];
}
