import type {Cells} from "./cells.js";
import {bisectLeft} from "d3-array";
import {MIN_GROUP, outermost} from "../../groups.js";
import {heightsAt, piecesOf} from "../../model/curve.js";
import {clamp} from "../../numbers.js";
import {gridOf} from "../../statistics/grid.js";

/**
 * The functions of one number whose sum is its shape: a straight line, and bends, each a natural cubic spline. All have mean 0 and
 * standard deviation 1 over the training rows that have a value (those of a cell alike), and no bend has a slope of its own: what is straight is the line's.
 */
export interface Basis {
  knots: number[];
  /** per function, the line first: its height at each knot; none where the number never varies */
  heights: number[][];
  /** per function: weights that make slopes of coefficients; the shape rises everywhere if all of these are positive */
  slopes: number[][];
}

/** Knots stand from this share of the users to the same share from above; beyond them a shape is straight. */
const TAIL = 0.025;

/** @param nKnots at most */
export function createBasis({values, counts, forKnots}: Cells, nKnots: number): Basis {
  const knots = chooseKnots(forKnots, nKnots);
  if (knots.length < 2) return {knots, heights: [], slopes: []};
  const rising = risingSplines(knots);
  const n = knots.length - 1;
  const line = standardise(knots, knots, {values, counts, line: null, slopes: new Array<number>(n).fill(1)});
  const lineAt = heightsAt(piecesOf({knots, values: line.heights}), values);
  const functions = [line];
  for (let m = 1; m < n; ++m) {
    // a smooth hinge: no slope before knot m, and one of 1 after it
    const slopes = rising.map((_, i) => (i >= m ? 1 : 0));
    const heights = knots.map((_, k) => rising.reduce((sum, spline, i) => sum + slopes[i] * spline[k], 0));
    functions.push(standardise(knots, heights, {values, counts, line: {...line, at: lineAt}, slopes}));
  }
  return {knots, heights: functions.map((d) => d.heights), slopes: functions.map((d) => d.slopes)};
}

/**
 * Knots at quantiles, on lines of the column's grid, so that none is where a single user is. A number that very many have counts
 * as many times as it takes to have a knot, and leaves the others to the rest. Between two are {@link MIN_GROUP} users or more.
 */
export function chooseKnots(sorted: Float32Array, nKnots: number): number[] {
  const n = sorted.length;
  if (n === 0) return [0];
  const grid = gridOf(sorted);
  const most = Math.max(1, Math.ceil(n / nKnots));
  const kept = new Uint32Array(n);
  let nKept = 0;
  for (let i = 0, run = 0; i < n; ++i) {
    run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 0;
    if (run < most) kept[nKept++] = i;
  }
  const tail = Math.max(TAIL * (nKept - 1), Math.min(MIN_GROUP, (nKept - 1) / 4));
  const knots: number[] = [];
  let last = -Infinity;
  for (let k = 0; k < nKnots; ++k) {
    const place = kept[Math.round(tail + ((nKept - 1 - 2 * tail) * k) / Math.max(1, nKnots - 1))];
    const knot = grid.round(sorted[place]);
    if (knots.length > 0 && (knot <= knots[knots.length - 1] || place - last < MIN_GROUP)) continue;
    knots.push(knot);
    last = place;
  }
  if (knots.length > 1 || sorted[0] === sorted[n - 1]) return knots;
  // a number that nearly all have gets two, so that the few others stand on a line
  const {least, most: greatest} = outermost(sorted);
  return [...new Set([least, greatest].map(grid.round))];
}

/**
 * Knots of a number that jumps: two where it does, with {@link MIN_GROUP} users or more from one to the other, and beside them, of those that
 * {@link chooseKnots} takes, the ones that are not near; of fewer than four knots those two alone.
 *
 * @param jump the least of the values above it
 * @returns those of {@link chooseKnots} where so many have one value, or so few are on one side, that there is no room for two
 */
export function knotsAround(sorted: Float32Array, nKnots: number, jump: number): number[] {
  const n = sorted.length;
  const {round, down, up} = gridOf(sorted);
  const below = bisectLeft(sorted, jump);
  const valueAt = (place: number): number => sorted[clamp(Math.round(place), 0, n - 1)];
  const around = [round(down(valueAt(below - MIN_GROUP / 2))), round(up(valueAt(below + MIN_GROUP / 2)))];
  if (around[0] === around[1] || Math.min(below, n - 1 - below) < MIN_GROUP / 2) return chooseKnots(sorted, nKnots);
  const near = n / (2 * nKnots);
  const [from, to] = [Math.min(valueAt(below - near), around[0]), Math.max(valueAt(below + near), around[1])];
  const others = nKnots < 4 ? [] : chooseKnots(sorted, nKnots - 2);
  return [...others.filter((x) => x < from), ...around, ...others.filter((x) => x > to)];
}

/** A number's line, and its height at every cell. */
interface Line {
  heights: number[];
  slopes: number[];
  at: Float64Array;
}

/** Takes mean and line out of a function, and divides it by what is left. */
function standardise(
  knots: number[],
  heights: number[],
  {values, counts, line, slopes}: Pick<Cells, "values" | "counts"> & {line: Line | null; slopes: number[]}
): {heights: number[]; slopes: number[]} {
  const own = heightsAt(piecesOf({knots, values: heights}), values);
  let n = 0;
  let mean = 0;
  let along = 0;
  for (let u = 0; u < own.length; ++u) {
    n += counts[u];
    mean += counts[u] * own[u];
    if (line) along += counts[u] * own[u] * line.at[u];
  }
  mean /= n;
  along /= n;
  let squares = 0;
  for (let u = 0; u < own.length; ++u) {
    const left = own[u] - mean - (line ? along * line.at[u] : 0);
    squares += counts[u] * left * left;
  }
  squares /= n;
  const scale = squares > 0 ? Math.sqrt(squares) : 1;
  return {
    heights: heights.map((height, k) => (height - mean - (line ? along * line.heights[k] : 0)) / scale),
    slopes: slopes.map((slope, i) => (slope - (line ? along * line.slopes[i] : 0)) / scale)
  };
}

/**
 * Natural cubic splines that rise from 0, none of them ever falling, whose sum is a straight line of slope 1: the integrals of the
 * quadratic B-splines on the knots, of which the first two and the last two go together, since nothing bends at the ends.
 *
 * @returns one less than there are knots, each by its height at every knot
 * @see Ramsay (1988), Monotone regression splines in action
 */
export function risingSplines(knots: readonly number[]): number[][] {
  const n = knots.length;
  const slopesAt = (x: number): number[] => {
    const each = quadraticSplines(knots, x);
    const joined = new Array<number>(n - 1).fill(0);
    for (const [i, height] of each.entries()) joined[Math.min(Math.max(0, i - 1), n - 2)] += height;
    return joined;
  };
  const heights = Array.from({length: n - 1}, () => [0]);
  for (let k = 1; k < n; ++k) {
    const h = knots[k] - knots[k - 1];
    // Simpson's rule, exact for quadratics
    const [left, middle, right] = [knots[k - 1], (knots[k - 1] + knots[k]) / 2, knots[k]].map(slopesAt);
    for (const [i, spline] of heights.entries()) spline.push(spline[k - 1] + (h * (left[i] + 4 * middle[i] + right[i])) / 6);
  }
  return heights;
}

/** The quadratic B-splines on knots of which the ends count three times, at x; one more than there are knots (Cox and de Boor). */
function quadraticSplines(knots: readonly number[], x: number): number[] {
  const [low, high] = [knots[0], knots[knots.length - 1]];
  const t = [low, low, ...knots, high, high];
  const last = t.length - 4;
  let heights: number[] = t.slice(1).map((_, i) => (t[i] <= x && (x < t[i + 1] || (i === last && x === high)) && t[i] < t[i + 1] ? 1 : 0));
  for (let degree = 1; degree <= 2; ++degree) {
    heights = heights.slice(1).map((_, i) => {
      const [a, b] = [t[i + degree] - t[i], t[i + degree + 1] - t[i + 1]];
      return (a > 0 ? ((x - t[i]) / a) * heights[i] : 0) + (b > 0 ? ((t[i + degree + 1] - x) / b) * heights[i + 1] : 0);
    });
  }
  return heights;
}

/** All functions of a number at some values that rise: a row for each value. */
export function tabulate({knots, heights}: Basis, values: Float64Array): Float64Array[] {
  return heights.map((each) => heightsAt(piecesOf({knots, values: each}), values));
}
