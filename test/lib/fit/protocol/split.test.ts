import type {Learner} from "../../../../lib/fit/learners/learner.js";
import type {Model} from "../../../../lib/model/model.js";
import type {EvaluationSet, TestRows} from "../../../../lib/fit/protocol/split.js";
import type {Table} from "../../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {evaluateModels} from "../../../../lib/fit/protocol/evaluate.js";
import {restoreEvaluation, splitRows, takeEvaluation, takeTraining} from "../../../../lib/fit/protocol/split.js";
import {createRandom} from "../../../../lib/random.js";

const y = Uint8Array.from({length: 203}, (_, i) => (i % 5 === 0 ? 1 : 0));
const table: Table = {nRows: 203, columns: [{name: "x", kind: "number", values: Float32Array.from(y, (_, i) => i)}]};

describe("splitRows(yTrue, {testShare, random})", () => {
  const {train, test} = splitRows(y, {testShare: 0.2, random: createRandom(1)});

  it("gives every row to one side, rising", () => {
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from(y, (_, i) => i));
    for (const rows of [train, test]) expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
  });

  it("keeps each class's share to the nearest row", () => {
    expect([...test].filter((i) => y[i] === 1).length).toBe(Math.round(41 * 0.2));
    expect([...test].filter((i) => y[i] === 0).length).toBe(Math.round(162 * 0.2));
  });

  it("repeats for a seed and differs between seeds", () => {
    expect(splitRows(y, {testShare: 0.2, random: createRandom(1)})).toEqual({train, test});
    expect(splitRows(y, {testShare: 0.2, random: createRandom(2)})).not.toEqual({train, test});
  });

  it("refuses a share that leaves a side without a class", () => {
    expect(() => splitRows([0, 0, 0, 1], {testShare: 0.25, random: createRandom(1)})).toThrow(
      "splitRows: both sides must get rows of class 1; got 1 rows, 0 of them for the test. Give more rows, or another testShare."
    );
    expect(() => splitRows(y, {testShare: 1, random: createRandom(1)})).toThrow("splitRows: testShare must lie in (0, 1); got 1.");
  });
});

describe("train rows never reach evaluation, and test rows never reach a learner", () => {
  const {train, test} = splitRows(y, {testShare: 0.2, random: createRandom(1)});
  const training = takeTraining(table, y, train);
  const evaluation = takeEvaluation(table, y, test);
  const models: Record<string, Model> = {
    baseline: {version: 2, kind: "baseline", inputs: [{name: "x", kind: "number"}], encoding: [], probability: 0.2}
  };

  it("by type: each of these lines is an error that the type check demands", () => {
    const misuse = (learner: Learner): unknown[] => [
      // @ts-expect-error test rows are not rows to train on
      takeTraining(table, y, test),
      // @ts-expect-error train rows are not rows to judge by
      takeEvaluation(table, y, train),
      // @ts-expect-error rows of unknown origin are neither
      takeEvaluation(table, y, Int32Array.of(1)),
      // @ts-expect-error a training set cannot be evaluated on
      evaluateModels(models, training, {random: createRandom(1), baseline: "baseline"}),
      // @ts-expect-error an evaluation set cannot be fitted to
      learner.fit(evaluation, {}, {random: createRandom(1)})
    ];
    expect(misuse).toBeTypeOf("function");
  });

  it("by a check at run time", () => {
    const smuggled = {...training, yTrue: training.y} as unknown as EvaluationSet;
    expect(() => evaluateModels(models, smuggled, {random: createRandom(1), baseline: "baseline"})).toThrow(
      "evaluateModels: rows must be test rows, from takeEvaluation; got train."
    );
  });

  it("by content: the two tables share no row", () => {
    const seen = new Set(training.table.columns[0].kind === "number" ? training.table.columns[0].values : []);
    const judged = evaluation.table.columns[0].kind === "number" ? [...evaluation.table.columns[0].values] : [];
    expect(judged.length).toBe(test.length);
    expect(judged.filter((x) => seen.has(x))).toEqual([]);
    expect(evaluation.yTrue).toEqual(Uint8Array.from(test as TestRows, (i) => y[i]));
  });
});

describe("splitRows(yTrue, options) of many users", () => {
  it("deals 300,000 rows, more than a call takes as arguments", () => {
    const many = Uint8Array.from({length: 300_000}, (_, i) => (i % 9 === 0 ? 1 : 0));
    const {train, test} = splitRows(many, {testShare: 0.2, random: createRandom(3)});
    expect([train.length, test.length]).toEqual([240_000, 60_000]);
  });
});

describe("restoreEvaluation(kept, trainRows)", () => {
  const {train, test} = splitRows(y, {testShare: 0.2, random: createRandom(1)});
  const {table: judged, yTrue} = takeEvaluation(table, y, test);

  it("lets test rows in that were never learned from", () => {
    expect(restoreEvaluation({table: judged, yTrue: [...yTrue], rows: test}, train)).toEqual(takeEvaluation(table, y, test));
  });

  it("refuses rows that were", () => {
    const rows = test.slice();
    rows[0] = train[3];
    expect(() => restoreEvaluation({table: judged, yTrue, rows}, train)).toThrow(
      `restoreEvaluation: no test row may be a train row; got ${train[3]}. Split anew.`
    );
    expect(() => restoreEvaluation({table: judged, yTrue, rows: [1]}, train)).toThrow(
      "restoreEvaluation: there must be one label and one place per row (40); got 40 labels and 1 places."
    );
  });
});
