import {solveCholesky} from "../cholesky.js";

/** A combination of coefficients that must not be negative, such as a slope: the sum of `weights[i] * coefficients[places[i]]`. */
export interface Direction {
  places: readonly number[];
  weights: readonly number[];
}

const SWEEPS = 2000;

/** Coefficients, and by coefficient the pull of the directions that hold them: at a maximum the slope and the pull are 0 together. */
export interface Kept {
  coefficients: Float64Array;
  pull: Float64Array;
}

/**
 * The coefficients nearest to the given ones, by the curvature, that keep all directions: the maximum of the quadratic that has its
 * free maximum at `free`, by Hildreth's ascent of the dual problem.
 *
 * @param lower the curvature's triangle, by Cholesky
 * @see Hildreth (1957), A quadratic programming procedure
 */
export function keepDirections(free: Float64Array, lower: readonly Float64Array[], directions: readonly Direction[]): Kept {
  const pull = new Float64Array(free.length);
  if (directions.every((direction) => valueOf(direction, free) >= 0)) return {coefficients: free, pull};
  const moves = directions.map(({places, weights}) => {
    const row = new Float64Array(free.length);
    for (const [i, place] of places.entries()) row[place] = weights[i];
    return solveCholesky(lower, row);
  });
  const between = directions.map((direction) => moves.map((move) => valueOf(direction, move)));
  const values = directions.map((direction) => valueOf(direction, free));
  const forces = new Float64Array(directions.length);
  for (let sweep = 0; sweep < SWEEPS; ++sweep) {
    let moved = 0;
    for (let i = 0; i < forces.length; ++i) {
      const by = Math.max(-forces[i], -values[i] / between[i][i]);
      if (by === 0) continue;
      forces[i] += by;
      for (let k = 0; k < values.length; ++k) values[k] += by * between[k][i];
      moved = Math.max(moved, Math.abs(by) * Math.sqrt(between[i][i]));
    }
    if (moved < 1e-10) break;
  }
  const coefficients = free.slice();
  for (const [i, {places, weights}] of directions.entries()) {
    for (let m = 0; m < coefficients.length; ++m) coefficients[m] += forces[i] * moves[i][m];
    for (const [k, place] of places.entries()) pull[place] += forces[i] * weights[k];
  }
  return {coefficients, pull};
}

function valueOf({places, weights}: Direction, coefficients: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < places.length; ++i) sum += weights[i] * coefficients[places[i]];
  return sum;
}
