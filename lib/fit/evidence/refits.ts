import type {Refits} from "../../book/predict.js";
import type {LogisticModel} from "../../model/model.js";
import type {Random} from "../../random.js";
import type {Table} from "../../dataset/table.js";
import type {Groups} from "../../statistics/intervals.js";
import {check} from "../../check.js";
import {bindColumns, encodeColumn} from "../../model/encode.js";
import {sigmoid} from "../../model/logOdds.js";
import {drawIndex} from "../../random.js";
import {codeGroups} from "../../statistics/intervals.js";
import {cholesky, solveCholesky} from "../cholesky.js";

/**
 * Fits a logistic model again on resampled users: one Newton step each from the model's own weights, which for
 * thousands of users is where the refit would end (checked in the tests against refits to convergence).
 * What a penalty pulls at is taken as the same in every resample. Where rows repeat customers, these are drawn with all of their rows.
 * Of a share of the training rows, each resample draws as many users as there were in all, so that the refits lie as far apart as those
 * on all of them (the bag of little bootstraps: Kleiner and others, 2014).
 *
 * @param table the training rows, or a share of them
 * @param y length nRows, 1 churned
 * @param groups by row, where rows repeat customers; absent or null: every row is a user of its own
 * @param options n: refits; nFitted: how many training rows there are in all, absent: those of the table
 * @returns [intercept, ...weights] per refit, in the model's encoding, to five significant digits
 */
export function fitRefits(
  model: LogisticModel,
  name: string,
  {table, y, groups = null}: {table: Table; y: Uint8Array; groups?: Groups},
  {n, random, nFitted = y.length}: {n: number; random: Random; nFitted?: number}
): Refits {
  check(table.nRows === y.length, {where: "fitRefits", rule: `there must be one label per row (${table.nRows})`, got: y.length});
  const x = encodeWithOnes(model, table);
  const start = [model.intercept, ...model.weights];
  const residual = new Float64Array(y.length);
  const weight = new Float64Array(y.length);
  for (let i = 0; i < y.length; ++i) {
    let z = 0;
    for (let j = 0; j < start.length; ++j) z += start[j] * x[j][i];
    const p = sigmoid(z);
    residual[i] = y[i] - p;
    weight[i] = p * (1 - p);
  }
  const {codes, sizes} = codeGroups(y.length, groups);
  const nDrawn = Math.round((sizes.length * nFitted) / y.length);
  const drawn = new Float64Array(sizes.length); // of 1 on average
  const coefficients = Array.from({length: n}, () => {
    drawn.fill(0);
    for (let i = 0; i < nDrawn; ++i) drawn[drawIndex(sizes.length, random)] += sizes.length / nDrawn;
    const counts = Float64Array.from(codes, (code) => drawn[code]);
    return stepFrom(start, x, {residual, weight, counts}).map((d) => Number(d.toPrecision(5)));
  });
  return {model: name, coefficients};
}

function stepFrom(
  start: readonly number[],
  x: readonly Float64Array[],
  {residual, weight, counts}: {residual: Float64Array; weight: Float64Array; counts: Float64Array}
): number[] {
  const k = start.length;
  const n = counts.length;
  const hessian = Array.from({length: k}, () => new Float64Array(k));
  const gradient = new Float64Array(k);
  const weighted = new Float64Array(n);
  for (let a = 0; a < k; ++a) {
    const xa = x[a];
    let slope = 0;
    for (let i = 0; i < n; ++i) {
      slope += (counts[i] - 1) * residual[i] * xa[i];
      weighted[i] = counts[i] * weight[i] * xa[i];
    }
    gradient[a] = slope;
    for (let b = 0; b <= a; ++b) {
      const xb = x[b];
      let sum = a === b ? n * 1e-9 : 0;
      for (let i = 0; i < n; ++i) sum += weighted[i] * xb[i];
      hessian[a][b] = sum;
      hessian[b][a] = sum;
    }
  }
  const step = solveCholesky(cholesky(hessian), gradient);
  return start.map((d, j) => d + step[j]);
}

function encodeWithOnes(model: LogisticModel, table: Table): Float64Array[] {
  const bound = bindColumns(model.inputs, table);
  const columns = model.encoding.map((column) => encodeColumn(column, model, bound, new Float64Array(table.nRows)));
  return [new Float64Array(table.nRows).fill(1), ...columns];
}
