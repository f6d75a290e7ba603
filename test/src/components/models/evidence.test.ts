import {expect, it} from "vitest";
import {createEvidence, thresholdForShare} from "../../../../src/components/models/evidence.js";
import {confusionAt} from "../../../../lib/metrics/confusion.js";
import {rocAuc} from "../../../../lib/metrics/rankingMetrics.js";
import {createScores} from "../../../fixtures/book/scores.js";

const scores = createScores();
const evidence = createEvidence(scores);

it("createEvidence(scores) splits the rows by set and keeps every one", () => {
  const [train, test] = [evidence("logistic", "outOfFold"), evidence("logistic", "test")];
  expect(train.n + test.n).toBe(scores.y.length);
  expect(test.n).toBe(scores.set.filter((set) => set === 1).length);
});

it("createEvidence(scores) agrees with the metrics it stands for", () => {
  const {y, p, rocAuc: area, baseRate, n} = evidence("forest", "test");
  expect(area).toBeCloseTo(rocAuc(y, p), 12);
  expect(baseRate).toBeCloseTo(y.filter((label) => label === 1).length / n, 12);
});

it("createEvidence(scores) works a model out once", () => {
  expect(evidence("tree", "test")).toBe(evidence("tree", "test"));
});

it("createEvidence(scores) names the models it has when asked for another", () => {
  expect(() => evidence("oracle", "test")).toThrow(
    'createEvidence: the scores must have the model "oracle"; got baseline, logistic, tree, forest, boosting, original-study.'
  );
});

it("evidence.at(threshold) agrees with counting every user", () => {
  const model = evidence("boosting", "outOfFold");
  for (const threshold of [0.01, 0.18, 0.29, 0.3641, 0.5, 0.99, model.p[0], model.p[17]]) {
    const {truePositive, falsePositive, falseNegative, trueNegative} = model.at(threshold);
    expect({truePositive, falsePositive, falseNegative, trueNegative}).toEqual(confusionAt(model.y, model.p, threshold));
  }
});

it("thresholdForShare(evidence, share) finds the line nearest to that share of users", () => {
  const model = evidence("logistic", "outOfFold");
  const threshold = thresholdForShare(model, 0.2);
  const gap = (t: number): number => Math.abs(model.at(t).contacted - 0.2);
  expect(gap(threshold)).toBeLessThanOrEqual(Math.min(gap(threshold - 0.01), gap(threshold + 0.01)));
});
