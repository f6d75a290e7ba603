import {solveCholesky} from "../cholesky.js";

/** A combination of coefficients that must not be negative, such as a slope: the sum of `weights[i] * coefficients[places[i]]`. */
export interface Direction {
  places: readonly number[];
  weights: readonly number[];
}

const SWEEPS = 2000;

/**
 * The coefficients nearest to the given ones, by the curvature, that keep all directions: the maximum of the quadratic that has its
 * free maximum at `free`, by Hildreth's ascent of the dual problem.
 *
 * @param lower the curvature's triangle, by Cholesky
 * @see Hildreth (1957), A quadratic programming procedure
 */
export function keepDirections(free: Float64Array, lower: readonly Float64Array[], directions: readonly Direction[]): Float64Array {
  if (directions.every((direction) => valueOf(direction, free) >= 0)) return free;
  const pulls = directions.map(({places, weights}) => {
    const row = new Float64Array(free.length);
    for (const [i, place] of places.entries()) row[place] = weights[i];
    return solveCholesky(lower, row);
  });
  const between = directions.map((direction) => pulls.map((pull) => valueOf(direction, pull)));
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
  const kept = free.slice();
  for (const [i, pull] of pulls.entries()) for (let m = 0; m < kept.length; ++m) kept[m] += forces[i] * pull[m];
  return kept;
}

function valueOf({places, weights}: Direction, coefficients: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < places.length; ++i) sum += weights[i] * coefficients[places[i]];
  return sum;
}
