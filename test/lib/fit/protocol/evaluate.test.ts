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
});
