import type {TrainingData} from "../learners/learner.js";
import type {Random} from "../../random.js";
import type {Table} from "../../dataset/table.js";
import {check, someOf, checkLabels} from "../../check.js";
import {shuffled} from "../../random.js";
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

/**
 * One stratified split: each class gives the same share of its rows (to the nearest row) to the test.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned)
 * @param options testShare: in (0, 1)
 * @returns rows of each side, rising; together every row once
 * @throws if testShare is out of its domain or leaves a side without one of the classes
 */
export function splitRows(yTrue: ArrayLike<number>, {testShare, random}: {testShare: number; random: Random}): RowSplit {
  checkLabels("splitRows", yTrue);
  check(testShare > 0 && testShare < 1, {where: "splitRows", rule: "testShare must lie in (0, 1)", got: testShare});
  const test: number[][] = [];
  const train: number[][] = [];
  for (const label of [0, 1]) {
    const rows = shuffled(rowsWith(yTrue, label), random);
    const nTest = Math.round(rows.length * testShare);
    check(nTest > 0 && nTest < rows.length, {
      where: "splitRows",
      rule: `both sides must get rows of class ${label}`,
      got: `${rows.length} rows, ${nTest} of them for the test`,
      remedy: "Give more rows, or another testShare."
    });
    test.push(rows.slice(0, nTest));
    train.push(rows.slice(nTest));
  }
  return {train: Int32Array.from(train.flat()).sort() as TrainRows, test: Int32Array.from(test.flat()).sort() as TestRows};
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
  const learned = new Set(Array.from(trainRows));
  const both = Array.from(rows).filter((row) => learned.has(row));
  check(both.length === 0, {where, rule: "no test row may be a train row", got: someOf(both), remedy: "Split anew."});
  return {role: "test", table, yTrue: Uint8Array.from(yTrue)};
}

/** The rows of one class, rising. */
export function rowsWith(yTrue: ArrayLike<number>, label: number): number[] {
  const rows: number[] = [];
  for (let i = 0; i < yTrue.length; ++i) if (yTrue[i] === label) rows.push(i);
  return rows;
}
