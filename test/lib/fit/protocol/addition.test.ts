import type {Learner, TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {Tried} from "../../../../lib/fit/protocol/addition.js";
import {describe, expect, it} from "vitest";
import {additive} from "../../../../lib/fit/learners/additive.js";
import {logistic} from "../../../../lib/fit/learners/logistic.js";
import {additionOf, addsNothing, judgeAddition, tryAddition} from "../../../../lib/fit/protocol/addition.js";
import {crossValidate} from "../../../../lib/fit/protocol/crossValidate.js";
import {stratifiedFolds} from "../../../../lib/fit/protocol/folds.js";
import {outerFoldsOf, searchInner} from "../../../../lib/fit/protocol/nestedCrossValidate.js";
import {trialsOf} from "../../../../lib/fit/protocol/search.js";
import {getMetric} from "../../../../lib/metrics/metrics.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";

const metric = getMetric("logLoss");
const [defaults] = trialsOf(additive, {nTrials: 1, seed: 1});

/** Users of two numbers, with log-odds that are a multiple of their product. */
function usersOf(n: number, product: number): TrainingData {
  const random = createRandom(5);
  const [a, b] = [0, 1].map(() => Float32Array.from({length: n}, () => drawNormal(random)));
  const y = Uint8Array.from(a, (x, i) => Number(random() < 1 / (1 + Math.exp(1 - 0.5 * x - product * x * b[i]))));
  return {table: {nRows: n, columns: [a, b].map((values, j) => ({name: "ab"[j], kind: "number", values}))}, y};
}

describe("additionOf(learner, best, nTrials)", () => {
  it("is the best trial with more, after the others; none of a learner that adds nothing", () => {
    const best = {...defaults, id: "additive-03", index: 2, params: {...defaults.params, smooth: 9}};
    expect(additionOf(additive, best, 8)).toEqual({
      id: "additive-09",
      learner: "additive",
      index: 8,
      params: {...best.params, pairs: 10}
    });
    expect(additionOf(logistic, {...best, learner: "logistic"}, 8)).toBeNull();
  });
});

describe("addsNothing(base, result, folds)", () => {
  const folds = Uint8Array.of(1, 0, 1, 0, 1);
  const base = [0.1, 0.2, 0.3, 0.4, 0.5];
  it.each([
    [[0.1, 0.3, 0.5], true],
    [[0.1, 0.3, 0.5 + 1e-16 * 2], false]
  ])("compares a fold's own rows: %j", (scores, expected) => {
    expect(addsNothing(base, {rows: Int32Array.of(0, 2, 4), scores: Float64Array.from(scores)}, folds)).toBe(expected);
  });
});

describe("judgeAddition(scores)", () => {
  const y = Uint8Array.from({length: 400}, (_, i) => i % 2);
  const base = Float64Array.from(y, (label, i) => 0.5 + (label ? 0.1 : -0.1) * Number(i % 3 > 0));
  const judge = (added: Float64Array, groups: Int32Array | null = null) =>
    judgeAddition({metric, y, groups, base, added, random: createRandom(1)});

  it("takes what is better beyond the interval, and nothing else", () => {
    const better = base.map((p, i) => p + (y[i] ? 0.05 : -0.05));
    expect(judge(better)).toMatchObject({isTaken: true});
    expect(judge(better).difference.high).toBeLessThan(0);
    expect(judge(base.map((p, i) => p + (y[i] ? -0.05 : 0.05)))).toMatchObject({isTaken: false});
    expect(judge(base)).toMatchObject({isTaken: false});
    const random = createRandom(2);
    const unsure = base.map((p, i) => p + 0.2 * (random() - 0.5) + (y[i] ? 0.004 : -0.004));
    expect(judge(unsure).isTaken).toBe(false);
  });

  it("counts groups where users have several rows, not rows", () => {
    const random = createRandom(3);
    const byGroup = Array.from({length: 10}, () => 0.6 * (random() - 0.4));
    const groups = Int32Array.from(y, (_, i) => i % 10);
    const added = base.map((p, i) => p + (y[i] ? 0.1 : -0.1) * byGroup[groups[i]]);
    const [rows, grouped] = [judge(added), judge(added, groups)];
    expect(grouped.difference.estimate).toBeCloseTo(rows.difference.estimate, 12);
    expect(grouped.difference.high - grouped.difference.low).toBeGreaterThan(2 * (rows.difference.high - rows.difference.low));
  });
});

describe("tryAddition(learner, data, best, options)", () => {
  const bestOf = (data: TrainingData, folds: Uint8Array): Tried => {
    const {foldScores, outOfFold} = crossValidate(additive, data, defaults.params, {folds, seed: 1, metrics: ["logLoss"]});
    return {trial: defaults, scores: foldScores.logLoss, outOfFold};
  };

  it("takes pairs where there is one, and leaves the trial where there is none, after one fit", () => {
    for (const [product, taken] of [[1, true] as const, [0, false] as const]) {
      const data = usersOf(1500, product);
      const folds = stratifiedFolds(data.y, 3, createRandom(1));
      let nFits = 0;
      const counted: Learner = {
        ...additive,
        fit(shown, params, context) {
          ++nFits;
          return additive.fit(shown, params, context);
        }
      };
      const best = bestOf(data, folds);
      const found = tryAddition(counted, data, best, {folds, seed: 1, metric, nTrials: 8, random: createRandom(1)});
      expect(found.trial.id).toBe(taken ? "additive-09" : "additive-01");
      expect(nFits).toBe(taken ? 3 : 1);
      if (!taken) expect(found).toBe(best);
      else for (const [i, score] of found.scores.entries()) expect(score).toBeLessThan(best.scores[i]);
    }
  });

  it("leaves the trial where a fit throws", () => {
    const data = usersOf(600, 1);
    const folds = stratifiedFolds(data.y, 3, createRandom(1));
    const best = bestOf(data, folds);
    const broken: Learner = {
      ...additive,
      fit() {
        throw new Error("broken");
      }
    };
    expect(tryAddition(broken, data, best, {folds, seed: 1, metric, nTrials: 8, random: createRandom(1)})).toBe(best);
  });

  it("is part of the search within folds", () => {
    const data = usersOf(1800, 1);
    const outer = outerFoldsOf(data, {seed: 1, outerFolds: 3});
    const best = searchInner(additive, data, {seed: 1, metric, nTrials: {additive: 1}, innerFolds: 3, outer, fold: 0});
    expect(best?.trial).toMatchObject({id: "additive-02", params: {pairs: 10}});
  });
});
