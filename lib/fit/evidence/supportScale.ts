import type {SupportScale} from "../../book/predict.js";
import type {Random} from "../../random.js";
import type {NumberColumn, Table} from "../../dataset/table.js";
import {check} from "../../check.js";
import {drawIndex} from "../../random.js";
import {normalQuantile} from "../../statistics/distributions.js";
import {scoreOf} from "../../whatif/support.js";
import {cholesky} from "../cholesky.js";

/** Quantiles that carry a value to its normal score. */
const N_KNOTS = 25;
/** Part of the correlation that is ignored, so that almost equal inputs do not decide alone who is near whom. */
const RIDGE = 0.1;
/** "This close" is what one in a hundred users is to the middling user. */
const NEAR_SHARE = 0.01;
/** Fewer than for all but this share of users: few look like this. */
const FEW_RANK = 0.05;
const N_PROBES = 400;

/**
 * Fits how close two users are, over the number inputs.
 *
 * @param table inputs only; categories are left out of the distance
 * @returns a radius within which the median user has one in a hundred of all users; null where no input is a number that varies
 * @throws if the table has fewer than 100 rows
 */
export function fitSupportScale(table: Table, random: Random): SupportScale | null {
  check(table.nRows >= 100, {where: "fitSupportScale", rule: "there must be at least 100 rows", got: table.nRows});
  const columns = table.columns.filter((d): d is NumberColumn => d.kind === "number" && new Set(d.values).size > 1);
  if (columns.length === 0) return null;
  const knots = columns.map(({values}) => fitKnots(values));
  const scores = columns.map(({values}, j) => Float64Array.from(values, (x) => scoreOf(knots[j], x)));
  const lower = cholesky(shrunkenCovariance(scores));
  const points = whiten(scores, lower, table.nRows);
  const probes = Array.from({length: N_PROBES}, () => drawIndex(table.nRows, random));
  const distances = probes.map((i) => distancesFrom(points, i, columns.length));
  const radius = quantile(
    distances.map((d) => quantile(d, NEAR_SHARE)),
    0.5
  );
  const shares = distances.map((d) => countBelow(d, radius) / table.nRows);
  return {
    inputs: columns.map((d) => d.name),
    knots: knots.map((d) => ({values: d.values.map(short), scores: d.scores.map(short)})),
    cholesky: lower.map((row) => Array.from(row, short)),
    radius: short(radius),
    fewShare: short(quantile(shares, FEW_RANK))
  };
}

/** Distinct quantiles with their mean normal score (van der Waerden). Missing values are left out. */
function fitKnots(values: Float32Array): {values: number[]; scores: number[]} {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  const knots = new Map<number, number[]>();
  for (let k = 0; k < N_KNOTS; ++k) {
    const x = sorted[Math.round((k / (N_KNOTS - 1)) * (sorted.length - 1))];
    knots.set(x, [...(knots.get(x) ?? []), normalQuantile((k + 0.5) / N_KNOTS)]);
  }
  return {values: [...knots.keys()], scores: [...knots.values()].map((d) => d.reduce((a, b) => a + b, 0) / d.length)};
}

function shrunkenCovariance(scores: readonly Float64Array[]): number[][] {
  const n = scores[0].length;
  const means = scores.map((d) => d.reduce((a, b) => a + b, 0) / n);
  const centred = scores.map((d, j) => d.map((x) => x - means[j]));
  const covariance = scores.map(() => new Array<number>(scores.length));
  for (const [i, a] of centred.entries()) {
    for (let j = 0; j <= i; ++j) {
      const b = centred[j];
      let sum = 0;
      for (let r = 0; r < n; ++r) sum += a[r] * b[r];
      covariance[i][j] = covariance[j][i] = sum / n + (i === j ? RIDGE : 0);
    }
  }
  return covariance;
}

function whiten(scores: readonly Float64Array[], lower: readonly Float64Array[], n: number): Float64Array {
  const k = scores.length;
  const points = new Float64Array(n * k);
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j < k; ++j) {
      let x = scores[j][i];
      for (let l = 0; l < j; ++l) x -= lower[j][l] * points[i * k + l];
      points[i * k + j] = x / lower[j][j];
    }
  }
  return points;
}

function distancesFrom(points: Float64Array, from: number, k: number): Float64Array {
  const distances = new Float64Array(points.length / k);
  for (let i = 0; i < distances.length; ++i) {
    let sum = 0;
    for (let j = 0; j < k; ++j) sum += (points[i * k + j] - points[from * k + j]) ** 2;
    distances[i] = Math.sqrt(sum);
  }
  return distances;
}

function countBelow(values: Float64Array, limit: number): number {
  let count = 0;
  for (const x of values) if (x <= limit) ++count;
  return count;
}

function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.round(share * (sorted.length - 1))];
}

/** Five significant digits are plenty for a distance, and short in a file. */
function short(x: number): number {
  return Number(x.toPrecision(5));
}
