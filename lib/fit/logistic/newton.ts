import type {Likelihood} from "./climb.js";
import {CholeskyDecomposition, Matrix} from "ml-matrix";
import {gradient, logLikelihood} from "./climb.js";

export interface NewtonResult {
  weights: Float64Array;
  /** steps taken */
  steps: number;
  /** the largest element of the gradient per row, where it ended */
  gradient: number;
}

/**
 * Walks from the given weights to the maximum of the likelihood by Newton's steps (iteratively reweighted least squares,
 * as a statistics package fits a logistic regression), each halved until it climbs. Where gradient steps need thousands
 * because inputs are nearly collinear, these need about five.
 *
 * @param tolerance it is there when no element of the gradient per row is larger
 */
export function polish(
  likelihood: Likelihood,
  start: Float64Array,
  {maxSteps, tolerance}: {maxSteps: number; tolerance: number}
): NewtonResult {
  const {nRows, nColumns} = likelihood.design;
  const slope = new Float64Array(nColumns);
  let weights = start;
  let height = logLikelihood(likelihood, weights);
  let steps = 0;
  for (; ; ++steps) {
    gradient(likelihood, weights, slope);
    const largest = slope.reduce((max, x) => Math.max(max, Math.abs(x)), 0) / nRows;
    if (largest <= tolerance || steps === maxSteps) return {weights, steps, gradient: largest};
    const step = solve(curvature(likelihood, weights), slope);
    let length = 1;
    let next = move(weights, step, length);
    let nextHeight = logLikelihood(likelihood, next);
    while (!(nextHeight > height) && length > 1e-6) {
      length /= 2;
      next = move(weights, step, length);
      nextHeight = logLikelihood(likelihood, next);
    }
    if (!(nextHeight > height)) return {weights, steps, gradient: largest}; // rounding is all that is left
    weights = next;
    height = nextHeight;
  }
}

function move(weights: Float64Array, step: Float64Array, length: number): Float64Array {
  return weights.map((weight, j) => weight + length * step[j]);
}

/** Minus the second derivative: X' diag(p (1 - p)) X plus the penalty. */
function curvature({design, penalty}: Likelihood, weights: Float64Array): Matrix {
  const {nRows, nColumns, values} = design;
  const lower = new Float64Array(nColumns * nColumns);
  for (let i = 0, o = 0; i < nRows; ++i, o += nColumns) {
    let z = 0;
    for (let j = 0; j < nColumns; ++j) z += values[o + j] * weights[j];
    const p = 1 / (1 + Math.exp(-z));
    const spread = p * (1 - p);
    for (let j = 0; j < nColumns; ++j) {
      const x = spread * values[o + j];
      for (let k = 0; k <= j; ++k) lower[j * nColumns + k] += x * values[o + k];
    }
  }
  const result = new Matrix(nColumns, nColumns);
  for (let j = 0; j < nColumns; ++j) {
    for (let k = 0; k <= j; ++k) {
      result.set(j, k, lower[j * nColumns + k]);
      result.set(k, j, lower[j * nColumns + k]);
    }
    result.set(j, j, lower[j * nColumns + j] + (penalty?.[j] ?? 0) + 1e-9); // keeps a constant column solvable
  }
  return result;
}

function solve(matrix: Matrix, right: Float64Array): Float64Array {
  const decomposition = new CholeskyDecomposition(matrix);
  return Float64Array.from(decomposition.solve(Matrix.columnVector(Array.from(right))).to1DArray());
}
