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

/** The log-likelihood less the penalty at some weights, its gradient, and minus its second derivative. */
interface Place {
  weights: Float64Array;
  height: number;
  slope: Float64Array;
  curvature: Float64Array[];
}

/** Where no element of the gradient per row is larger, the curvature hardly changes any more, and the last one serves. */
const NEAR = 1e-4;

/**
 * Walks from the given weights to the maximum of the likelihood by Newton's steps (iteratively reweighted least squares,
 * as a statistics package fits a logistic regression), each halved until it climbs. Where gradient steps need thousands
 * because inputs are nearly collinear, these need about five.
 *
 * @param tolerance it is there when no element of the gradient per row is larger
 */
export function polish(
  penalised: Penalised,
  start: Float64Array,
  {maxSteps, tolerance}: {maxSteps: number; tolerance: number}
): NewtonResult {
  const {nRows} = penalised.design;
  let here = placeAt(penalised, start, maxSteps > 0 ? null : []); // without a step no curvature is needed
  for (let steps = 0; ; ++steps) {
    const gradient = here.slope.reduce((max, x) => Math.max(max, Math.abs(x)), 0) / nRows;
    if (gradient <= tolerance || steps === maxSteps) return {weights: here.weights, steps, gradient};
    const step = solveCholesky(cholesky(here.curvature), here.slope);
    let next: Place | null = null;
    // a step nearly always climbs, so that its place is asked for all that the next step needs
    for (let length = 1; length > 1e-6 && !(next && next.height > here.height); length /= 2)
      next = placeAt(penalised, move(here.weights, step, length), gradient < NEAR ? here.curvature : null);
    if (!next || !(next.height > here.height)) return {weights: here.weights, steps, gradient}; // rounding is all that is left
    here = next;
  }
}

/** @param known a curvature that serves; null: it is worked out */
function placeAt({design, y, penalty}: Penalised, weights: Float64Array, known: Float64Array[] | null): Place {
  const curvature = known ?? createTriangle(weights.length);
  const {logLikelihood, gradient: slope} = passOver(design, y, weights, {curvature: known ? null : curvature});
  let height = logLikelihood;
  for (let j = 0; j < weights.length; ++j) {
    height -= (penalty[j] * weights[j] ** 2) / 2;
    slope[j] -= penalty[j] * weights[j];
    if (!known) curvature[j][j] += penalty[j] + 1e-9; // keeps a constant column solvable
  }
  return {weights, height, slope, curvature};
}

function move(weights: Float64Array, step: Float64Array, length: number): Float64Array {
  return weights.map((weight, j) => weight + length * step[j]);
}
