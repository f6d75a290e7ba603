/** How many rows are read at a time: they stay in a processor's cache. */
export const BLOCK = 512;

/** A design of these many dense numbers, or fewer, is expanded once and kept: 512 MB. Of more, a block is expanded whenever it is read. */
const MOST_KEPT = 2 ** 26;

/**
 * A design that is read some rows at a time. Its coefficients are those of each category's levels, one category after another,
 * and then those of the dense columns.
 */
export interface BlockDesign {
  nRows: number;
  categories: readonly Category[];
  /** dense columns */
  nDense: number;
  /** the dense columns of the {@link BLOCK} rows from `start`, or what is left: column j begins at j * BLOCK. Theirs until the next call */
  read(start: number): Float64Array;
}

/** How the dense columns of a design come about. */
interface DenseColumns {
  nRows: number;
  categories: readonly Category[];
  nDense: number;
  /** writes the columns of the rows from `start` to `end`: column j begins at j * BLOCK. What it does not write is 1 */
  fill(start: number, end: number, out: Float64Array): void;
}

/** A design of columns that are worked out block by block. */
function createDesign({nRows, categories, nDense, fill}: DenseColumns): BlockDesign {
  const expand = (start: number, out: Float64Array): Float64Array => {
    fill(start, Math.min(nRows, start + BLOCK), out);
    return out;
  };
  const createBlock = (): Float64Array => new Float64Array(nDense * BLOCK).fill(1);
  if (nRows * nDense > MOST_KEPT) {
    const shared = createBlock();
    return {nRows, categories, nDense, read: (start) => expand(start, shared)};
  }
  const blocks = Array.from({length: Math.ceil(nRows / BLOCK)}, (_, block) => expand(block * BLOCK, createBlock()));
  return {nRows, categories, nDense, read: (start) => blocks[start / BLOCK]};
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
 * their number; dense columns go four by two, so that each number read is used twice.
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
  const scores = new Float64Array(BLOCK);
  const residual = new Float64Array(BLOCK);
  const spread = new Float64Array(BLOCK);
  const weighted = new Float64Array(4 * BLOCK);
  const gradient = new Float64Array(coefficients.length);
  let logLikelihood = 0;
  for (let start = 0, block = 0; start < nRows; start += BLOCK, ++block) {
    const n = Math.min(BLOCK, nRows - start);
    const x = design.read(start);
    scoreBlock(design, coefficients, {x, scores, start, n});
    logLikelihood = addBlock(logLikelihood, {scores, y: y.subarray(start, start + n), residual, spread});
    let offset = 0;
    for (const {codes, nLevels} of categories) {
      for (let i = 0; i < n; ++i) if (codes[start + i] >= 0) gradient[offset + codes[start + i]] += residual[i];
      offset += nLevels;
    }
    addGradient(gradient, firstDense, {x, residual, nDense, n});
    if (!curvature || block % every !== 0) continue;
    if (every > 1) for (let i = 0; i < n; ++i) spread[i] *= every;
    addDense(curvature, firstDense, {x, spread, weighted, nDense, n});
    addLevels(curvature, firstDense, {x, spread, nDense, n, start, categories});
  }
  return {logLikelihood, gradient};
}

/**
 * Adds what a block's rows give to the log-likelihood, and tells each row's part of its derivatives.
 *
 * @param block y: at most {@link BLOCK}, 0 or 1. scores: as many log-odds, or more; may be `spread` itself. Written to: residual, label less
 *   probability, and spread, p (1 - p)
 */
export function addBlock(
  logLikelihood: number,
  {scores, y, residual, spread}: Record<"scores" | "residual" | "spread", Float64Array> & {y: Uint8Array}
): number {
  let sum = logLikelihood;
  let product = 1; // of at most BLOCK numbers up to 2: one logarithm for all
  for (let i = 0; i < y.length; ++i) {
    const z = scores[i];
    const label = y[i];
    const e = Math.exp(-Math.abs(z));
    const p = z >= 0 ? 1 / (1 + e) : e / (1 + e);
    product *= 1 + e;
    if (z > 0 !== (label === 1)) sum -= Math.abs(z);
    residual[i] = label - p;
    spread[i] = p * (1 - p);
  }
  return sum - Math.log(product);
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
  let j = 0;
  for (; j + 4 <= nDense; j += 4) {
    const o = j * BLOCK;
    const a = coefficients[firstDense + j];
    const b = coefficients[firstDense + j + 1];
    const c = coefficients[firstDense + j + 2];
    const d = coefficients[firstDense + j + 3];
    for (let i = o; i < o + n; ++i) scores[i - o] += a * x[i] + b * x[i + BLOCK] + (c * x[i + 2 * BLOCK] + d * x[i + 3 * BLOCK]);
  }
  for (; j < nDense; ++j) {
    const a = coefficients[firstDense + j];
    const o = j * BLOCK;
    for (let i = 0; i < n; ++i) scores[i] += a * x[o + i];
  }
}

/** Four columns at a time, whose sums do not wait for one another. */
function addGradient(
  gradient: Float64Array,
  firstDense: number,
  {x, residual, nDense, n}: {x: Float64Array; residual: Float64Array; nDense: number; n: number}
): void {
  let j = 0;
  for (; j + 4 <= nDense; j += 4) {
    const o = j * BLOCK;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < n; ++i) {
      const r = residual[i];
      a += r * x[o + i];
      b += r * x[o + i + BLOCK];
      c += r * x[o + i + 2 * BLOCK];
      d += r * x[o + i + 3 * BLOCK];
    }
    gradient[firstDense + j] += a;
    gradient[firstDense + j + 1] += b;
    gradient[firstDense + j + 2] += c;
    gradient[firstDense + j + 3] += d;
  }
  for (; j < nDense; ++j) {
    let a = 0;
    for (let i = 0, o = j * BLOCK; i < n; ++i) a += residual[i] * x[o + i];
    gradient[firstDense + j] += a;
  }
}

interface DenseBlock {
  x: Float64Array;
  spread: Float64Array;
  nDense: number;
  /** rows in the block */
  n: number;
}

/** Four columns by two at a time, so that each number read is used several times and no sum waits for another. */
function addDense(
  curvature: Float64Array[],
  firstDense: number,
  {x, spread, weighted, nDense, n}: DenseBlock & {weighted: Float64Array}
): void {
  const sums = new Float64Array(8);
  for (let a = 0; a < nDense; a += 4) {
    const nOwn = Math.min(4, nDense - a);
    for (let r = 0; r < 4; ++r) {
      const o = (a + Math.min(r, nOwn - 1)) * BLOCK;
      for (let i = 0; i < n; ++i) weighted[r * BLOCK + i] = spread[i] * x[o + i];
    }
    for (let c = 0; c < a + nOwn; c += 2) {
      const second = Math.min(c + 1, nDense - 1);
      multiplyColumns(sums, {weighted, first: 0, x, c: c * BLOCK, d: second * BLOCK, n});
      for (let r = 0; r < nOwn; ++r) {
        const row = curvature[firstDense + a + r];
        if (c <= a + r) row[firstDense + c] += sums[2 * r];
        if (c + 1 <= a + r) row[firstDense + c + 1] += sums[2 * r + 1];
      }
    }
  }
}

/**
 * The products of four weighted columns, {@link BLOCK} from one to the next, with the two that begin at c and d.
 *
 * @param sums written over: the first column's with both, then the second's, and so on
 * @param columns n: so many rows of them
 */
export function multiplyColumns(
  sums: Float64Array,
  {weighted, first, x, c, d, n}: {weighted: Float64Array; first: number; x: Float64Array; c: number; d: number; n: number}
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let s5 = 0;
  let s6 = 0;
  let s7 = 0;
  for (let i = 0; i < n; ++i) {
    const xc = x[c + i];
    const xd = x[d + i];
    const w0 = weighted[first + i];
    const w1 = weighted[first + i + BLOCK];
    const w2 = weighted[first + i + 2 * BLOCK];
    const w3 = weighted[first + i + 3 * BLOCK];
    s0 += w0 * xc;
    s1 += w0 * xd;
    s2 += w1 * xc;
    s3 += w1 * xd;
    s4 += w2 * xc;
    s5 += w2 * xd;
    s6 += w3 * xc;
    s7 += w3 * xd;
  }
  sums[0] = s0;
  sums[1] = s1;
  sums[2] = s2;
  sums[3] = s3;
  sums[4] = s4;
  sums[5] = s5;
  sums[6] = s6;
  sums[7] = s7;
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
  return createDesign({nRows, categories, nDense: columns.length + 1, fill: (start, end, out) => copyBlock(columns, {start, end}, out)});
}

/** A design of columns that are there, and of nothing else. @param columns each of length nRows */
export function bareDesign(nRows: number, columns: readonly Float64Array[]): BlockDesign {
  return createDesign({nRows, categories: [], nDense: columns.length, fill: (start, end, out) => copyBlock(columns, {start, end}, out)});
}

function copyBlock(columns: readonly Float64Array[], {start, end}: {start: number; end: number}, out: Float64Array): void {
  for (let j = 0; j < columns.length; ++j) out.set(columns[j].subarray(start, end), j * BLOCK);
}

/** An empty lower triangle. */
export function createTriangle(n: number): Float64Array[] {
  return Array.from({length: n}, (_, i) => new Float64Array(i + 1));
}
