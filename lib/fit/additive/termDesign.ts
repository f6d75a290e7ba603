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

/** The gradient of a logistic regression's log-likelihood. @param residual length nRows: label less probability */
export function gradientOf(design: TermDesign, residual: Float64Array): Float64Array {
  const gradient = new Float64Array(countFunctions(design));
  let offset = 0;
  for (const term of design.terms) {
    addUp(gradient, offset, term, sumByCode(term, residual));
    offset += term.nFunctions;
  }
  gradient[offset] = sumOf(residual);
  return gradient;
}

/**
 * By row, label less probability and the variance of that, p (1 - p); and the log-likelihood of all.
 *
 * @param y length nRows, 0 or 1
 */
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
