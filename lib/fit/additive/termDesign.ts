import type {Likelihood} from "../blockDesign.js";
import type {Remainder} from "./coarseRows.js";
import {sumOf} from "../../numbers.js";
import {addBlock, BLOCK} from "../blockDesign.js";

/** What one input adds to the log-odds, by its code: rows of one code are alike. */
export interface Term {
  /** length nRows, each under `nCodes`; -1: nothing is added */
  codes: Int32Array;
  nCodes: number;
  /** functions by code, row by row: nCodes x nFunctions; null: one function for each code, 1 there and 0 elsewhere */
  heights: Float64Array | null;
  nFunctions: number;
}

/** A design whose coefficients are those of each term's functions, one term after another, and then an intercept. */
export interface TermDesign {
  nRows: number;
  /** terms of levels stand before those with heights */
  terms: readonly Term[];
}

export function countFunctions({terms}: TermDesign): number {
  return terms.reduce((sum, {nFunctions}) => sum + nFunctions, 1);
}

/**
 * The log-likelihood of a logistic regression, its gradient, and, where `curvature` is given, minus its second derivative
 * X' diag(p (1 - p)) X, whose lower triangle is added there row by row. What the rows give is summed by code first and meets a term's
 * functions then, so that a row costs one addition for a function of the other terms, not one for each pair of functions.
 *
 * @param y length nRows, 0 or 1
 * @param every the curvature is taken of each so many-th row, and multiplied
 * @see Wood, Li, Shaddick and Augustin (2017), Generalized additive models for gigadata, section 3
 */
export function passOverTerms(
  design: TermDesign,
  y: Uint8Array,
  coefficients: Float64Array,
  {curvature = null, every = 1}: {curvature?: Float64Array[] | null; every?: number} = {}
): Likelihood {
  const {logLikelihood, residual, spread} = gradeRows(design, y, coefficients);
  const gradient = new Float64Array(coefficients.length);
  let offset = 0;
  for (const term of design.terms) {
    addUp(gradient, offset, term, sumByCode(term, residual));
    offset += term.nFunctions;
  }
  gradient[offset] = sumOf(residual);
  if (curvature) addCurvature(curvature, design, {spread, every});
  return {logLikelihood, gradient};
}

/** By row, label less probability and the variance of that, p (1 - p); and the log-likelihood of all. */
export function gradeRows(design: TermDesign, y: Uint8Array, coefficients: Float64Array): Remainder & {logLikelihood: number} {
  const scores = scoreRows(design, coefficients);
  const [residual, spread] = [new Float64Array(design.nRows), scores]; // a row's score is read once, before what takes its place
  let logLikelihood = 0;
  for (let start = 0; start < design.nRows; start += BLOCK) {
    const block = <T extends Float64Array | Uint8Array>(each: T): T => each.subarray(start, start + BLOCK) as T;
    logLikelihood = addBlock(logLikelihood, {scores: block(scores), y: block(y), residual: block(residual), spread: block(spread)});
  }
  return {logLikelihood, residual, spread};
}

function scoreRows({nRows, terms}: TermDesign, coefficients: Float64Array): Float64Array {
  const scores = new Float64Array(nRows).fill(coefficients[coefficients.length - 1]);
  let offset = 0;
  for (const {codes, nCodes, heights, nFunctions} of terms) {
    const byCode = new Float64Array(nCodes);
    for (let u = 0; u < nCodes; ++u) {
      if (heights === null) byCode[u] = coefficients[offset + u];
      else for (let m = 0; m < nFunctions; ++m) byCode[u] += coefficients[offset + m] * heights[u * nFunctions + m];
    }
    for (let i = 0; i < nRows; ++i) if (codes[i] >= 0) scores[i] += byCode[codes[i]];
    offset += nFunctions;
  }
  return scores;
}

export function sumByCode({codes, nCodes}: Term, each: Float64Array): Float64Array {
  const sums = new Float64Array(nCodes);
  for (let i = 0; i < each.length; ++i) if (codes[i] >= 0) sums[codes[i]] += each[i];
  return sums;
}

/** Adds each function's sum over the codes, weighted. */
export function addUp(out: Float64Array, offset: number, {heights, nFunctions}: Term, byCode: Float64Array): void {
  for (let u = 0; u < byCode.length; ++u) {
    if (heights === null) out[offset + u] += byCode[u];
    else for (let m = 0; m < nFunctions; ++m) out[offset + m] += heights[u * nFunctions + m] * byCode[u];
  }
}

function addCurvature(curvature: Float64Array[], design: TermDesign, {spread, every}: {spread: Float64Array; every: number}): void {
  if (every > 1) for (let i = 0; i < spread.length; ++i) spread[i] = i % every === 0 ? spread[i] * every : 0;
  const {terms, nRows} = design;
  const last = curvature[curvature.length - 1];
  for (let i = 0; i < nRows; ++i) last[last.length - 1] += spread[i];
  const before = sumBefore(design, {spread, every});
  let offset = 0;
  for (const [t, term] of terms.entries()) {
    const own = sumByCode(term, spread);
    addUp(last, offset, term, own);
    addOwn(curvature, offset, term, own);
    addBefore(curvature, offset, term, before[t]);
    offset += term.nFunctions;
  }
}

/**
 * Many inputs have few functions each, and sums by code of all others' are then more numbers than a processor keeps at hand: a term of so
 * few functions with heights meets the others row by row.
 */
const FEW_FUNCTIONS = 3;

function isNarrow({heights, nFunctions}: Term): boolean {
  return heights !== null && nFunctions <= FEW_FUNCTIONS;
}

/** By term, by code, or of a narrow one by function: the weighted sums of the functions of all terms before it. */
function sumBefore({terms, nRows}: TermDesign, {spread, every}: {spread: Float64Array; every: number}): Float64Array[] {
  const nLevels = terms.reduce((sum, {heights, nFunctions}) => sum + (heights === null ? nFunctions : 0), 0);
  const nHeights = countFunctions({terms, nRows}) - 1 - nLevels;
  const block = new Float64Array(BLOCK * nHeights); // the functions that have heights, weighted, row by row
  const starts = terms.map((_, t) => terms.slice(0, t).reduce((sum, {nFunctions}) => sum + nFunctions, 0));
  const sums = terms.map((term, t) => new Float64Array((isNarrow(term) ? term.nFunctions : term.nCodes) * starts[t]));
  const step = BLOCK * every;
  for (let start = 0; start < nRows; start += step) {
    const rows = {start, end: Math.min(nRows, start + step), every};
    fillBlock(block, {terms, spread, nHeights}, rows);
    for (const [t, term] of terms.entries()) {
      const width = starts[t];
      for (let k = 0; k < t && terms[k].heights === null; ++k)
        addLevels(sums[t], {term, width, first: starts[k], spread}, terms[k].codes, rows);
      const nBefore = width - nLevels; // functions with heights
      const to = {term, width, first: nLevels, block, nHeights, nBefore};
      if (nBefore > 0) (isNarrow(term) ? addProducts : addRows)(sums[t], to, rows);
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

function fillBlock(
  block: Float64Array,
  {terms, spread, nHeights}: {terms: readonly Term[]; spread: Float64Array; nHeights: number},
  {start, end, every}: Rows
): void {
  let column = 0;
  for (const {codes, heights, nFunctions} of terms) {
    if (heights === null) continue;
    for (let i = start, at = column; i < end; i += every, at += nHeights) {
      const from = codes[i] * nFunctions;
      const weight = codes[i] < 0 ? 0 : spread[i];
      for (let m = 0; m < nFunctions; ++m) block[at + m] = weight === 0 ? 0 : weight * heights[from + m];
    }
    column += nFunctions;
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
  block: Float64Array;
  nHeights: number;
}

function addRows(sums: Float64Array, {term: {codes}, width, first, nBefore, block, nHeights}: AddRows, {start, end, every}: Rows): void {
  for (let i = start, at = 0; i < end; i += every, at += nHeights) {
    if (codes[i] < 0) continue;
    const to = codes[i] * width + first;
    for (let c = 0; c < nBefore; ++c) sums[to + c] += block[at + c];
  }
}

/** As addRows, of a narrow term: its functions times the weighted ones before it, four rows at a time. */
function addProducts(sums: Float64Array, {term, width, first, nBefore, block, nHeights}: AddRows, {start, end, every}: Rows): void {
  const {codes, nFunctions} = term;
  const heights = term.heights as Float64Array;
  const n = Math.ceil((end - start) / every);
  const heightAt = (k: number, m: number): number => {
    const code = k < n ? codes[start + k * every] : -1;
    return code < 0 ? 0 : heights[code * nFunctions + m];
  };
  for (let m = 0; m < nFunctions; ++m) {
    const own = sums.subarray(m * width + first, m * width + first + nBefore);
    for (let k = 0, at = 0; k < n; k += 4, at += 4 * nHeights) {
      const [h0, h1, h2, h3] = [heightAt(k, m), heightAt(k + 1, m), heightAt(k + 2, m), heightAt(k + 3, m)];
      for (let c = 0, o = at; c < nBefore; ++c, ++o)
        own[c] += h0 * block[o] + h1 * block[o + nHeights] + (h2 * block[o + 2 * nHeights] + h3 * block[o + 3 * nHeights]);
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
