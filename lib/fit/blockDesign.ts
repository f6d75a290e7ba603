/** How many rows are expanded into columns at a time: they stay in a processor's cache, and no table is held twice. */
export const BLOCK = 512;

/**
 * A design that is expanded some rows at a time. Its coefficients are those of each category's levels, one category after another,
 * and then those of the dense columns, the last of which is the intercept's.
 */
export interface BlockDesign {
  nRows: number;
  categories: readonly Category[];
  /** dense columns, that of ones included */
  nDense: number;
  /** writes the dense columns, but the ones, of the rows from `start` to `end`: column j begins at j * BLOCK */
  fill(start: number, end: number, out: Float64Array): void;
}

/** A category's rows: at most one of its levels' columns is 1. */
export interface Category {
  nLevels: number;
  /** length nRows: which level; -1: none that has a column */
  codes: Int32Array;
}

export function countCoefficients({categories, nDense}: BlockDesign): number {
  return categories.reduce((sum, {nLevels}) => sum + nLevels, nDense);
}

/** What a pass over the rows gives at some coefficients. */
export interface Likelihood {
  logLikelihood: number;
  gradient: Float64Array;
}

/**
 * The log-likelihood of a logistic regression, its gradient, and, where `curvature` is given, minus its second derivative
 * X' diag(p (1 - p)) X, whose lower triangle is added there row by row. Levels cost one addition for each row and column, whatever
 * their number; dense columns go in pairs of two by two, so that each number read is used twice.
 *
 * @param y length nRows, 0 or 1
 * @param every the curvature is taken of each so many-th block, and multiplied
 */
export function passOver(
  design: BlockDesign,
  y: Uint8Array,
  coefficients: Float64Array,
  {curvature = null, every = 1}: {curvature?: Float64Array[] | null; every?: number} = {}
): Likelihood {
  const {nRows, nDense, categories} = design;
  const firstDense = coefficients.length - nDense;
  const x = new Float64Array(nDense * BLOCK);
  x.fill(1, (nDense - 1) * BLOCK);
  const scores = new Float64Array(BLOCK);
  const residual = new Float64Array(BLOCK);
  const spread = new Float64Array(BLOCK);
  const weighted = new Float64Array(2 * BLOCK);
  const gradient = new Float64Array(coefficients.length);
  let logLikelihood = 0;
  for (let start = 0, block = 0; start < nRows; start += BLOCK, ++block) {
    const n = Math.min(BLOCK, nRows - start);
    design.fill(start, start + n, x);
    scoreBlock(design, coefficients, {x, scores, start, n});
    let product = 1; // of at most BLOCK numbers up to 2: one logarithm for all
    for (let i = 0; i < n; ++i) {
      const z = scores[i];
      const label = y[start + i];
      const e = Math.exp(-Math.abs(z));
      const p = z >= 0 ? 1 / (1 + e) : e / (1 + e);
      product *= 1 + e;
      if (z > 0 !== (label === 1)) logLikelihood -= Math.abs(z);
      residual[i] = label - p;
      spread[i] = p * (1 - p);
    }
    logLikelihood -= Math.log(product);
    let offset = 0;
    for (const {codes, nLevels} of categories) {
      for (let i = 0; i < n; ++i) if (codes[start + i] >= 0) gradient[offset + codes[start + i]] += residual[i];
      offset += nLevels;
    }
    for (let j = 0, o = 0; j < nDense; j += 2, o += 2 * BLOCK) {
      const p = j + 1 < nDense ? o + BLOCK : o;
      let a = 0;
      let b = 0;
      for (let i = 0; i < n; ++i) {
        a += residual[i] * x[o + i];
        b += residual[i] * x[p + i];
      }
      gradient[firstDense + j] += a;
      if (j + 1 < nDense) gradient[firstDense + j + 1] += b;
    }
    if (!curvature || block % every !== 0) continue;
    if (every > 1) for (let i = 0; i < n; ++i) spread[i] *= every;
    addDense(curvature, firstDense, {x, spread, weighted, nDense, n});
    addLevels(curvature, firstDense, {x, spread, nDense, n, start, categories});
  }
  return {logLikelihood, gradient};
}

/** The log-odds of a block's rows. */
function scoreBlock(
  {categories, nDense}: BlockDesign,
  coefficients: Float64Array,
  {x, scores, start, n}: {x: Float64Array; scores: Float64Array; start: number; n: number}
): void {
  const firstDense = coefficients.length - nDense;
  scores.fill(0);
  let offset = 0;
  for (const {codes, nLevels} of categories) {
    for (let i = 0; i < n; ++i) if (codes[start + i] >= 0) scores[i] += coefficients[offset + codes[start + i]];
    offset += nLevels;
  }
  for (let j = 0, o = 0; j < nDense; j += 2, o += 2 * BLOCK) {
    const a = coefficients[firstDense + j];
    const [b, p] = j + 1 < nDense ? [coefficients[firstDense + j + 1], o + BLOCK] : [0, o];
    if (a !== 0 || b !== 0) for (let i = 0; i < n; ++i) scores[i] += a * x[o + i] + b * x[p + i];
  }
}

interface DenseBlock {
  x: Float64Array;
  spread: Float64Array;
  nDense: number;
  /** rows in the block */
  n: number;
}

/** Two columns by two at a time. */
function addDense(
  curvature: Float64Array[],
  firstDense: number,
  {x, spread, weighted, nDense, n}: DenseBlock & {weighted: Float64Array}
): void {
  for (let a = 0; a < nDense; a += 2) {
    const isPair = a + 1 < nDense;
    const [oa, ob] = [a * BLOCK, (isPair ? a + 1 : a) * BLOCK];
    for (let i = 0; i < n; ++i) {
      weighted[i] = spread[i] * x[oa + i];
      weighted[BLOCK + i] = spread[i] * x[ob + i];
    }
    const rowA = curvature[firstDense + a];
    const rowB = isPair ? curvature[firstDense + a + 1] : null;
    for (let c = 0; c <= a; c += 2) {
      const oc = c * BLOCK;
      const od = (c + 1 < nDense ? c + 1 : c) * BLOCK;
      let ac = 0;
      let ad = 0;
      let bc = 0;
      let bd = 0;
      for (let i = 0; i < n; ++i) {
        const wa = weighted[i];
        const wb = weighted[BLOCK + i];
        const xc = x[oc + i];
        const xd = x[od + i];
        ac += wa * xc;
        ad += wa * xd;
        bc += wb * xc;
        bd += wb * xd;
      }
      rowA[firstDense + c] += ac;
      if (c + 1 <= a) rowA[firstDense + c + 1] += ad;
      if (!rowB) continue;
      rowB[firstDense + c] += bc;
      if (c + 1 < nDense) rowB[firstDense + c + 1] += bd;
    }
  }
}

function addLevels(
  curvature: Float64Array[],
  firstDense: number,
  {x, spread, nDense, n, start, categories}: DenseBlock & {start: number; categories: readonly Category[]}
): void {
  let offset = 0;
  for (const [c, {codes, nLevels}] of categories.entries()) {
    for (let i = 0; i < n; ++i) {
      const code = codes[start + i];
      if (code < 0) continue;
      const at = offset + code;
      curvature[at][at] += spread[i];
      let before = 0;
      for (let d = 0; d < c; ++d) {
        const other = categories[d].codes[start + i];
        if (other >= 0) curvature[at][before + other] += spread[i];
        before += categories[d].nLevels;
      }
    }
    for (let j = 0, o = 0; j < nDense; ++j, o += BLOCK) {
      const row = curvature[firstDense + j];
      for (let i = 0; i < n; ++i) if (codes[start + i] >= 0) row[offset + codes[start + i]] += spread[i] * x[o + i];
    }
    offset += nLevels;
  }
}

/** A design of columns that are there, of categories, and of ones. @param columns each of length nRows */
export function denseDesign(nRows: number, columns: readonly Float64Array[], categories: readonly Category[] = []): BlockDesign {
  return {
    nRows,
    categories,
    nDense: columns.length + 1,
    fill(start, end, out) {
      for (let j = 0; j < columns.length; ++j) out.set(columns[j].subarray(start, end), j * BLOCK);
    }
  };
}

/** An empty lower triangle. */
export function createTriangle(n: number): Float64Array[] {
  return Array.from({length: n}, (_, i) => new Float64Array(i + 1));
}
