import {describe, expect, it} from "vitest";
import {getLearner} from "../../../../lib/fit/learners/learners.js";
import {getMetric} from "../../../../lib/metrics/metrics.js";
import {crossValidate} from "../../../../lib/fit/protocol/crossValidate.js";
import {stratifiedFolds} from "../../../../lib/fit/protocol/folds.js";
import {fitShare, gatherLearning, planLearning} from "../../../../lib/fit/protocol/learningCurve.js";
import {createRandom} from "../../../../lib/random.js";
import {drawUsers} from "./toys.js";

const data = drawUsers(900);
const folds = stratifiedFolds(data.y, 5, createRandom(1));
const logistic = getLearner("logistic");
const options = {folds, seed: 1, metric: getMetric("logLoss")};

describe("the learning curve", () => {
  const pieces = planLearning([0.05, 0.3, 1], 5);
  const points = gatherLearning(pieces.map((piece) => fitShare(logistic, data, {}, {...options, ...piece})));

  it("fits on growing shares, and gets better with rows", () => {
    expect(points.map((d) => d.nRows)).toEqual([36, 216, 720]);
    expect(points[2].heldOut.mean).toBeLessThan(points[0].heldOut.mean);
    expect(points[0].fitted.mean).toBeLessThan(points[0].heldOut.mean);
  });

  it("ends where cross-validation stands", () => {
    const {foldScores} = crossValidate(logistic, data, {}, {folds, seed: 1});
    points[2].heldOut.folds.forEach((score, i) => expect(score).toBeCloseTo(foldScores.logLoss[i], 9));
  });

  it("refuses shares that are none", () => {
    expect(() => planLearning([0, 2], 5)).toThrow("planLearning: shares must lie in (0, 1]; got 0, 2.");
  });
});
