import type {Learner} from "../../../../lib/fit/learners/learner.js";
import {describe, expect, it} from "vitest";
import {getLearner} from "../../../../lib/fit/learners/learners.js";
import {rocAuc} from "../../../../lib/metrics/rankingMetrics.js";
import {crossValidate, fitFold, gatherFolds, openFold, runFold} from "../../../../lib/fit/protocol/crossValidate.js";
import {stratifiedFolds} from "../../../../lib/fit/protocol/folds.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {createRandom, shuffled} from "../../../../lib/random.js";
import {drawUsers, parrot} from "./toys.js";

const data = drawUsers(600);
const folds = stratifiedFolds(data.y, 5, createRandom(1));
const logistic = getLearner("logistic");

describe("crossValidate(learner, data, params, {folds, seed})", () => {
  it("scores every row by a model that did not see it: a parrot knows nothing", () => {
    const everything = createScorer(parrot.fit(data, {}, {random: createRandom(1)})).scoreTable(data.table);
    expect(rocAuc(data.y, everything)).toBe(1);
    const {outOfFold, foldScores} = crossValidate(parrot, data, {}, {folds, seed: 1});
    expect(new Set(outOfFold)).toEqual(new Set([0.5]));
    expect(foldScores.rocAuc).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  it("finds what there is to find", () => {
    const {outOfFold, foldScores} = crossValidate(logistic, data, {}, {folds, seed: 1});
    expect(rocAuc(data.y, outOfFold)).toBeGreaterThan(0.75);
    expect(
      crossValidate(logistic, data, {}, {folds, seed: 1, share: 0.1}).foldScores.logLoss.every((d, i) => d > foldScores.logLoss[i])
    ).toBe(true);
    for (const name of ["logLoss", "rocAuc", "calibrationError"] as const) expect(foldScores[name].length).toBe(5);
    expect(foldScores.rocAuc[2]).toBe(
      rocAuc(
        data.y.filter((_, i) => folds[i] === 2),
        outOfFold.filter((_, i) => folds[i] === 2)
      )
    );
  });

  it("does not depend on the order in which folds are run, or where", () => {
    const drawing: Learner = {
      ...getLearner("baseline"),
      name: "drawing",
      fit: (rows, params, context) => {
        const model = getLearner("baseline").fit(rows, params, context);
        return model.kind === "baseline" ? {...model, probability: context.random()} : model;
      }
    };
    const inOrder = crossValidate(drawing, data, {}, {folds, seed: 7, trial: "drawing-03"});
    const anyhow = shuffled([0, 1, 2, 3, 4], createRandom(3)).map((fold) =>
      runFold(drawing, data, {}, {folds, fold, seed: 7, trial: "drawing-03"})
    );
    expect(gatherFolds(anyhow, {folds})).toEqual(inOrder);
    expect(new Set(inOrder.outOfFold).size).toBe(5);
    expect(crossValidate(drawing, data, {}, {folds, seed: 7, trial: "drawing-04"}).outOfFold).not.toEqual(inOrder.outOfFold);
  });

  it("gives every trial on a fold that is opened once what it gives by itself, whichever went before", () => {
    const opened = openFold(data, {folds, fold: 1, seed: 7});
    for (const name of ["boosting", "forest", "tree"]) {
      const {defaults, ...learner} = getLearner(name);
      const trials = [defaults, {...defaults, minWeight: 3, minLeaf: 40, maxBins: 16}, defaults].map((params, i) => {
        const own = Object.fromEntries(Object.entries(params).filter(([key]) => key in defaults));
        return {own, together: fitFold({...learner, defaults}, opened, own, {seed: 7, trial: i % 2})};
      });
      for (const [i, {own, together}] of trials.entries())
        expect(together).toEqual(runFold({...learner, defaults}, data, own, {folds, fold: 1, seed: 7, trial: i % 2}));
      expect(trials[1].together.scores).not.toEqual(trials[0].together.scores);
    }
  });

  it("leaves its inputs alone", () => {
    const before = structuredClone(data);
    crossValidate(logistic, data, Object.freeze({}), {folds, seed: 1});
    expect(data).toEqual(before);
  });

  it("hands the constraints of the definition on to fitting", () => {
    const seen: unknown[] = [];
    const spy: Learner = {
      ...getLearner("baseline"),
      fit: (rows, params, context) => {
        seen.push(context.monotone);
        return getLearner("baseline").fit(rows, params, context);
      }
    };
    crossValidate(spy, data, {}, {folds, seed: 1, metrics: ["logLoss"], monotone: {telling: "increasing"}});
    expect(seen).toEqual(new Array(5).fill({telling: "increasing"}));
  });

  it("refuses folds of other rows", () => {
    expect(() => crossValidate(logistic, data, {}, {folds: [0, 1], seed: 1})).toThrow(
      "runFold: there must be one fold and one label per row (600); got 2 folds and 600 labels."
    );
    expect(() => runFold(logistic, data, {}, {folds, fold: 9, seed: 1})).toThrow("runFold: the fold must hold rows out; got fold 9 of 5.");
  });
});

describe("gatherFolds(results, {folds})", () => {
  it("refuses a fold twice or never", () => {
    const one = runFold(logistic, data, {}, {folds, fold: 0, seed: 1, metrics: ["logLoss"]});
    expect(() => gatherFolds([one, one], {folds, metrics: ["logLoss"]})).toThrow(
      "gatherFolds: each of the 600 rows must be held out once; got 240 scores from folds 0, 0."
    );
  });
});
