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
  const joined = joinInputs(rows);
  const found: (PairTest & {pair: [number, number]})[] = [];
  const look = (pair: [number, number], sums: CellSums): void => {
    const test = testPair([rows[pair[0]], rows[pair[1]]], sums);
    if (test.pValue * nPairs <= LEVEL) found.push({...test, pair});
  };
  for (const [k, one] of joined.entries()) {
    const [a, b] = one.parts.map(({input}) => input);
    if (b !== undefined) look([a, b], sumByCell([asWhole(rows[a]), asWhole(rows[b])], remainder, every));
    for (const other of joined.slice(k + 1)) {
      const sums = sumByCell([one, other], remainder, every);
      for (const [i, {input}] of one.parts.entries())
        for (const [j, {input: beside}] of other.parts.entries()) look([input, beside], projectCells(sums, [one, other], [i, j]));
    }
  }
  found.sort((a, b) => a.pValue - b.pValue || b.statistic - a.statistic || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
  return found.slice(0, most).map(({pair}) => pair);
}

/** An input, or two neighbours, whose cells a row's code tells: of two a pass over the rows serves four pairs with two others. */
interface JoinedRows {
  codes: Uint8Array;
  nCodes: number;
  /** by input in it: its place, and its cell by code */
  parts: {input: number; cellOf: Uint8Array}[];
}

/** Two inputs together have no more cells, so that a table of theirs by another two's stays near the processor. */
const MOST_JOINED = 32;

function joinInputs(rows: readonly CoarseRows[]): JoinedRows[] {
  const joined: JoinedRows[] = [];
  for (let a = 0; a < rows.length; ++a) {
    const [one, other] = [rows[a], rows[a + 1]];
    const nCodes = other ? (one.nCodes + 1) * (other.nCodes + 1) : Infinity;
    if (nCodes > MOST_JOINED) {
      joined.push({...asWhole(one), parts: [{input: a, cellOf: Uint8Array.from({length: one.nCodes + 1}, (_, code) => code)}]});
      continue;
    }
    const width = other.nCodes + 1;
    const parts = [
      {input: a, cellOf: Uint8Array.from({length: nCodes}, (_, code) => Math.floor(code / width))},
      {input: a + 1, cellOf: Uint8Array.from({length: nCodes}, (_, code) => code % width)}
    ];
    joined.push({codes: one.codes.map((code, i) => code * width + other.codes[i]), nCodes, parts});
    ++a;
  }
  return joined;
}

type Coded = Pick<JoinedRows, "codes" | "nCodes">;

/** Of an input, with rows in none of its cells as one more. */
function asWhole({codes, nCodes}: CoarseRows): Coded {
  return {codes, nCodes: nCodes + 1};
}

/** What a part of one and a part of the other say of a table of both. */
function projectCells(
  {sums, variances}: CellSums,
  [one, other]: readonly [JoinedRows, JoinedRows],
  [i, j]: readonly [number, number]
): CellSums {
  const [rows, columns] = [one.parts[i].cellOf, other.parts[j].cellOf];
  const width = columns[columns.length - 1] + 1;
  const size = (rows[rows.length - 1] + 1) * width;
  const projected = {sums: new Float64Array(size), variances: new Float64Array(size)};
  for (let r = 0, cell = 0; r < rows.length; ++r) {
    for (let c = 0; c < columns.length; ++c, ++cell) {
      const at = rows[r] * width + columns[c];
      projected.sums[at] += sums[cell];
      projected.variances[at] += variances[cell];
    }
  }
  return projected;
}

interface PairTest {
  statistic: number;
  pValue: number;
}

/** @param cells row by row, of which the last row and column are of rows in no cell */
function testPair([a, b]: readonly [CoarseRows, CoarseRows], {sums, variances}: CellSums): PairTest {
  const width = b.nCodes + 1;
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

function sumByCell([a, b]: readonly [Coded, Coded], remainder: Remainder, every: number): CellSums {
  const nCells = a.nCodes * b.nCodes;
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
  [{codes: codesOfA}, {codes: codesOfB, nCodes: width}]: readonly [Coded, Coded],
  {residual, spread, every}: Remainder & {every: number}
): void {
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
