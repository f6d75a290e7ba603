import type {BlockDesign} from "../blockDesign.js";
import {cholesky, solveCholesky} from "../cholesky.js";
import {createTriangle, passOver} from "../blockDesign.js";

export interface NewtonResult {
  weights: Float64Array;
  /** steps taken */
  steps: number;
  /** the largest element of the gradient per row, where it ended */
  gradient: number;
}

interface Penalised {
  design: BlockDesign;
  y: Uint8Array;
  penalty: Float64Array;
}

/** The log-likelihood less the penalty at some weights, its gradient, and minus its second derivative there or nearby. */
interface Place {
  weights: Float64Array;
  height: number;
  slope: Float64Array;
  curvature: Curvature;
}

interface Curvature {
  matrix: Float64Array[];
  /** of all rows, and of these very weights: there is no better one */
  isExact: boolean;
  /** of all rows */
  isWhole: boolean;
}

/** While some element of the gradient per row is larger, a curvature of a share of the rows leads nearly as well. */
const FAR = 0.01;
/** That share is so many rows at least, and so many for each coefficient: they know the curvature to a tenth or better. */
const SHARE = {rows: 2048, each: 100};
/** A curvature serves on as long as each step leaves no more than this share of the gradient: a pass without costs a fraction of one with. */
const SERVES = 0.25;
/** By a curvature that is not exact no step is shorter: a better one is asked for first. */
const SHORTEST = 0.25;

/**
 * Walks from the given weights to the maximum of the likelihood by Newton's steps (iteratively reweighted least squares,
 * as a statistics package fits a logistic regression), each halved until it climbs. Where gradient steps need thousands
 * because inputs are nearly collinear, these need about five. Far from the maximum a share of the rows tells the curvature; near it
 * the last one serves on.
 *
 * @param tolerance it is there when no element of the gradient per row is larger
 */
export function polish(
  penalised: Penalised,
  start: Float64Array,
  {maxSteps, tolerance}: {maxSteps: number; tolerance: number}
): NewtonResult {
  const {nRows} = penalised.design;
  const share = shareOf(penalised.design);
  let here = placeAt(penalised, start, maxSteps > 0 ? share : NONE); // without a step no curvature is needed
  let before = Infinity;
  for (let steps = 0; ; ++steps) {
    const gradient = steepest(here) / nRows;
    if (gradient <= tolerance || steps === maxSteps) return {weights: here.weights, steps, gradient};
    const {matrix, isExact, isWhole} = here.curvature;
    const serves = isWhole && gradient <= SERVES * before;
    const wanted = serves ? here.curvature : gradient > FAR ? share : 1;
    const next = climbFrom(penalised, here, {step: solveCholesky(cholesky(matrix), here.slope), wanted});
    if (next === null && isExact) return {weights: here.weights, steps, gradient}; // rounding is all that is left
    before = next === null ? Infinity : gradient;
    here = next ?? placeAt(penalised, here.weights, 1);
  }
}

/**
 * The first place on the way, halved again and again, that lies higher; null: there is none. A step nearly always climbs, so each is asked
 * for all that is wanted.
 */
function climbFrom(penalised: Penalised, here: Place, {step, wanted}: {step: Float64Array; wanted: Curvature | number}): Place | null {
  const shortest = here.curvature.isExact ? 1e-6 : SHORTEST;
  for (let length = 1; length >= shortest; length /= 2) {
    const next = placeAt(penalised, move(here.weights, step, length), wanted);
    if (isHigher(next, here)) return next;
  }
  return null;
}

/** By less than a height is rounded to, what climbs is seen by the gradient alone. */
const ROUNDED = 1e-12;

function isHigher(next: Place, here: Place): boolean {
  if (Math.abs(next.height - here.height) <= ROUNDED * Math.abs(here.height)) return steepest(next) < steepest(here);
  return next.height > here.height;
}

function steepest({slope}: Place): number {
  return slope.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
}

const NONE: Curvature = {matrix: [], isExact: false, isWhole: false};

/** Each so many-th block tells the curvature far from the maximum. Of rare levels each row may count. */
function shareOf({nRows, nDense, categories}: BlockDesign): number {
  return categories.length > 0 ? 1 : Math.max(1, Math.floor(nRows / Math.max(SHARE.rows, SHARE.each * nDense)));
}

/** @param wanted a curvature that serves, or of which share of the blocks, each so many-th, it is worked out */
function placeAt({design, y, penalty}: Penalised, weights: Float64Array, wanted: Curvature | number): Place {
  const isAsked = typeof wanted === "number";
  const curvature = isAsked
    ? {matrix: createTriangle(weights.length), isExact: wanted === 1, isWhole: wanted === 1}
    : {...wanted, isExact: false};
  const every = isAsked ? wanted : 1;
  const {logLikelihood, gradient: slope} = passOver(design, y, weights, {curvature: isAsked ? curvature.matrix : null, every});
  let height = logLikelihood;
  for (let j = 0; j < weights.length; ++j) {
    height -= (penalty[j] * weights[j] ** 2) / 2;
    slope[j] -= penalty[j] * weights[j];
    if (isAsked) curvature.matrix[j][j] += penalty[j] + 1e-9; // keeps a constant column solvable
  }
  return {weights, height, slope, curvature};
}

function move(weights: Float64Array, step: Float64Array, length: number): Float64Array {
  return weights.map((weight, j) => weight + length * step[j]);
}
