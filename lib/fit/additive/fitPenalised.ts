import type {Direction} from "./keepDirections.js";
import type {Curvature} from "./termCurvature.js";
import type {TermDesign} from "./termDesign.js";
import {cholesky, inverseDiagonal, solveCholesky} from "../cholesky.js";
import {roundTo} from "../../groups.js";
import {logit} from "../../model/logOdds.js";
import {clamp, meanOf} from "../../numbers.js";
import {keepDirections} from "./keepDirections.js";
import {curvatureOf, extendCurvature} from "./termCurvature.js";
import {countFunctions, gradeRows, gradientOf} from "./termDesign.js";

export interface Penalties {
  /** per coefficient: the group that it is shrunk with; -1: free */
  groups: Int32Array;
  /** per group: by what the penalty that the data speak for is multiplied */
  multipliers: readonly number[];
}

export interface PenalisedFit {
  coefficients: Float64Array;
  /** per group: half of this times the sum of squares is what was taken off */
  penalties: Float64Array;
  /** the largest element of the gradient per row, where it ended, but for what directions hold it back by */
  gradient: number;
  /** how many coefficients' worth of freedom the fit used */
  freedom: number;
  /** at the last place where it was worked out */
  curvature: Curvature;
}

/** Steps in which penalties are still moved, at the most. */
const ROUNDS = 16;
/** They are where they belong when a round changes no group's freedom by so many coefficients' worth: chosen, and a fit tells no less. */
const SETTLED = 0.02;
/** In these the curvature is worked out anew where it is stale: that costs a round or two, and is free. */
const ANEW = [2, 6];
/** It is when the rows' variances have moved by so large a share. */
const STALE = 0.1;
const LAST_STEPS = 25;
/** A step that does not take the gradient to this share of it asks for the curvature anew. */
const QUICK = 0.1;
const TOLERANCE = 1e-12;
/** The curvature is taken of about so many rows, where there are more; the gradient always of all. */
const ENOUGH = 20_000;
/** What two sums of a likelihood differ by where they are the same. */
const ROUNDING = 1e-13;
const RANGE = [1e-3, 1e8] as const;

/**
 * A logistic regression with a penalty on each group's squares, whose size is estimated with the coefficients: the variance that
 * a group's coefficients show beside what is only their error (Fellner and Schall's update, as Wood and Fasiolo, 2017, have it for
 * smoothing parameters). A group in which there is nothing is so taken to nothing; one of a hundred levels as far as they differ.
 * Newton's steps by Cholesky's decomposition, each halved until it climbs.
 *
 * @param options directions: linear combinations of coefficients that must not be negative. from: a fit of the design's first terms, whose
 *   coefficients and curvature this one begins with
 */
export function fitPenalised(
  design: TermDesign,
  y: Uint8Array,
  {groups, multipliers, directions = [], from}: Penalties & {directions?: readonly Direction[]; from?: PenalisedFit}
): PenalisedFit {
  const every = Math.max(1, Math.floor(design.nRows / ENOUGH));
  const penalties = new Float64Array(multipliers.length).fill(1);
  const sizes = countGroups(groups, multipliers.length);
  let coefficients = beginAt(countFunctions(design), y, from);
  let here = gradeRows(design, y, coefficients);
  let curvature = from ? extendCurvature(from.curvature, design, every) : curvatureOf(design, here.spread, every);
  let lower: Float64Array[] | null = null; // of the curvature and the penalties, while both are the same
  const penaltyOf = (m: number): number => (groups[m] < 0 ? 0 : penalties[groups[m]]);
  const decompose = (): Float64Array[] =>
    (lower ??= cholesky(curvature.triangle.map((row, m) => addToLast(row, penaltyOf(m) + design.nRows * 1e-12))));
  const renew = (): void => {
    [curvature, lower] = [curvatureOf(design, here.spread, every), null];
  };
  const step = (): {gradient: number; hasMoved: boolean} => {
    const height = here.logLikelihood - penaltyAt(coefficients, penaltyOf);
    const slope = gradientOf(design, here.residual).map((d, m) => d - penaltyOf(m) * coefficients[m]);
    const free = addTo(coefficients, solveCholesky(decompose(), slope), 1);
    const kept = keepDirections(free, decompose(), directions);
    const whole = kept.coefficients.map((d, m) => d - coefficients[m]);
    const gradient = slope.reduce((most, d, m) => Math.max(most, Math.abs(d + kept.pull[m])), 0) / design.nRows;
    for (let length = 1; length > 1e-4; length /= 2) {
      const next = addTo(coefficients, whole, length);
      const there = gradeRows(design, y, next);
      if (there.logLikelihood - penaltyAt(next, penaltyOf) < height - ROUNDING * Math.abs(height)) continue;
      [coefficients, here] = [next, there];
      return {gradient, hasMoved: true};
    }
    return {gradient, hasMoved: false};
  };
  let freedoms = sizes;
  for (let round = 0; round < ROUNDS; ++round) {
    step();
    if (ANEW.includes(round + 1) && changeOf(here.spread, curvature.spread) > STALE) renew();
    const before = freedoms;
    freedoms = update(penalties, {coefficients, variances: inverseDiagonal(decompose()), groups, sizes});
    lower = null;
    if (freedoms.every((freedom, g) => Math.abs(freedom - before[g]) < SETTLED)) break;
  }
  // to a few digits, so that the order of the rows, which moves the last ones, says nothing
  for (const [g, by] of multipliers.entries()) penalties[g] = roundTo(penalties[g] * by);
  let gradient = Infinity;
  for (let i = 0, stuck = 0, isNew = false; i < LAST_STEPS && gradient > TOLERANCE && stuck < 2; ++i) {
    const taken = step();
    // the first gradient after the curvature is new tells of the step before
    const isSlow: boolean = taken.gradient > QUICK * gradient && !isNew;
    if (isSlow) renew();
    isNew = isSlow;
    gradient = taken.gradient;
    stuck = taken.hasMoved ? 0 : stuck + 1;
  }
  const freedom = inverseDiagonal(decompose()).reduce((sum, variance, m) => sum + 1 - penaltyOf(m) * variance, 0);
  return {coefficients, penalties, gradient, freedom, curvature};
}

/** Those of the fit of fewer terms; else the intercept alone: where all penalties are infinite a fit ends, and near there nearly always. */
function beginAt(n: number, y: Uint8Array, from?: PenalisedFit): Float64Array {
  const coefficients = new Float64Array(n);
  if (from) coefficients.set(from.coefficients.subarray(0, -1));
  coefficients[n - 1] = from ? from.coefficients[from.coefficients.length - 1] : logit(meanOf(y));
  return coefficients;
}

/** The sum of what has changed, as a share of what there was. */
function changeOf(now: Float64Array, then: Float64Array): number {
  let [changed, all] = [0, 0];
  for (let i = 0; i < now.length; ++i) {
    changed += Math.abs(now[i] - then[i]);
    all += then[i];
  }
  return changed / all;
}

/** Moves every group's penalty. @returns how many coefficients' worth of freedom each group had under the one before */
function update(
  penalties: Float64Array,
  {coefficients, variances, groups, sizes}: {coefficients: Float64Array; variances: Float64Array; groups: Int32Array; sizes: Float64Array}
): Float64Array {
  const squares = new Float64Array(penalties.length);
  const errors = new Float64Array(penalties.length);
  for (let m = 0; m < coefficients.length; ++m) {
    const g = groups[m];
    if (g < 0) continue;
    squares[g] += coefficients[m] ** 2;
    errors[g] += variances[m];
  }
  const freedoms = sizes.map((size, g) => Math.max(size - penalties[g] * errors[g], 1e-8));
  for (let g = 0; g < penalties.length; ++g) {
    const ratio = freedoms[g] / Math.max(squares[g], 1e-12) / penalties[g];
    penalties[g] = clamp(penalties[g] * ratio ** (ratio > 1 ? 1.5 : 1), RANGE[0], RANGE[1]); // where there is nothing it would creep up
  }
  return freedoms;
}

function countGroups(groups: Int32Array, n: number): Float64Array {
  const sizes = new Float64Array(n);
  for (const g of groups) if (g >= 0) ++sizes[g];
  return sizes;
}

function penaltyAt(coefficients: Float64Array, penaltyOf: (m: number) => number): number {
  let sum = 0;
  for (let m = 0; m < coefficients.length; ++m) sum += (penaltyOf(m) * coefficients[m] ** 2) / 2;
  return sum;
}

function addTo(from: Float64Array, step: ArrayLike<number>, length: number): Float64Array {
  return from.map((d, m) => d + length * step[m]);
}

function addToLast(row: Float64Array, more: number): Float64Array {
  const copy = row.slice();
  copy[copy.length - 1] += more;
  return copy;
}
