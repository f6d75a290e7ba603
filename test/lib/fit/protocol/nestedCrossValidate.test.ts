import type {Learner, TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {NestedOptions, NestedResult} from "../../../../lib/fit/protocol/nestedCrossValidate.js";
import {deviation, mean} from "d3";
import {describe, expect, it} from "vitest";
import {getLearner} from "../../../../lib/fit/learners/learners.js";
import {getMetric} from "../../../../lib/metrics/metrics.js";
import {chooseInner, gatherNested, judgeOuter, outerFoldsOf, searchInner} from "../../../../lib/fit/protocol/nestedCrossValidate.js";
import {countFolds, goForward, rowsOfFold} from "../../../../lib/fit/protocol/folds.js";
import {broken, fragile} from "../../../fixtures/learners/fragile.js";
import {drawUsers} from "./toys.js";

const learners = ["baseline", "logistic", "tree"].map(getLearner);
const options = {seed: 3, metric: getMetric("logLoss"), nTrials: {logistic: 1, tree: 6}, outerFolds: 3, innerFolds: 3};

/** All pieces in one place, which the task spreads over cores. */
function nestedCrossValidate(learners: readonly Learner[], data: TrainingData, options: NestedOptions): NestedResult {
  const outer = outerFoldsOf(data, options);
  const folds = Array.from({length: countFolds(outer)}, (_, fold) => {
    const bests = learners.map((learner) => searchInner(learner, data, {...options, outer, fold}));
    const chosen = chooseInner(bests, learners, {...options, data, outer, fold});
    const learner = learners.find((d) => d.name === chosen.learner) as Learner;
    return judgeOuter(learner, data, {...options, outer, fold, chosen});
  });
  return gatherNested(folds, options.metric);
}

describe("nested cross-validation", () => {
  it("repeats the search in every outer fold and reports what it promised and kept", () => {
    const data = drawUsers(500);
    const result = nestedCrossValidate(learners, data, options);
    expect(result.folds.map((d) => d.learner)).toEqual(["logistic", "logistic", "logistic"]);
    expect(result.optimism).toBeCloseTo(result.keptByFewer.mean - result.promised.mean, 14);
    expect(result.moreRows).toBeCloseTo(result.keptByFewer.mean - result.kept.mean, 14);
    expect(result.kept.folds).toEqual(result.folds.map((d) => d.kept));
    expect(Math.abs(result.optimism)).toBeLessThan(0.05);
    expect(nestedCrossValidate(learners, data, options)).toEqual(result);
  });

  it("finds no optimism, of either sign, where there is nothing to choose from", () => {
    const results = Array.from({length: 30}, (_, seed) =>
      nestedCrossValidate([getLearner("logistic")], drawUsers(200, {seed}), {...options, seed, nTrials: {logistic: 1}})
    );
    const optimism = results.map((d) => d.optimism);
    expect(Math.abs(mean(optimism) as number)).toBeLessThan((3 * (deviation(optimism) as number)) / Math.sqrt(30));
    expect(mean(results, (d) => d.moreRows)).toBeGreaterThan(0);
  });

  it("races as the real search does, which spares the worse trials their later folds", () => {
    const data = drawUsers(1500, {seed: 1});
    let nFits = 0;
    const tree = getLearner("tree");
    const counted: Learner = {
      ...tree,
      fit(shown, params, context) {
        ++nFits;
        return tree.fit(shown, params, context);
      }
    };
    const outer = outerFoldsOf(data, {seed: 3, outerFolds: 5});
    const best = searchInner(counted, data, {...options, nTrials: {tree: 12}, innerFolds: 5, outer, fold: 0});
    expect(best?.scores.length).toBe(5);
    expect(nFits).toBeGreaterThanOrEqual(12 + 6 + 3 * 3);
    expect(nFits).toBeLessThanOrEqual(12 + 7 + 3 * 5); // and the defaults, which always go on; not 12 * 5
  });

  it("goes forward in time where rows have periods, and chooses by those that are held out", () => {
    const data = {...drawUsers(600), periods: Int32Array.from({length: 600}, (_, i) => i % 12)};
    const outer = outerFoldsOf(data, options);
    expect(goForward(outer)).toBe(true);
    for (let fold = 0; fold < countFolds(outer); ++fold) {
      const {fit, heldOut} = rowsOfFold(outer, fold);
      expect(Math.max(...fit.map((row) => data.periods[row]))).toBeLessThan(Math.min(...heldOut.map((row) => data.periods[row])));
    }
    const {folds, promised} = nestedCrossValidate(learners, data, options);
    expect(folds.length).toBe(countFolds(outer));
    expect(promised.folds.every(Number.isFinite)).toBe(true);
  });

  it("goes on without trials that throw, but not without any", () => {
    const data = drawUsers(300);
    const {folds} = nestedCrossValidate([getLearner("baseline"), fragile, broken], data, {...options, nTrials: {fragile: 5}});
    expect(new Set(folds.map((d) => d.learner))).toEqual(new Set(["fragile"]));
    expect(() => nestedCrossValidate([broken], data, options)).toThrow("selectChampion: there must be a candidate; got none.");
  });

  it("shows optimism where there is nothing to find and much to choose from", () => {
    const optimism = [1, 2, 3, 4].map((seed) => {
      const noise = drawUsers(240, {seed, strength: 0});
      return nestedCrossValidate([getLearner("tree")], noise, {...options, seed, metric: getMetric("rocAuc"), nTrials: {tree: 12}})
        .optimism;
    });
    expect(optimism.reduce((a, b) => a + b, 0) / 4).toBeGreaterThan(0);
  });
});
