import type {TrainingData} from "../learners/learner.js";
import type {CodedGroups, Groups} from "../../statistics/intervals.js";
import type {Random} from "../../random.js";
import type {Table} from "../../dataset/table.js";
import {check, complain, someOf, checkLabels} from "../../check.js";
import {shuffleRows} from "../../random.js";
import {rowsWhere, take, takeRows} from "../../dataset/table.js";
import {codeGroups} from "../../statistics/intervals.js";

/**
 * Rows to learn from, rising. At run time a plain Int32Array; the mark exists only for the type checker, so that neither kind
 * of rows passes for the other. Only {@link splitRows} makes them.
 */
export type TrainRows = Int32Array & {readonly [rowsMark]: "train"};
/** Rows to judge by, once, rising; see {@link TrainRows}. */
export type TestRows = Int32Array & {readonly [rowsMark]: "test"};

declare const rowsMark: unique symbol;

export interface RowSplit {
  train: TrainRows;
  test: TestRows;
}

/** Train rows with their labels: the only thing that a learner, a search or cross-validation takes. */
export interface TrainingSet extends TrainingData {
  role: "train";
}

/**
 * Test rows with their labels: the only thing that evaluation takes. Its labels are called yTrue, not y, so that it does not
 * fit where {@link TrainingData} is asked for.
 */
export interface EvaluationSet {
  role: "test";
  table: Table;
  /** length nRows, 1 churned, 0 retained; both occur */
  yTrue: Uint8Array;
}

export interface SplitOptions {
  testShare: number;
  random: Random;
  mostTrain?: number;
  /** by row, those that must stay on one side, such as all months of a customer; see {@link Groups} */
  groups?: Groups;
  /** by row, its period, a whole number that rises with time: the test takes the latest ones */
  periods?: ArrayLike<number> | null;
}

/**
 * One split into rows to learn from and rows to judge by. The test is a plain random draw of a share of the rows, as intervals over who
 * was drawn suppose: the churn rate may differ a little between the sides. Groups go whole to one side.
 *
 * With periods, the test is the latest part of the table, of whole periods and as near to the share as these allow, and what is learned
 * from is earlier. With groups too, these are dealt to one of them by lot ({@link dealtByLot}), half to each, and their rows on the other are
 * left out: the test then is both later and of other groups.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned)
 * @param options testShare: in (0, 1). mostTrain: not more than about so many rows to learn from; the rows left over are on neither side
 * @returns rows of each side, rising
 * @throws if testShare is out of its domain, there is one period only, or a side cannot have both classes
 */
export function splitRows(yTrue: ArrayLike<number>, options: SplitOptions): RowSplit {
  const {testShare, mostTrain = Infinity, groups = null, periods = null} = options;
  checkLabels("splitRows", yTrue);
  check(testShare > 0 && testShare < 1, {where: "splitRows", rule: "testShare must lie in (0, 1)", got: testShare});
  const isLate = periods && markLatest(periods, testShare);
  const drawnShare = Math.min(1, mostTrain / ((1 - testShare) * yTrue.length));
  const units = codeGroups(yTrue.length, groups);
  for (let draw = 0; draw < MOST_DRAWS; ++draw) {
    const sides = isLate ? dealByTime(units, isLate, options) : dealAtRandom(units, drawnShare, options);
    if (hasBothClasses(yTrue, sides.train) && hasBothClasses(yTrue, sides.test))
      return {train: thinRows(sides.train, drawnShare, isLate, options) as TrainRows, test: sides.test as TestRows};
  }
  throw complain({
    where: "splitRows",
    rule: "both sides must get rows of both classes",
    got: `${yTrue.length} rows, of which about ${Math.round(testShare * yTrue.length)} for the test`,
    remedy: "Give more rows, or another testShare."
  });
}

/** So often a split without one of the classes on a side is drawn anew: one of few churned rows may leave the test without any. */
const MOST_DRAWS = 50;

function dealAtRandom(
  {codes, sizes, first}: CodedGroups,
  drawnShare: number,
  {testShare, random}: SplitOptions
): {train: Int32Array; test: Int32Array} {
  const nRows = codes.length;
  const side = new Uint8Array(sizes.length); // 0 neither, 1 train, 2 test
  const wanted = {test: Math.round(testShare * Math.round(drawnShare * nRows)), all: Math.round(drawnShare * nRows)};
  let [test, all] = [0, 0];
  for (const row of shuffleRows(first.slice(), random)) {
    const size = sizes[codes[row]];
    const isTest = test + size / 2 < wanted.test || test === 0;
    if (!isTest && all >= wanted.all) break;
    side[codes[row]] = isTest ? 2 : 1;
    all += size;
    if (isTest) test += size;
  }
  return {train: rowsOnSide(codes, side, 1), test: rowsOnSide(codes, side, 2)};
}

/** Rows of the latest periods: as many of these as come nearest to the share. */
function markLatest(periods: ArrayLike<number>, testShare: number): Uint8Array {
  const counts = new Map<number, number>();
  for (let i = 0; i < periods.length; ++i) counts.set(periods[i], (counts.get(periods[i]) ?? 0) + 1);
  const latest = [...counts.keys()].sort((a, b) => b - a);
  check(latest.length > 1, {
    where: "splitRows",
    rule: "there must be two periods or more, to learn from earlier ones and judge by later ones",
    got: latest.length,
    remedy: "Take protocol.time out of the definition."
  });
  let [taken, first] = [0, latest[0]];
  for (const period of latest.slice(0, -1)) {
    const size = counts.get(period) as number;
    if (taken > 0 && taken + size / 2 > testShare * periods.length) break;
    taken += size;
    first = period;
  }
  return Uint8Array.from(periods, (period) => Number(period >= first));
}

function dealByTime({codes, sizes}: CodedGroups, isLate: Uint8Array, {random}: SplitOptions): {train: Int32Array; test: Int32Array} {
  const seen = new Uint8Array(sizes.length); // 1 early, 2 late, 3 both
  for (let i = 0; i < isLate.length; ++i) seen[codes[i]] |= isLate[i] ? 2 : 1;
  const isDealt = dealtByLot(seen.map((d) => Number(d === 3)));
  const side = seen.map((d, group) => (isDealt[group] ? (random() < 0.5 ? 1 : 2) : d));
  const rows = rowsWhere(isLate.length, (i) => (side[codes[i]] === 2) === (isLate[i] === 1));
  return {train: rows.filter((i) => isLate[i] === 0), test: rows.filter((i) => isLate[i] === 1)};
}

/** Of so few groups that lie on both sides, the churn rate of what is kept hardly knows. */
const FEW_ON_BOTH = 0.05;

/**
 * Which groups go to one side by lot, and not to where their rows lie: those with rows on both. Where these are more than a few it is all:
 * whoever lies on one side alone mostly left before the other began, or came late, and would be kept twice as often as those who stayed.
 *
 * @param isOnBoth by group, 1 where it has rows on both sides
 * @returns by group, 1 where a lot decides
 */
export function dealtByLot(isOnBoth: Uint8Array): Uint8Array {
  const nOnBoth = isOnBoth.reduce((sum, d) => sum + d, 0);
  return nOnBoth > FEW_ON_BOTH * isOnBoth.length ? isOnBoth.map(() => 1) : isOnBoth;
}

/** Of very many early rows, a random share. */
function thinRows(train: Int32Array, share: number, isLate: Uint8Array | null, {random}: SplitOptions): Int32Array {
  if (isLate === null || share >= 1) return train;
  return shuffleRows(train.slice(), random)
    .subarray(0, Math.round(share * train.length))
    .sort();
}

function hasBothClasses(yTrue: ArrayLike<number>, rows: Int32Array): boolean {
  const seen = new Set<number>();
  for (let i = 0; i < rows.length && seen.size < 2; ++i) seen.add(yTrue[rows[i]]);
  return seen.size === 2;
}

function rowsOnSide(codes: ArrayLike<number>, side: Uint8Array, wanted: number): Int32Array {
  const rows = new Int32Array(codes.length);
  let n = 0;
  for (let i = 0; i < codes.length; ++i) if (side[codes[i]] === wanted) rows[n++] = i;
  return rows.slice(0, n);
}

/** Row numbers of several lists as one rising list. */
export function joinRising(lists: readonly Int32Array[]): Int32Array {
  const joined = new Int32Array(lists.reduce((sum, rows) => sum + rows.length, 0));
  let at = 0;
  for (const rows of lists) {
    joined.set(rows, at);
    at += rows.length;
  }
  return joined.sort();
}

/** The table and labels of train rows. */
export function takeTraining(table: Table, y: ArrayLike<number>, rows: TrainRows): TrainingSet {
  return {role: "train", table: takeRows(table, rows), y: take(y, rows, new Uint8Array(rows.length))};
}

/** The table and labels of test rows. */
export function takeEvaluation(table: Table, y: ArrayLike<number>, rows: TestRows): EvaluationSet {
  return {role: "test", table: takeRows(table, rows), yTrue: take(y, rows, new Uint8Array(rows.length))};
}

/**
 * Test rows read back from where they were kept, let in only after a look at both lists of rows: nothing that was learned from
 * may be judged by.
 *
 * @param kept the test rows' table and labels, and their places in the whole table
 * @param trainRows the train rows' places in the same table
 * @throws if a row is on both sides, or labels and places do not fit the table
 */
export function restoreEvaluation(
  {table, yTrue, rows}: {table: Table; yTrue: ArrayLike<number>; rows: ArrayLike<number>},
  trainRows: ArrayLike<number>
): EvaluationSet {
  const where = "restoreEvaluation";
  check(table.nRows === yTrue.length && table.nRows === rows.length, {
    where,
    rule: `there must be one label and one place per row (${table.nRows})`,
    got: `${yTrue.length} labels and ${rows.length} places`
  });
  const learned = markRows(trainRows);
  const both: number[] = [];
  for (let i = 0; i < rows.length; ++i) if (learned[rows[i]]) both.push(rows[i]);
  check(both.length === 0, {where, rule: "no test row may be a train row", got: someOf(both), remedy: "Split anew."});
  return {role: "test", table, yTrue: Uint8Array.from(yTrue)};
}

/** The rows of one class, rising. */
export function rowsWith(yTrue: ArrayLike<number>, label: number): Int32Array {
  let n = 0;
  for (let i = 0; i < yTrue.length; ++i) if (yTrue[i] === label) ++n;
  const rows = new Int32Array(n);
  n = 0;
  for (let i = 0; i < yTrue.length; ++i) if (yTrue[i] === label) rows[n++] = i;
  return rows;
}

/** 1 at every given place, as far as they reach. */
function markRows(rows: ArrayLike<number>): Uint8Array {
  let most = -1;
  for (let i = 0; i < rows.length; ++i) most = Math.max(most, rows[i]);
  const marks = new Uint8Array(most + 1);
  for (let i = 0; i < rows.length; ++i) marks[rows[i]] = 1;
  return marks;
}
