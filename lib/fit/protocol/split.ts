import type {TrainingData} from "../learners/learner.js";
import type {Random} from "../../random.js";
import type {Table} from "../../dataset/table.js";
import {check, someOf, checkLabels} from "../../check.js";
import {shuffleRows} from "../../random.js";
import {take, takeRows} from "../../dataset/table.js";

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
}

/**
 * One stratified split: each class gives the same share of its rows (to the nearest row) to the test.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned)
 * @param options testShare: in (0, 1). mostTrain: not more than about so many rows to learn from; the classes keep their shares,
 *   and the rows left over are on neither side
 * @returns rows of each side, rising; together every row once, unless there are more than mostTrain allows
 * @throws if testShare is out of its domain or leaves a side without one of the classes
 */
export function splitRows(yTrue: ArrayLike<number>, {testShare, random, mostTrain = Infinity}: SplitOptions): RowSplit {
  checkLabels("splitRows", yTrue);
  check(testShare > 0 && testShare < 1, {where: "splitRows", rule: "testShare must lie in (0, 1)", got: testShare});
  const drawnShare = Math.min(1, mostTrain / ((1 - testShare) * yTrue.length));
  const sides = [0, 1].map((label) => {
    const shuffled = shuffleRows(rowsWith(yTrue, label), random);
    const rows = shuffled.subarray(0, Math.round(drawnShare * shuffled.length));
    const nTest = Math.round(rows.length * testShare);
    check(nTest > 0 && nTest < rows.length, {
      where: "splitRows",
      rule: `both sides must get rows of class ${label}`,
      got: `${rows.length} rows, ${nTest} of them for the test`,
      remedy: "Give more rows, or another testShare."
    });
    return {test: rows.subarray(0, nTest), train: rows.subarray(nTest)};
  });
  return {train: joinRising(sides.map((d) => d.train)) as TrainRows, test: joinRising(sides.map((d) => d.test)) as TestRows};
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
