import type {Random} from "../../random.js";
import {clamp} from "../../numbers.js";
import {check} from "../../check.js";
import {normalCdf, normalQuantile} from "../../statistics/distributions.js";
import {drawNormal} from "../../random.js";

/**
 * The lower triangular factor of the correlations that normal deviates need for the given rank correlations:
 * 2 sin(pi r / 6). Rounded rank correlations may not belong to any table; they are then drawn towards independence,
 * as little as it takes.
 *
 * @param rankCorrelations symmetric, 1 on the diagonal
 * @returns rows of the factor
 * @throws if no drawing together helps, which a symmetric matrix of correlations cannot do
 * @see Kruskal (1958), Ordinal measures of association, for normal pairs
 */
export function factorCorrelations(rankCorrelations: readonly (readonly number[])[]): Float64Array[] {
  const normal = rankCorrelations.map((row, i) => row.map((r, j) => (i === j ? 1 : 2 * Math.sin((Math.PI * r) / 6))));
  for (let pull = 0; pull < 1 - 1e-4; pull = nextPull(pull)) {
    const factor = cholesky(normal.map((row, i) => row.map((r, j) => (i === j ? 1 : r * (1 - pull)))));
    if (factor) return factor;
  }
  check(false, {where: "factorCorrelations", rule: "correlations must be symmetric, with 1 on the diagonal", got: "others"});
}

/** Twice as far, and then half of the way that is left: pairs that are seldom known together need much. */
function nextPull(pull: number): number {
  return pull === 0 ? 1e-6 : pull < 0.5 ? pull * 2 : (1 + pull) / 2;
}

/** Correlated standard normal deviates, one row at a time, into `result`. */
export function drawCorrelated(factor: readonly Float64Array[], random: Random, result: Float64Array): void {
  const independent = result.length;
  for (let j = independent - 1; j >= 0; --j) result[j] = drawNormal(random);
  for (let i = independent - 1; i >= 0; --i) {
    let sum = 0;
    for (let j = 0; j <= i; ++j) sum += factor[i][j] * result[j];
    result[i] = sum; // rows below read only places above, which are still the independent draws
  }
}

const REACH = 4.5;
const CELLS_PER_UNIT = 400;

/** Where each standard normal deviate lies in a column's distribution, looked up on a fine grid. */
export type NormalLookup = (z: number) => number;

/**
 * Turns standard normal deviates into a column's values, by linear interpolation between its quantiles.
 *
 * @param shares rising from 0 to 1
 * @param quantiles as many, not falling
 */
export function lookUpQuantiles(shares: readonly number[], quantiles: readonly number[]): NormalLookup {
  const grid = Float64Array.from({length: 2 * REACH * CELLS_PER_UNIT + 1}, (_, k) => {
    const share = normalCdf(k / CELLS_PER_UNIT - REACH);
    const i = Math.max(
      1,
      shares.findIndex((d) => d >= share)
    );
    const part = (share - shares[i - 1]) / (shares[i] - shares[i - 1]);
    return quantiles[i - 1] + part * (quantiles[i] - quantiles[i - 1]);
  });
  return (z) => {
    const place = (clamp(z, -REACH, REACH) + REACH) * CELLS_PER_UNIT;
    const k = Math.min(grid.length - 2, Math.floor(place));
    return grid[k] + (place - k) * (grid[k + 1] - grid[k]);
  };
}

/** The deviates that cut the normal distribution into the given shares, without the last, which is infinite. */
export function cutNormal(shares: readonly number[]): number[] {
  let sum = 0;
  return shares.slice(0, -1).map((share) => {
    sum += share;
    return sum >= 1 ? Infinity : sum <= 0 ? -Infinity : normalQuantile(sum);
  });
}

/** null unless the matrix is positive definite */
function cholesky(matrix: readonly (readonly number[])[]): Float64Array[] | null {
  const factor = matrix.map((row) => new Float64Array(row.length));
  for (let i = 0; i < matrix.length; ++i) {
    for (let j = 0; j <= i; ++j) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; ++k) rest -= factor[i][k] * factor[j][k];
      if (i === j && !(rest > 1e-9)) return null;
      factor[i][j] = i === j ? Math.sqrt(rest) : rest / factor[j][j];
    }
  }
  return factor;
}
