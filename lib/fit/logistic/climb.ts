import type {BlockDesign} from "../blockDesign.js";
import {countCoefficients, createTriangle, passOver} from "../blockDesign.js";

export interface ClimbOptions {
  steps: number;
  /** by what the summed gradient is multiplied */
  rate: number;
  /** per weight: minus half of this times its square is added to the log-likelihood; 0 if not given */
  penalty?: Float64Array;
}

/**
 * Climbs the log-likelihood by plain gradient steps of one length from zero weights, as ml-logistic-regression does:
 * weights += rate * X'(y - sigmoid(X weights)).
 *
 * @param y length nRows, each 0 or 1
 * @returns one weight per coefficient of the design
 */
export function climb(design: BlockDesign, y: Uint8Array, {steps, rate, penalty}: ClimbOptions): Float64Array {
  const weights = new Float64Array(countCoefficients(design));
  for (let step = 0; step < steps; ++step) {
    const {gradient} = passOver(design, y, weights);
    for (let j = 0; j < weights.length; ++j) weights[j] += rate * (gradient[j] - (penalty ? penalty[j] * weights[j] : 0));
  }
  return weights;
}

/** About so many rows, spread evenly over all, know the length of X well enough for a step. */
const ENOUGH = 4096;

/** The largest eigenvalue of X'X, by power iteration; for a step length that does not overshoot. Of many rows it is estimated from a share. */
export function largestEigenvalue(design: BlockDesign): number {
  const n = countCoefficients(design);
  const quarter = createTriangle(n); // at zero weights every p (1 - p) is a quarter
  const every = Math.max(1, Math.floor(design.nRows / ENOUGH));
  passOver(design, new Uint8Array(design.nRows), new Float64Array(n), {curvature: quarter, every});
  const counted = 4 * quarter[n - 1][n - 1]; // rows: the last column is ones
  let v = new Float64Array(n).map((_, j) => 1 + j / n); // not orthogonal to a likely eigenvector
  let norm = 0;
  for (let step = 0; step < 100; ++step) {
    const next = new Float64Array(n);
    for (let j = 0; j < n; ++j) {
      const row = quarter[j];
      for (let k = 0; k < j; ++k) {
        next[j] += row[k] * v[k];
        next[k] += row[k] * v[j];
      }
      next[j] += row[j] * v[j];
    }
    const before = norm;
    norm = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) return 0;
    v = next.map((x) => x / norm);
    if (Math.abs(norm - before) <= 1e-12 * norm) break;
  }
  return (4 * norm * design.nRows) / counted;
}
