import type {Term, TermDesign} from "./termDesign.js";
import {BLOCK, createTriangle, multiplyColumns} from "../blockDesign.js";
import {addUp, countFunctions, sumByCode} from "./termDesign.js";

/** Minus the second derivative of a logistic regression's log-likelihood, X' diag(p (1 - p)) X. */
export interface Curvature {
  /** by coefficient: its row, up to the diagonal */
  triangle: readonly Float64Array[];
  /** length nRows: p (1 - p), where it was worked out */
  spread: Float64Array;
  /** it is taken of each so many-th row, and multiplied */
  every: number;
}

/**
 * The curvature of a design's coefficients. What the rows give is summed by code first and meets a term's functions then, so that a row
 * costs one addition for a function of the other terms, not one for each pair of functions.
 *
 * @param spread length nRows: p (1 - p)
 * @param every as the curvature has it
 * @see Wood, Li, Shaddick and Augustin (2017), Generalized additive models for gigadata, section 3
 */
export function curvatureOf(design: TermDesign, spread: Float64Array, every = 1): Curvature {
  const triangle = createTriangle(countFunctions(design));
  addTerms(triangle, design, {spread, every, nKnown: 0});
  return {triangle, spread, every};
}

/**
 * That of a design with more terms, at the same `spread`: products of those alone are worked out, each with all functions.
 *
 * @param known of the first terms, and the intercept
 */
export function extendCurvature(known: Curvature, design: TermDesign): Curvature {
  const {spread, every} = known;
  const nKnown = known.triangle.length - 1;
  const triangle = createTriangle(countFunctions(design)).map((row, m) => (m < nKnown ? known.triangle[m] : row));
  triangle[triangle.length - 1].set(known.triangle[nKnown].subarray(0, nKnown));
  addTerms(triangle, design, {spread, every, nKnown});
  return {triangle, spread, every};
}

interface Weighting {
  spread: Float64Array;
  every: number;
  /** so many functions, from the first on, have their rows already */
  nKnown: number;
}

function addTerms(triangle: Float64Array[], design: TermDesign, {spread: ofAll, every, nKnown}: Weighting): void {
  const spread = every === 1 ? ofAll : ofAll.map((d, i) => (i % every === 0 ? d * every : 0));
  const last = triangle[triangle.length - 1];
  for (let i = 0; i < design.nRows; ++i) last[last.length - 1] += spread[i];
  const before = sumBefore(design, {spread, every, nKnown});
  let offset = 0;
  for (const [t, term] of design.terms.entries()) {
    if (offset >= nKnown) {
      const own = sumByCode(term, spread);
      addUp(last, offset, term, own);
      addOwn(triangle, offset, term, own);
      addBefore(triangle, offset, term, before[t]);
    }
    offset += term.nFunctions;
  }
}

/**
 * Many inputs have few functions each, and sums by code of all others' are then more numbers than a processor keeps at hand: a term of so
 * few functions with heights meets the others row by row.
 */
const FEW_FUNCTIONS = 4;

function isNarrow({heights, nFunctions}: Term): boolean {
  return heights !== null && nFunctions <= FEW_FUNCTIONS;
}

/** By term that is not known, by code, or of a narrow one by function: the weighted sums of the functions of all terms before it. */
function sumBefore({terms, nRows}: TermDesign, {spread, every, nKnown}: Weighting): Float64Array[] {
  const nLevels = terms.reduce((sum, {heights, nFunctions}) => sum + (heights === null ? nFunctions : 0), 0);
  const nHeights = countFunctions({terms, nRows}) - 1 - nLevels;
  const starts = terms.map((_, t) => terms.slice(0, t).reduce((sum, {nFunctions}) => sum + nFunctions, 0));
  const added = [...terms.keys()].filter((t) => starts[t] >= nKnown);
  const sums = terms.map((term, t) =>
    starts[t] < nKnown ? new Float64Array(0) : new Float64Array(starts[t] * (isNarrow(term) ? term.nFunctions : term.nCodes))
  );
  // the functions that have heights, weighted
  const byRow = {weighted: new Float64Array(BLOCK * nHeights), nextRow: nHeights, nextColumn: 1};
  const byColumn = {weighted: new Float64Array(BLOCK * (nHeights + 3)), nextRow: 1, nextColumn: BLOCK};
  const used = [byRow, byColumn].filter((block) => added.some((t) => isNarrow(terms[t]) === (block === byColumn)));
  const step = BLOCK * every;
  for (let start = 0; start < nRows; start += step) {
    const rows = {start, end: Math.min(nRows, start + step), every};
    for (const block of used) fillBlock(block, {terms, spread}, rows);
    for (const t of added) {
      const [term, width] = [terms[t], starts[t]];
      for (let k = 0; k < t && terms[k].heights === null; ++k)
        addLevels(sums[t], {term, width, first: starts[k], spread}, terms[k].codes, rows);
      const to = {term, width, first: nLevels, nBefore: width - nLevels};
      if (isNarrow(term)) addProducts(sums[t], {...to, block: byColumn}, rows);
      else addRows(sums[t], {...to, block: byRow}, rows);
    }
  }
  return sums;
}

/** Which rows: each `every`-th from `start`, before `end`. */
interface Rows {
  start: number;
  end: number;
  every: number;
}

/** Functions of the rows of a block, weighted: how far it is from one row to the next, and from one function to the next. */
interface Block {
  weighted: Float64Array;
  nextRow: number;
  nextColumn: number;
}

function fillBlock(
  {weighted, nextRow, nextColumn}: Block,
  {terms, spread}: {terms: readonly Term[]; spread: Float64Array},
  {start, end, every}: Rows
): void {
  let first = 0;
  for (const {codes, heights, nFunctions} of terms) {
    if (heights === null) continue;
    for (let i = start, at = first; i < end; i += every, at += nextRow) {
      const from = codes[i] * nFunctions;
      const weight = codes[i] < 0 ? 0 : spread[i];
      for (let m = 0, to = at; m < nFunctions; ++m, to += nextColumn) weighted[to] = weight === 0 ? 0 : weight * heights[from + m];
    }
    first += nFunctions * nextColumn;
  }
}

/** A term's rows by the level of another. */
function addLevels(
  sums: Float64Array,
  {term, width, first, spread}: Pick<AddRows, "term" | "width" | "first"> & {spread: Float64Array},
  other: Int32Array,
  {start, end, every}: Rows
): void {
  const {codes, heights, nFunctions} = term;
  for (let i = start; i < end; i += every) {
    if (codes[i] < 0 || other[i] < 0) continue;
    if (heights === null || !isNarrow(term)) sums[codes[i] * width + first + other[i]] += spread[i];
    else for (let m = 0; m < nFunctions; ++m) sums[m * width + first + other[i]] += spread[i] * heights[codes[i] * nFunctions + m];
  }
}

interface AddRows {
  term: Term;
  /** of a code's sums, or a function's; where those of the other functions begin in them; how many these are */
  width: number;
  first: number;
  nBefore: number;
  block: Block;
}

function addRows(sums: Float64Array, {term: {codes}, width, first, nBefore, block}: AddRows, {start, end, every}: Rows): void {
  const {weighted, nextRow} = block;
  for (let i = start, at = 0; i < end; i += every, at += nextRow) {
    if (codes[i] < 0) continue;
    const to = codes[i] * width + first;
    for (let c = 0; c < nBefore; ++c) sums[to + c] += weighted[at + c];
  }
}

/** As addRows, of a narrow term: its functions, two at a time, times the weighted ones before it, four at a time. */
function addProducts(sums: Float64Array, {term, width, first, nBefore, block}: AddRows, {start, end, every}: Rows): void {
  const {codes, nFunctions} = term;
  const heights = term.heights as Float64Array;
  const own = new Float64Array(nFunctions * BLOCK);
  const n = Math.ceil((end - start) / every);
  for (let k = 0; k < n; ++k) {
    const code = codes[start + k * every];
    for (let m = 0; m < nFunctions; ++m) own[m * BLOCK + k] = code < 0 ? 0 : heights[code * nFunctions + m];
  }
  const products = new Float64Array(8);
  for (let m = 0; m < nFunctions; m += 2) {
    const nOwn = Math.min(2, nFunctions - m);
    for (let c = 0; c < nBefore; c += 4) {
      multiplyColumns(products, {weighted: block.weighted, first: c * BLOCK, x: own, c: m * BLOCK, d: (m + nOwn - 1) * BLOCK, n});
      for (let r = 0; r < Math.min(4, nBefore - c); ++r)
        for (let o = 0; o < nOwn; ++o) sums[(m + o) * width + first + c + r] += products[2 * r + o];
    }
  }
}

/** A term's functions with one another. */
export function addOwn(curvature: Float64Array[], offset: number, {heights, nFunctions, nCodes}: Term, own: Float64Array): void {
  for (let u = 0; u < nCodes; ++u) {
    if (heights === null) {
      curvature[offset + u][offset + u] += own[u];
      continue;
    }
    for (let m = 0, at = u * nFunctions; m < nFunctions; ++m) {
      const weight = own[u] * heights[at + m];
      const row = curvature[offset + m];
      for (let k = 0; k <= m; ++k) row[offset + k] += weight * heights[at + k];
    }
  }
}

/** A term's functions with all before them. */
function addBefore(curvature: Float64Array[], offset: number, term: Term, sums: Float64Array): void {
  const {heights, nFunctions, nCodes} = term;
  if (isNarrow(term)) {
    for (let m = 0; m < nFunctions; ++m) for (let c = 0; c < offset; ++c) curvature[offset + m][c] += sums[m * offset + c];
    return;
  }
  for (let u = 0; u < nCodes; ++u) {
    const at = u * offset;
    for (let m = 0; m < nFunctions; ++m) {
      if (heights === null && m !== u) continue;
      const weight = heights === null ? 1 : heights[u * nFunctions + m];
      const row = curvature[offset + m];
      for (let c = 0; c < offset; ++c) row[c] += weight * sums[at + c];
    }
  }
}
