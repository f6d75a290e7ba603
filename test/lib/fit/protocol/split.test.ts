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

  it("draws the share of the rows plainly, so that the churn rate may differ as between any users drawn", () => {
    expect(test.length).toBe(Math.round(203 * 0.2));
    const rates = Array.from({length: 400}, (_, seed) => {
      const rows = splitRows(y, {testShare: 0.2, random: createRandom(seed)}).test;
      return [...rows].filter((i) => y[i] === 1).length / rows.length;
    });
    const mean = rates.reduce((a, b) => a + b, 0) / rates.length;
    const spread = Math.sqrt(rates.reduce((sum, d) => sum + (d - mean) ** 2, 0) / rates.length);
    expect(Math.abs(mean - 41 / 203)).toBeLessThan(0.01); // of 400 means, 3.6 standard errors
    expect(spread).toBeGreaterThan(0.04); // without replacement: sqrt(0.2 * 0.8 / 41 * 162 / 202) = 0.056
    expect(spread).toBeLessThan(0.07);
  });

  it("keeps groups whole", () => {
    const groups = Int32Array.from({length: 203}, (_, i) => (i * 7) % 40);
    const sides = splitRows(y, {testShare: 0.2, random: createRandom(1), groups});
    const judged = new Set(Array.from(sides.test, (i) => groups[i]));
    expect([...sides.train].some((i) => judged.has(groups[i]))).toBe(false);
    expect(sides.train.length + sides.test.length).toBe(203);
    expect(Math.abs(sides.test.length - 41)).toBeLessThan(7);
  });

  it("takes the latest periods, and of groups on both sides of that line half", () => {
    const periods = Int32Array.from({length: 203}, (_, i) => Math.floor(i / 4) % 10);
    const {train: early, test: late} = splitRows(y, {testShare: 0.2, random: createRandom(1), periods});
    expect(new Set(Array.from(late, (i) => periods[i]))).toEqual(new Set([8, 9]));
    expect(early.length + late.length).toBe(203);
    const groups = Int32Array.from({length: 203}, (_, i) => i % 30);
    const both = splitRows(y, {testShare: 0.2, random: createRandom(1), periods, groups});
    const judged = new Set(Array.from(both.test, (i) => groups[i]));
    expect([...both.train].some((i) => judged.has(groups[i]) || periods[i] >= 8)).toBe(false);
    expect([...both.test].every((i) => periods[i] >= 8)).toBe(true);
    expect(() => splitRows(y, {testShare: 0.2, random: createRandom(1), periods: new Int32Array(203)})).toThrow(
      "there must be two periods"
    );
  });

  it("repeats for a seed and differs between seeds", () => {
    expect(splitRows(y, {testShare: 0.2, random: createRandom(1)})).toEqual({train, test});
    expect(splitRows(y, {testShare: 0.2, random: createRandom(2)})).not.toEqual({train, test});
  });

  it("refuses a share that leaves a side without a class", () => {
    expect(() => splitRows([0, 0, 0, 1], {testShare: 0.25, random: createRandom(1)})).toThrow(
      "splitRows: both sides must get rows of both classes; got 4 rows, of which about 1 for the test. Give more rows, or another testShare."
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
      "restoreEvaluation: there must be one label and one place per row (41); got 41 labels and 1 places."
    );
  });
});
