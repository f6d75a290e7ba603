import type {Basis} from "./basis.js";
import type {Cells} from "./cells.js";
import type {Remainder} from "./coarseRows.js";
import type {LineCells} from "./cutAtLines.js";
import {bisectLeft} from "d3-array";
import type {Groups} from "../../statistics/intervals.js";
import {countUsers, MIN_GROUP} from "../../groups.js";
import {clamp} from "../../numbers.js";
import {cholesky, solveCholesky} from "../cholesky.js";
import {tabulate} from "./basis.js";
import {SHORTEST} from "./cutAtLines.js";

/** A number, its curve, and where it is known to jump. */
export interface SteppedNumber {
  cells: Cells;
  between: LineCells;
  basis: Basis;
  steps: readonly number[];
}

/** The least chi-square for which a fit with the step is worth its time: a curve has taken half of a small step, so less is left than it says. */
const LEAST = 6;
/** A slope over so many of the users on either side is tried in a step's place: what it says as well is no step. */
const SLOPE = 1 / 16;
/** A step must say so many times as much as that slope: of very many users a slope is told from the curve too. */
const SLOPES = 1.5;
/** A function of which less is left beside the others says the same as they do. */
const SAME = 1e-6;

/**
 * The most likely step of any number, where one says more than a slope in its place would: by place a score test (Rao's) of a step in
 * what the fit left, beside the number's own line and steps. Its bends are left out, because the fit held them back. Whether the step is
 * worth its place, a fit with it says.
 *
 * @param options isDecided: whether next to nobody is in doubt: then the least chi-square says nothing of what a fit with the step would say.
 *   groups: by row, whose it is, where rows repeat customers
 * @returns which number, and the least that is above the step: a float32 on a line of the column's grid, or next to it, above the first knot, with
 *   {@link MIN_GROUP} users or more between it and a known one; null: none
 */
export function findStep(
  numbers: readonly SteppedNumber[],
  remainder: Remainder,
  {isDecided = false, groups = null}: {isDecided?: boolean; groups?: Groups} = {}
): {number: number; at: number} | null {
  let best: {number: number; at: number; statistic: number} | null = null;
  for (const [number, own] of numbers.entries()) {
    const places = placesOf(own);
    const found = places.length > 0 ? testPlaces(own, places, remainder) : null;
    if (found && found.statistic > (best?.statistic ?? 0) && areMany(own, found.at, groups)) best = {number, ...found};
  }
  if (best === null || best.statistic < (isDecided ? 0 : LEAST)) return null;
  return {number: best.number, at: best.at};
}

/** Whether enough users stand between a step, the known ones and the ends, where rows repeat them too. */
function areMany({between: {codes, from}, steps}: SteppedNumber, at: number, groups: Groups): boolean {
  const ends = [...steps, at];
  const parts = Int32Array.from(from, (x) => ends.filter((end) => x >= end).length);
  const ofRows = codes.map((code) => (code < 0 ? -1 : parts[code]));
  return countUsers(ofRows, ends.length + 1, groups).every((n) => n >= MIN_GROUP);
}

/** Where a number may have a step: the first cell above it, and its value. */
interface Place {
  cell: number;
  at: number;
}

function placesOf({cells: {forKnots, values}, between: {from}, basis: {knots}, steps}: SteppedNumber): Place[] {
  const places: Place[] = [];
  if (values.length <= 2) return places; // a line says all of two values
  const nUsers = forKnots.length;
  const known = steps.map((at) => bisectLeft(forKnots, at));
  for (let cell = 1; cell < from.length; ++cell) {
    const at = from[cell];
    const place = bisectLeft(forKnots, at);
    const isNear = known.some((end) => Math.abs(place - end) < MIN_GROUP);
    if (at <= knots[0] || isNear || Math.min(place, nUsers - place) < Math.max(MIN_GROUP, SHORTEST * nUsers)) continue;
    places.push({cell, at});
  }
  return places;
}

/** The place of the greatest statistic; null where a slope there says about as much, or none can be tested. */
function testPlaces(number: SteppedNumber, places: readonly Place[], remainder: Remainder): {at: number; statistic: number} | null {
  const {values, counts} = number.between;
  const {left, weights, weighed, test} = createTest(number, remainder);
  const above = {left: 0, squares: 0, shared: new Float64Array(weighed.length)};
  let best: (Place & {statistic: number}) | null = null;
  for (let cell = values.length - 1, k = places.length - 1; k >= 0; --cell) {
    above.left += left[cell];
    above.squares += weights[cell];
    for (const [m, each] of weighed.entries()) above.shared[m] += each[cell];
    if (cell > places[k].cell) continue;
    const statistic = test(above);
    if (statistic > (best?.statistic ?? 0)) best = {...places[k], statistic};
    --k;
  }
  if (best === null) return null;
  const ranks = Float64Array.from(counts);
  for (let cell = 1; cell < ranks.length; ++cell) ranks[cell] += ranks[cell - 1]; // where each cell ends
  const [middle, width] = [ranks[best.cell - 1], SLOPE * ranks[ranks.length - 1]];
  const heights = ranks.map((end, cell) => clamp(0.5 + (end - counts[cell] / 2 - middle) / (2 * width), 0, 1));
  const along = {
    left: inner(heights, left),
    squares: inner(
      heights.map((d, u) => d * weights[u]),
      heights
    )
  };
  const slope = test({...along, shared: Float64Array.from(weighed, (each) => inner(each, heights))});
  return best.statistic < SLOPES * slope ? null : best;
}

/** A function of a number's cells: its sum with what the fit left, its square by their weights, and its products with {@link Test.weighed}. */
interface Tried {
  left: number;
  squares: number;
  shared: Float64Array;
}

interface Test {
  /** by cell: residuals, and their variances */
  left: Float64Array;
  weights: Float64Array;
  /** what the number has already, by the weights */
  weighed: readonly Float64Array[];
  /** the chi-square of one function more; 0 where it hardly differs from what there is */
  test(tried: Tried): number;
}

/**
 * A number's line and steps are held back by a penalty of 1, far below what users speak for, so that those that say the same of all users
 * do no harm.
 */
function createTest({between: {codes, values, from}, basis, steps}: SteppedNumber, {residual, spread}: Remainder): Test {
  const [left, weights] = [new Float64Array(values.length), new Float64Array(values.length)];
  for (let i = 0; i < codes.length; ++i) {
    if (codes[i] < 0) continue;
    left[codes[i]] += residual[i];
    weights[codes[i]] += spread[i];
  }
  const line = tabulate(basis, values).slice(0, 1);
  const functions = [values.map(() => 1), ...line, ...steps.map((step) => from.map((x) => Number(x >= step)))];
  const weighed = functions.map((f) => f.map((d, u) => d * weights[u]));
  const lower = cholesky(functions.map((f, m) => Float64Array.from({length: m + 1}, (_, k) => inner(f, weighed[k]) + Number(k === m))));
  const fitted = solveCholesky(
    lower,
    functions.map((f) => inner(f, left))
  );
  return {
    left,
    weights,
    weighed,
    test({left: sum, squares, shared}) {
      const variance = squares - inner(solveCholesky(lower, shared), shared);
      return variance < SAME * squares ? 0 : (sum - inner(fitted, shared)) ** 2 / variance;
    }
  };
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += a[i] * b[i];
  return sum;
}
