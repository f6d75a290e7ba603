/**
 * How a row's gradient and second derivative travel in one number, so that a histogram takes one addition where it would
 * take two: both are rounded to whole numbers, G and H, and packed as G + H * shift. Sums stay exact below 2^53, so they
 * do not depend on the order of the rows or on taking one child's histogram from its parent's. The more rows, the fewer
 * bits are left for each; where they get few, rounding is dithered by a hash of the row's content and the tree's number, so
 * that its errors cancel out in sums and the order of the rows still says nothing.
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

export interface Gradients {
  /** length n, exp(-log-odds) so far: kept in this form, a tree changes it by a product and no row needs exp */
  odds: Float64Array;
  /** length n, probabilities; written to */
  p: Float64Array;
  /** length n, 0 or 1 */
  y: Uint8Array;
  /** length n, written to */
  packed: Float64Array;
  /** length n, by which rounding is dithered; null where the packing asks for none */
  hashes: Int32Array | null;
  /** the tree's number, so that no two dither alike */
  tree: number;
}

/** The rows' probabilities so far, and their gradients packed for a tree. */
export function packGradients({gradientScale, hessianScale, shift}: Packing, {odds, p, y, packed, hashes, tree}: Gradients): void {
  const salt = Math.imul(tree, 0x9e3779b1);
  for (let i = 0; i < p.length; ++i) {
    const share = 1 / (1 + odds[i]);
    p[i] = share;
    let g = (share - y[i]) * gradientScale;
    let h = share * (1 - share) * hessianScale;
    if (hashes !== null) {
      const mixed = mix(hashes[i] ^ salt);
      g += (mixed >> 16) / 65536; // within a half of 0
      h += ((mixed << 16) >> 16) / 65536;
    }
    packed[i] = g + ROUNDER - ROUNDER + (h + ROUNDER - ROUNDER) * shift;
  }
}

/** Spreads every bit over all: the finaliser of MurmurHash3. */
function mix(bits: number): number {
  let x = bits;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
