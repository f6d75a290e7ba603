import type {Shape, Step} from "./model.js";

/**
 * A shape as cubic pieces, for whatever scores or writes it: from `from[k]` it is
 * `value[k] + u * (slope[k] + u * (square[k] + u * cube[k]))` with `u = x - from[k]`, up to the next; left of the first knot it is a
 * straight line with that knot's slope. All arrays are of one length, a piece for each knot; the last is straight.
 */
export interface Pieces {
  from: Float64Array;
  value: Float64Array;
  slope: Float64Array;
  square: Float64Array;
  cube: Float64Array;
}

/** A shape's curve and its steps: a step begins a piece. */
export function piecesOf(shape: Pick<Shape, "knots" | "values" | "steps">): Pieces {
  return (shape.steps ?? []).reduce(addStep, curveOf(shape));
}

function addStep(pieces: Pieces, {at, rise}: Step): Pieces {
  const k = placeOf(pieces, at);
  const insert = (each: Float64Array, own: number): Float64Array =>
    Float64Array.from([...each.subarray(0, k + 1), own, ...each.subarray(k + 1)]);
  const {from, slope, square, cube} = pieces;
  const u = at - from[k];
  const value = insert(pieces.value, heightIn(pieces, k, at));
  return {
    from: insert(from, at),
    value: value.map((height, i) => (i > k ? height + rise : height)),
    slope: insert(slope, slope[k] + u * (2 * square[k] + 3 * u * cube[k])),
    square: insert(square, square[k] + 3 * u * cube[k]),
    cube: insert(cube, cube[k])
  };
}

/**
 * The natural cubic spline through a shape's values: of all curves through them the one that bends least, straight beyond its ends.
 *
 * @see Green and Silverman (1994), Nonparametric Regression and Generalized Linear Models, section 2.1
 */
export function curveOf({knots, values}: Pick<Shape, "knots" | "values">): Pieces {
  const n = knots.length;
  const bends = bendsAt(knots, values);
  const pieces: Pieces = {
    from: Float64Array.from(knots),
    value: Float64Array.from(values),
    slope: new Float64Array(n),
    square: bends.map((bend) => bend / 2),
    cube: new Float64Array(n)
  };
  for (let k = 0; k + 1 < n; ++k) {
    const h = knots[k + 1] - knots[k];
    pieces.slope[k] = (values[k + 1] - values[k]) / h - (h * (2 * bends[k] + bends[k + 1])) / 6;
    pieces.cube[k] = (bends[k + 1] - bends[k]) / (6 * h);
  }
  if (n > 1) {
    const h = knots[n - 1] - knots[n - 2];
    pieces.slope[n - 1] = pieces.slope[n - 2] + (h * (bends[n - 2] + bends[n - 1])) / 2;
  }
  return pieces;
}

/** The second derivative at each knot, 0 at both ends: a tridiagonal system, solved by elimination (Thomas). */
function bendsAt(knots: readonly number[], values: readonly number[]): Float64Array {
  const n = knots.length;
  const bends = new Float64Array(n);
  const upper = new Float64Array(n);
  for (let k = 1; k + 1 < n; ++k) {
    const [before, after] = [knots[k] - knots[k - 1], knots[k + 1] - knots[k]];
    const rise = (values[k + 1] - values[k]) / after - (values[k] - values[k - 1]) / before;
    const pivot = (before + after) / 3 - (before / 6) * upper[k - 1];
    upper[k] = after / 6 / pivot;
    bends[k] = (rise - (before / 6) * bends[k - 1]) / pivot;
  }
  for (let k = n - 2; k > 0; --k) bends[k] -= upper[k] * bends[k + 1];
  return bends;
}

/** The height of a shape at x, a finite number; allocates nothing. */
export function heightAt(pieces: Pieces, x: number): number {
  return heightIn(pieces, placeOf(pieces, x), x);
}

/** The last piece that begins at x or below; the first, where none does. */
function placeOf({from}: Pieces, x: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (from[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The heights of a shape at finite numbers that rise: the pieces are walked along once. */
export function heightsAt(pieces: Pieces, sorted: ArrayLike<number>): Float64Array {
  const {from} = pieces;
  const heights = new Float64Array(sorted.length);
  for (let i = 0, k = 0; i < sorted.length; ++i) {
    while (k + 1 < from.length && from[k + 1] <= sorted[i]) ++k;
    heights[i] = heightIn(pieces, k, sorted[i]);
  }
  return heights;
}

function heightIn({from, value, slope, square, cube}: Pieces, k: number, x: number): number {
  const u = x - from[k];
  return u < 0 ? value[k] + u * slope[k] : value[k] + u * (slope[k] + u * (square[k] + u * cube[k]));
}
