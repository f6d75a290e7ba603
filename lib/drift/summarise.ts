import type {InputReference, ScoreReference} from "../book/reference.js";
import type {CategoryColumn, Column, NumberColumn} from "../dataset/table.js";
import type {ScoreGroup} from "../book/scores.js";
import type {Cell} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import {addCells, carryCells, carryCounts, countBins, countUsers, FEW, MIN_GROUP, roundTo, toldRows} from "../groups.js";
import {sortOncePerCustomer, tellColumn} from "../statistics/tell.js";
import {quantileSorted} from "../statistics/quantile.js";
import {codeRows} from "../statistics/bins.js";
import {codeCells} from "./cells.js";

/** Of more different values than this, or than one in so many rows, only shares are kept, so that no user can be told from them. */
const MOST_KNOTS = 99;

/**
 * What has to be known of a column to compare another with it: counts of at least 20, and no row. Knots are told values, and what
 * lies at or between them is counted as it is; cells of too few users are counted with their neighbours.
 *
 * @param options groups: by row, where rows repeat customers; edges: rising, between which other pages count the same users: a number of
 *   users up to a knot and one up to an edge differ by none or enough; cells: by row the cell of levels that other pages count it in
 */
export function summariseColumn(
  column: Column,
  {groups = null, edges = [], cells}: {groups?: Groups; edges?: readonly number[]; cells?: ArrayLike<number>} = {}
): InputReference {
  return column.kind === "number" ? summariseNumbers(column, {groups, edges}) : summariseLevels(column, {groups, cells});
}

function summariseNumbers({name, values}: NumberColumn, {groups, edges}: {groups: Groups; edges: readonly number[]}): InputReference {
  const told = tellColumn(values, groups);
  const sorted = sortOncePerCustomer(Float32Array.from(told), groups);
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const most = Math.max(1, Math.min(MOST_KNOTS, Math.floor(sorted.length / MIN_GROUP)));
  const shared = distinct.length <= most ? shareValues(Float32Array.from(told), distinct, groups) : [];
  const knots = shared.length > 0 ? shared : takeShares(sorted, most);
  const codes = codeCells(knots, values);
  const nCells = 2 * knots.length + 1;
  const cells = countBins(codes, new Uint8Array(codes.length), nCells, groups);
  const ranks = edges.length > 0 ? codeRows(told, edges) : new Int32Array(codes.length);
  const isApart = findApart({codes, nCells}, {codes: ranks, nCells: Math.max(1, edges.length)}, groups);
  const median = sorted.length > 0 ? quantileSorted(sorted, 0.5) : null;
  return {name, kind: "number", nMissing: countMissing(codes, groups), median, knots, counts: carryCells(cells, (cell) => isApart[cell])};
}

/** Users by cell, from the lowest: by row which cell; -1: in none. */
interface Placed {
  codes: Int32Array;
  nCells: number;
}

/**
 * By cell of one cut of the users, whether those up to its end differ from those up to the end of each cell of another cut by nobody or by
 * enough, so that neither number less the other tells of a few.
 */
function findApart(own: Placed, other: Placed, groups: Groups): boolean[] {
  const both = own.codes.map((code, i) => (code < 0 ? -1 : code * other.nCells + other.codes[i]));
  const joint = countBins(both, new Uint8Array(both.length), own.nCells * other.nCells, groups);
  const there = [...joint.keys()].filter((at) => joint[at].n > 0);
  const isEnough = (cell: number, end: number): boolean => {
    const between = there.filter((at) => Math.floor(at / other.nCells) <= cell !== at % other.nCells <= end);
    return toldRows(addCells(between.map((at) => joint[at]))) !== FEW;
  };
  const ends = Array.from({length: other.nCells}, (_, end) => end);
  return Array.from({length: own.nCells}, (_, cell) => ends.every((end) => isEnough(cell, end)));
}

/** Of few values those that may be told of: where rows repeat customers, enough of these have each. */
function shareValues(told: Float32Array, distinct: Float32Array, groups: Groups): number[] {
  const values = Array.from(distinct);
  if (groups === null) return values;
  const users = countUsers(codeRows(told, values), values.length, groups);
  return values.filter((_, i) => users[i] >= MIN_GROUP);
}

/** So many values at equal distances, without the ends, which are single users'. */
function takeShares(sorted: Float32Array, n: number): number[] {
  const places = Array.from({length: n}, (_, i) => Math.round(((i + 1) / (n + 1)) * (sorted.length - 1)));
  return [...new Set(places.map((place) => sorted[place]))];
}

function summariseLevels(
  {name, levels, codes}: CategoryColumn,
  {groups, cells: others}: {groups: Groups; cells?: ArrayLike<number>}
): InputReference {
  const cells = countBins(codes, new Uint8Array(codes.length), levels.length, groups);
  const cellOf = new Int32Array(levels.length).fill(-1);
  if (others) for (let i = 0; i < codes.length; ++i) if (codes[i] >= 0) cellOf[codes[i]] = others[i];
  return {name, kind: "category", nMissing: countMissing(codes, groups), levels: [...levels], counts: countLevels(cells, cellOf)};
}

/**
 * Rows by level. Those of levels of too few users are counted in the smallest level that is told and that other pages count in one cell with
 * them: all rows less those of the levels told, or that cell less these, would tell how many they are. Where there is none, in the smallest.
 *
 * @param cellOf by level the cell that other pages count it in
 */
function countLevels(cells: readonly Cell[], cellOf: ArrayLike<number>): number[] {
  const counts = cells.map(toldOrNone);
  const isFew = (place: number): boolean => cells[place].n > 0 && counts[place] === 0;
  const ofFew = new Set([...counts.keys()].filter(isFew).map((place) => cellOf[place]));
  const smallestOf = (places: readonly number[]): number =>
    places.reduce((least, place) => (counts[place] > 0 && (least < 0 || counts[place] < counts[least]) ? place : least), -1);
  const all = [...counts.keys()];
  const beside = smallestOf(all.filter((place) => ofFew.has(cellOf[place])));
  const smallest = beside < 0 ? smallestOf(all) : beside;
  const few = cells.reduce((sum, {n}, place) => sum + n - counts[place], 0);
  return counts.map((n, place) => (place === smallest ? n + few : n));
}

/** Rows without a value, as far as they may be told. @param codes below 0 where there is none */
function countMissing(codes: Int32Array, groups: Groups): number {
  const [missing] = countBins(
    codes.map((code) => (code < 0 ? 0 : -1)),
    new Uint8Array(codes.length),
    1,
    groups
  );
  return toldOrNone(missing);
}

/** 0 in place of a count of too few. */
function toldOrNone(cell: Cell): number {
  const told = toldRows(cell);
  return told === FEW ? 0 : told;
}

const N_BINS = 50;
/** 0.29 * 50 is a little less than 14.5, and so on. */
const DUST = 1e-9;

/** Scores as counts in bins of equal width, with their mean, of at least 20 users each. @param scores each in [0, 1]; NaN is no score and left out */
export function summariseScores(scores: ArrayLike<number>): ScoreReference {
  const counts = Array.from({length: N_BINS}, () => 0);
  let sum = 0;
  let n = 0;
  for (let i = 0; i < scores.length; ++i) {
    if (Number.isNaN(scores[i])) continue;
    ++counts[Math.min(N_BINS - 1, Math.floor(scores[i] * N_BINS + DUST))];
    sum += scores[i];
    ++n;
  }
  return {mean: n > 0 ? roundTo(sum / n, 6) : 0, counts: carryCounts(counts)};
}

/** The same of score groups: whole groups, each in the bin of its mean, so that no bin cuts one in two. */
export function summariseGroups(groups: readonly ScoreGroup[]): ScoreReference {
  const counts = Array.from({length: N_BINS}, () => 0);
  let sum = 0;
  let n = 0;
  for (const group of groups) {
    counts[Math.min(N_BINS - 1, Math.floor(group.mean * N_BINS + DUST))] += group.n;
    sum += group.n * group.mean;
    n += group.n;
  }
  return {mean: n > 0 ? roundTo(sum / n, 6) : 0, counts};
}
