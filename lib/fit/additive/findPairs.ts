import type {CoarseRows, Remainder} from "./coarseRows.js";
import type {PairInput} from "./pairInput.js";
import {chiSquareUpperTail} from "../../statistics/distributions.js";
import {coarsen, countCells, LEAST_SPREAD} from "./coarseRows.js";
import {takeOutMargins} from "./twoWay.js";

/** Chance alone finds a pair in at most so many tables. */
const LEVEL = 0.01;
/** Rows times pairs that are summed; of more, each so many-th row is. */
const ENOUGH = 1e9;

/**
 * Pairs of inputs whose residuals differ from cell to cell by more than what both inputs' own differences and chance explain. By pair a
 * score test: residuals are summed by a coarse grid of cells, rows and columns of the grid take out what either input says alone, and what
 * is left, in units of its variance, is a chi-square; of two numbers so is its part along the product of their cells' numbers, which finds
 * weaker pairs that rise or fall together. By Bonferroni over both and over all pairs.
 *
 * @param inputs in the model's order
 * @param most how many at most
 * @returns places in `inputs`, the strongest first
 * @see Lou, Caruana, Gehrke and Hooker (2013), Accurate intelligible models with pairwise interactions, whose FAST looks for pairs on
 *   residuals by coarse grids
 */
export function findPairs(inputs: readonly PairInput[], remainder: Remainder, most: number): [number, number][] {
  const nPairs = (inputs.length * (inputs.length - 1)) / 2;
  const every = Math.ceil((remainder.residual.length * nPairs) / ENOUGH);
  const nCells = countCells(remainder.spread);
  const rows = inputs.map((input) => coarsen(input, nCells));
  const found: (PairTest & {pair: [number, number]})[] = [];
  for (let a = 0; a < inputs.length; ++a) {
    for (let b = a + 1; b < inputs.length; ++b) {
      const test = testPair([rows[a], rows[b]], remainder, every);
      if (test.pValue * nPairs <= LEVEL) found.push({...test, pair: [a, b]});
    }
  }
  found.sort((a, b) => a.pValue - b.pValue || b.statistic - a.statistic);
  return found.slice(0, most).map(({pair}) => pair);
}

interface PairTest {
  statistic: number;
  pValue: number;
}

function testPair([a, b]: readonly [CoarseRows, CoarseRows], remainder: Remainder, every: number): PairTest {
  const width = b.nCodes + 1;
  const {sums, variances} = sumByCell([a, b], remainder, every);
  const isIn = (cell: number): boolean => cell < a.nCodes * width && cell % width < b.nCodes && variances[cell] >= LEAST_SPREAD;
  const weights = variances.map((variance, cell) => (isIn(cell) ? variance : 0));
  const inner = (f: Float64Array, g: Float64Array): number => f.reduce((sum, d, cell) => sum + weights[cell] * d * g[cell], 0);
  const means = sums.map((sum, cell) => (weights[cell] > 0 ? sum / weights[cell] : 0));
  const {left, degrees} = takeOutMargins({values: means, weights, nColumns: width});
  if (degrees < 1) return {statistic: 0, pValue: 1};
  const statistic = inner(left, left);
  const pValue = chiSquareUpperTail(statistic, degrees);
  if (degrees === 1 || !a.isOrdered || !b.isOrdered) return {statistic, pValue};
  const product = means.map((_, cell) => Math.floor(cell / width) * (cell % width));
  const along = takeOutMargins({values: product, weights, nColumns: width}).left;
  const length = inner(along, along);
  if (!(length > 0)) return {statistic, pValue};
  const trend = inner(left, along) ** 2 / length;
  return {statistic, pValue: Math.min(1, 2 * Math.min(pValue, chiSquareUpperTail(trend, 1)))};
}

interface CellSums {
  sums: Float64Array;
  variances: Float64Array;
}

function sumByCell([a, b]: readonly [CoarseRows, CoarseRows], remainder: Remainder, every: number): CellSums {
  const nCells = (a.nCodes + 1) * (b.nCodes + 1);
  const [even, odd] = [new Float64Array(2 * nCells), new Float64Array(2 * nCells)];
  addInTurn([even, odd], [a, b], {...remainder, every});
  const [sums, variances] = [new Float64Array(nCells), new Float64Array(nCells)];
  for (let cell = 0; cell < nCells; ++cell) {
    sums[cell] = even[2 * cell] + odd[2 * cell];
    variances[cell] = even[2 * cell + 1] + odd[2 * cell + 1];
  }
  return {sums, variances};
}

/**
 * By cell the sum of residuals, and after it that of spreads. Rows go to two tables in turn, so that none waits for what the one before it,
 * often of the same cell, is about to write. The loop stands alone: V8 leaves its compiled code on what follows a loop, each time anew.
 */
function addInTurn(
  [even, odd]: readonly [Float64Array, Float64Array],
  [{codes: codesOfA}, {codes: codesOfB, nCodes}]: readonly [CoarseRows, CoarseRows],
  {residual, spread, every}: Remainder & {every: number}
): void {
  const width = nCodes + 1;
  const n = residual.length;
  for (let i = 0; i < n; i += every) {
    const at = 2 * (codesOfA[i] * width + codesOfB[i]);
    even[at] += residual[i];
    even[at + 1] += spread[i];
    i += every;
    if (i >= n) break;
    const next = 2 * (codesOfA[i] * width + codesOfB[i]);
    odd[next] += residual[i];
    odd[next + 1] += spread[i];
  }
}
