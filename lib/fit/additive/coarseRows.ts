import type {PairInput} from "./pairInput.js";
import {MIN_GROUP} from "../../groups.js";
import {sumOf} from "../../numbers.js";
import {commonLevels} from "./pairInput.js";

/** The rows of an input by a few cells. */
export interface CoarseRows {
  /** length nRows, each under `nCodes`, or `nCodes` itself: in none, such as a missing value */
  codes: Uint8Array;
  nCodes: number;
  /** whether the codes rise with a number */
  isOrdered: boolean;
}

/** What a fit without pairs left of each row. */
export interface Remainder {
  /** length nRows: label less probability */
  residual: Float64Array;
  /** length nRows: p (1 - p), the variance of that */
  spread: Float64Array;
}

/** By cell, the variance of its labels that a chi-square asks for; p (1 - p) is 1/4 at most, so that many users are in it. */
export const LEAST_SPREAD = MIN_GROUP / 4;
/** Cells of a number; half as many where labels are too rare for these. */
const MOST_CELLS = 4;

/** How many cells numbers have, so that two of them share the table's labels in cells that say something. */
export function countCells(spread: Float64Array): number {
  return sumOf(spread) >= 2 * LEAST_SPREAD * MOST_CELLS ** 2 ? MOST_CELLS : MOST_CELLS / 2;
}

/** A number by quantiles, where what very many have is one cell; a category by its common levels. */
export function coarsen(input: PairInput, nCells: number): CoarseRows {
  if (input.kind === "levels") {
    const chosen = commonLevels(input.levels);
    const nCodes = chosen.length;
    const places = Uint8Array.from(input.levels.counts, (_, level) => (chosen.includes(level) ? chosen.indexOf(level) : nCodes));
    return {codes: Uint8Array.from(input.levels.codes, (code) => (code < 0 ? nCodes : places[code])), nCodes, isOrdered: false};
  }
  const {codes, counts, sorted} = input.cells;
  let before = 0;
  const places = Uint8Array.from(counts, (count) => {
    const middle = before + count / 2;
    before += count;
    return Math.floor((nCells * middle) / sorted.length);
  });
  const coarse = new Uint8Array(codes.length);
  for (let i = 0; i < codes.length; ++i) coarse[i] = codes[i] < 0 ? nCells : places[codes[i]];
  return {codes: coarse, nCodes: nCells, isOrdered: true};
}
