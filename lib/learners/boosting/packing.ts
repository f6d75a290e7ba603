/**
 * How a row's gradient and second derivative travel in one number, so that a histogram takes one addition where it would
 * take two: both are rounded to whole numbers, G and H, and packed as G + H * shift. Sums stay exact below 2^53, so they
 * do not depend on the order of the rows or on taking one child's histogram from its parent's. The more rows, the fewer
 * bits are left for each; where they get few, rounding is dithered, so that its errors cancel out in sums.
 * Only the choice of splits sees the rounding: leaf values are computed from the gradients themselves.
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

/**
 * The rows' probabilities so far, and their gradients packed for a tree.
 *
 * @param odds length n, exp(-log-odds) so far: kept in this form, a tree changes it by a product and no row needs exp
 * @param p length n, written to
 * @param y length n, 0 or 1
 * @param packed length n, written to
 * @param seed a whole number, for the dither
 */
export function packGradients(
  {gradientScale, hessianScale, shift, dither}: Packing,
  {odds, p, y, packed, seed}: {odds: Float64Array; p: Float64Array; y: Uint8Array; packed: Float64Array; seed: number}
): void {
  let state = seed | 0;
  for (let i = 0; i < p.length; ++i) {
    const share = 1 / (1 + odds[i]);
    p[i] = share;
    let g = (share - y[i]) * gradientScale;
    let h = share * (1 - share) * hessianScale;
    if (dither) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0; // Numerical Recipes' generator: quick, and good enough here
      g += (state >> 8) / 16777216;
      h += ((state << 8) >> 8) / 16777216;
    }
    packed[i] = g + ROUNDER - ROUNDER + (h + ROUNDER - ROUNDER) * shift;
  }
}
