import {clamp} from "../numbers.js";
import {check, complain} from "../check.js";
import {sortedOrder} from "../sortFloats.js";

/**
 * Pearson's correlation over the pairs in which neither value is missing.
 *
 * @param x length n; NaN is missing
 * @param y length n; NaN is missing
 * @returns a number in [-1, 1]; null where it is not defined: fewer than two pairs, or one side constant
 * @throws if the lengths differ or a value is infinite
 * @example pearson([1, 2, 3], [2, 4, 6]) // 1
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const means = meanPair(x, y);
  return means && correlate(x, y, means);
}

/**
 * Spearman's rank correlation over the pairs in which neither value is missing; equal values share their mean rank.
 *
 * @param x length n; NaN is missing
 * @param y length n; NaN is missing
 * @returns a number in [-1, 1]; null where it is not defined: fewer than two pairs, or one side constant
 * @throws if the lengths differ or a value is infinite
 * @example spearman([1, 2, 3], [1, 4, 9]) // 1
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const [a, b] = presentPairs("spearman", x, y);
  return pearson(rankValues(a).ranks, rankValues(b).ranks);
}

/**
 * Correlations of every column with every other: symmetric, 1 on the diagonal; null where not defined.
 *
 * @param columns of equal length; NaN is missing and left out pair by pair
 * @throws if lengths differ or a value is infinite
 */
export function correlationMatrix(columns: readonly ArrayLike<number>[], method: "pearson" | "spearman" = "pearson"): (number | null)[][] {
  const whole = columns.map(isWhole);
  const areWhole = whole.every(Boolean);
  // ranks do not depend on the other column where nothing is missing: then they are made once per column, not once per pair
  const prepared = method === "spearman" && areWhole ? columns.map((column) => rankValues(column).ranks) : columns;
  const of = method === "spearman" && !areWhole ? spearman : pearson;
  const described = of === pearson ? prepared.map((column, j) => (whole[j] ? describeWhole(column) : null)) : [];
  const matrix: (number | null)[][] = columns.map(() => new Array<number | null>(columns.length).fill(1));
  for (let i = 0; i < columns.length; ++i) {
    for (let j = 0; j < i; ++j) {
      const [x, y] = [described[i], described[j]];
      matrix[i][j] = matrix[j][i] = x && y ? correlateWhole(x, y) : of(prepared[i], prepared[j]);
    }
  }
  return matrix;
}

/** Whether nothing is missing, nor infinite. */
function isWhole(column: ArrayLike<number>): boolean {
  for (let i = 0; i < column.length; ++i) if (!Number.isFinite(column[i])) return false;
  return true;
}

/** Of a column of which nothing is missing, what every other column asks for. */
interface Whole {
  values: ArrayLike<number>;
  mean: number;
  /** the sum of squares about it */
  squares: number;
}

function describeWhole(values: ArrayLike<number>): Whole {
  let sum = 0;
  for (let i = 0; i < values.length; ++i) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; ++i) squares += (values[i] - mean) * (values[i] - mean);
  return {values, mean, squares};
}

function correlateWhole({values: x, mean: meanX, squares: xx}: Whole, {values: y, mean: meanY, squares: yy}: Whole): number | null {
  checkLengths("pearson", x, y);
  let xy = 0;
  for (let i = 0; i < x.length; ++i) xy += (x[i] - meanX) * (y[i] - meanY);
  return correlationOf(x.length, {xx, yy, xy});
}

/** From sums of squares and products about the means. @param n pairs */
function correlationOf(n: number, {xx, yy, xy}: Record<"xx" | "yy" | "xy", number>): number | null {
  return n < 2 || xx === 0 || yy === 0 ? null : clamp(xy / Math.sqrt(xx * yy), -1, 1);
}

function checkLengths(where: string, x: ArrayLike<number>, y: ArrayLike<number>): void {
  check(x.length === y.length, {where, rule: "both must have the same length", got: `${x.length} and ${y.length}`});
}

function presentPairs(where: string, x: ArrayLike<number>, y: ArrayLike<number>): [Float64Array, Float64Array] {
  checkLengths(where, x, y);
  const a = new Float64Array(x.length);
  const b = new Float64Array(x.length);
  let n = 0;
  for (let i = 0; i < x.length; ++i) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) throw complainOfInfinite(where, i, [x[i], y[i]]);
    a[n] = x[i];
    b[n++] = y[i];
  }
  return [a.subarray(0, n), b.subarray(0, n)];
}

/** Means over the pairs in which neither value is missing, without a copy of them: matrices ask for every pair of columns. */
function meanPair(x: ArrayLike<number>, y: ArrayLike<number>): [x: number, y: number] | null {
  const where = "pearson";
  checkLengths(where, x, y);
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; ++i) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) throw complainOfInfinite(where, i, [x[i], y[i]]);
    sumX += x[i];
    sumY += y[i];
    ++n;
  }
  return n < 2 ? null : [sumX / n, sumY / n];
}

function complainOfInfinite(where: string, row: number, [x, y]: readonly number[]): Error {
  return complain({where, rule: "values must be finite (NaN is missing)", got: `${x} and ${y} at row ${row}`});
}

function correlate(x: ArrayLike<number>, y: ArrayLike<number>, [meanX, meanY]: readonly [number, number]): number | null {
  let n = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; ++i) {
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    if (Number.isNaN(dx) || Number.isNaN(dy)) continue;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
    ++n;
  }
  return correlationOf(n, {xx, yy, xy});
}

/** Ranks from 1, with what the ties cost a rank test. */
export interface Ranks {
  /** equal values share the mean of their ranks */
  ranks: Float64Array;
  /** sum of t^3 - t over runs of t equal values */
  tieTerm: number;
}

/**
 * Mid-ranks.
 *
 * @param values finite
 * @example rankValues([10, 20, 10]).ranks // [1.5, 3, 1.5]
 */
export function rankValues(values: ArrayLike<number>): Ranks {
  const n = values.length;
  const order = sortedOrder(Float64Array.from(values));
  const ranks = new Float64Array(n);
  let tieTerm = 0;
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && values[order[to]] === values[order[from]]) ++to;
    for (let i = from; i < to; ++i) ranks[order[i]] = (from + 1 + to) / 2;
    const t = to - from;
    tieTerm += t * t * t - t;
    from = to;
  }
  return {ranks, tieTerm};
}
