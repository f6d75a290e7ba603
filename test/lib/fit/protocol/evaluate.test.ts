import {describe, expect, it} from "vitest";
import {getLearner} from "../../../../lib/fit/learners/learners.js";
import {rocAuc} from "../../../../lib/metrics/rankingMetrics.js";
import {evaluateModels} from "../../../../lib/fit/protocol/evaluate.js";
import {splitRows, takeEvaluation, takeTraining} from "../../../../lib/fit/protocol/split.js";
import {createRandom} from "../../../../lib/random.js";
import {drawUsers} from "./toys.js";

const {table, y} = drawUsers(900);
const {train, test} = splitRows(y, {testShare: 0.3, random: createRandom(1)});
const training = takeTraining(table, y, train);
const evaluation = takeEvaluation(table, y, test);
const models = Object.fromEntries(
  ["baseline", "logistic"].map((name) => [name, getLearner(name).fit(training, {}, {random: createRandom(name)})])
);
const result = evaluateModels(models, evaluation, {random: createRandom(2), repeats: 200, baseline: "baseline"});

describe("evaluateModels(models, data, {random, repeats})", () => {
  it("scores test rows and puts an interval round every metric", () => {
    const {rocAuc: auc} = result.intervals.logistic;
    expect(auc.estimate).toBe(rocAuc(evaluation.yTrue, result.scores.logistic));
    expect(auc.low as number).toBeGreaterThan(0.7);
    expect(auc.high as number).toBeLessThan(0.95);
    expect(result.intervals.baseline.rocAuc).toEqual({estimate: 0.5, low: 0.5, high: 0.5});
    expect(result.intervals.logistic.calibrationError).toMatchObject({low: null, high: null});
  });

  it("puts every model beside the base rate on the same rows: paired, so narrower than its own interval", () => {
    const {logistic, baseline} = result.overBase;
    const own = result.intervals.logistic.logLoss;
    expect(logistic.logLoss.estimate).toBeCloseTo(own.estimate - result.intervals.baseline.logLoss.estimate, 12);
    expect(logistic.logLoss.high).toBeLessThan(0);
    expect(baseline.logLoss).toEqual({estimate: 0, low: 0, high: 0});
  });

  it("says at which line metrics of 0.5 are counted, where groups of scores have no edge that parts the same rows", () => {
    const cutAt = (edges: readonly number[]) => (scores: Readonly<Record<string, Float64Array>>) =>
      Object.fromEntries(
        Object.entries(scores).map(([name, p]) => {
          const ofEdge = (edge: number, above: number): number => p.filter((d) => d >= edge / 1e4 && d < above / 1e4).length;
          return [name, edges.map((from, k) => ({n: ofEdge(from, edges[k - 1] ?? 2e4), churned: 3, from, mean: from / 1e4}))];
        })
      );
    const told = (edges: readonly number[]) =>
      evaluateModels(models, evaluation, {random: createRandom(2), repeats: 20, baseline: "baseline", cut: cutAt(edges)}).intervals
        .logistic;
    const moved = told([4321, 0]);
    const {logistic} = result.scores;
    const churned = evaluation.yTrue.reduce((sum, d) => sum + d, 0);
    const found = logistic.reduce((sum, p, i) => sum + Number(p >= 0.4321 && evaluation.yTrue[i] === 1), 0);
    expect(moved.recallAtHalf).toMatchObject({estimate: found / churned, line: 0.4321});
    expect(moved.accuracy.line).toBe(0.4321);
    expect(moved.rocAuc.line).toBeUndefined();
    expect(told([5000, 4321, 0]).recallAtHalf.line).toBeUndefined();
  });
});
