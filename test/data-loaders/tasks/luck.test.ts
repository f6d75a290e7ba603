import type {ShuffledAnswer} from "../../../data-loaders/jobs/shuffledTrial.js";
import {describe, expect, it} from "vitest";
import {describeNested} from "../../../data-loaders/tasks/nested.js";
import {LUCK} from "../../../data-loaders/tasks/effort.js";
import {gatherLuck} from "../../../data-loaders/tasks/luck.js";
import {fromMetrics, METRIC_NAMES} from "../../../lib/metrics/metrics.js";

/** A trial whose every score is the value, plus the number of the deal in thousandths. */
const scored = (value: number): ShuffledAnswer => ({
  error: null,
  means: Array.from({length: LUCK.deals}, (_, deal) => fromMetrics(METRIC_NAMES, () => value + deal / 1000))
});

describe("gatherLuck(answers, 0.1)", () => {
  const answers = [0.5, 0.52, 0.48, 0.51, 0.5, 0.55].map(scored);

  it("averages the expected best over the shuffles, up or down as the metric goes", () => {
    const {nTrials, shuffles, best, bests, scores} = gatherLuck(answers, 0.1);
    const dealt = (LUCK.deals - 1) / 2000;
    expect([nTrials, shuffles]).toEqual([6, LUCK.deals]);
    expect(best.rocAuc[5]).toBeCloseTo(0.55 + dealt, 5);
    expect(best.logLoss[5]).toBeCloseTo(0.48 + dealt, 5);
    expect(best.rocAuc[0]).toBeCloseTo((0.5 + 0.52 + 0.48 + 0.51 + 0.5 + 0.55) / 6 + dealt, 5);
    expect(bests.rocAuc.slice(0, 2)).toEqual([0.55, 0.551]);
    expect(scores.rocAuc).toEqual([0.5, 0.52, 0.48, 0.51, 0.5, 0.55, 0.501, 0.521, 0.481, 0.511, 0.501, 0.551]);
  });

  it("calls rare what the best of 19 in 20 shuffles does not reach, with at least 20 of them", () => {
    const {rare, bests, shuffles} = gatherLuck(answers, 0.1);
    expect(shuffles).toBeGreaterThanOrEqual(20);
    expect(bests.rocAuc.filter((d) => d > rare.rocAuc).length).toBe(Math.round(shuffles / 20));
    expect(bests.logLoss.filter((d) => d < rare.logLoss).length).toBe(Math.round(shuffles / 20));
  });

  it("leaves out trials that threw, and refuses to have none left", () => {
    const broken = {error: "it broke"};
    expect(gatherLuck([scored(0.5), broken], 0.1).nTrials).toBe(1);
    expect(() => gatherLuck([broken], 0.1)).toThrow(/^luck: a trial must finish; got 1 that threw\.$/);
  });
});

describe("describeNested(judged, search)", () => {
  const folds = [
    [0.4, 0.42],
    [0.41, 0.42],
    [0.42, 0.45]
  ].map(([promised, kept]) => ({learner: "a", trial: "a-01", promised, kept: kept - 0.001, keptByFewer: kept}));
  const search = {innerFolds: 5, nTrials: {a: 3, b: 4}, testToTrain: 0.5};

  it("calls it optimism when a loss was worse than promised, and when a gain was", () => {
    const loss = describeNested(folds, {...search, metric: "logLoss"});
    expect(loss.optimism.estimate).toBeCloseTo(0.02, 12);
    expect(loss.nTrials).toBe(7);
    expect(describeNested(folds, {...search, metric: "rocAuc"}).optimism.estimate).toBeCloseTo(-0.02, 12);
  });
});
