import type {SearchPlan} from "../../../data-loaders/tasks/searchTrials.js";
import {describe, expect, onTestFinished, test} from "vitest";
import {createWorkerPool} from "../../../data-loaders/flow/workerPool.js";
import {searchTrials} from "../../../data-loaders/tasks/searchTrials.js";
import {learnerSource} from "../../../data-loaders/jobs/loadLearner.js";
import {tree} from "../../../lib/fit/learners/tree.js";
import {trialsOf} from "../../../lib/fit/protocol/search.js";
import {broken, fragile} from "../../fixtures/learners/fragile.js";
import {createContext} from "../support/context.js";
import {createTraining} from "../support/training.js";

const source = new URL("../../fixtures/learners/fragile.ts", import.meta.url).href;
const training = createTraining(1500);

const planOf = (change: Partial<SearchPlan> = {}): SearchPlan => ({
  title: fragile.title,
  trials: trialsOf(fragile, {nTrials: 14, seed: 3}),
  metric: "logLoss",
  seed: 3,
  recipe: null,
  monotone: {},
  sources: {fragile: source, broken: source},
  race: true,
  ...change
});

describe("searchTrials(plan, training, context)", () => {
  test("records the trials that throw, races the others on, and warns", async () => {
    const {context, warnings} = createContext();
    const {trials, best, outOfFold} = await searchTrials(planOf(), training, context);
    expect(new Set(trials.map(({state}) => state))).toEqual(new Set(["finished", "stopped", "failed"]));
    for (const {state, params, error, scores} of trials) {
      if (params.breaks === "always") expect(error).toMatch(/^fragile: it broke at l2 = /);
      if (params.breaks === "nonsense") expect(error).not.toBeNull();
      if (params.breaks === "never") expect(error).toBeNull();
      expect(state === "failed").toBe(error !== null);
      if (state === "finished") expect(scores.logLoss?.folds).toHaveLength(5);
    }
    expect(trials.find(({id}) => id === best?.trial)).toMatchObject({state: "finished"});
    expect(outOfFold).toHaveLength(1500);
    expect(outOfFold.every((p) => p > 0 && p < 1)).toBe(true);
    const nFailed = trials.filter(({state}) => state === "failed").length;
    expect(nFailed).toBeGreaterThan(3);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(
      `Fragile regression: ${nFailed} of 14 trials failed, so its best is the best of those that are left. The first error: `
    );
  });

  test("tells learners which rows are of one customer", async () => {
    const plan = planOf({trials: trialsOf(tree, {nTrials: 1, seed: 3}), sources: {tree: learnerSource("tree")}});
    const scoresOf = async (groups: Int32Array | null): Promise<Set<number>> => {
      const {outOfFold} = await searchTrials(plan, {...training, groups}, createContext().context);
      return new Set(outOfFold);
    };
    const few = Int32Array.from({length: 1500}, (_, i) => i % 15); // too few customers for a leaf
    expect((await scoresOf(null)).size).toBeGreaterThan(5);
    expect((await scoresOf(few)).size).toBeLessThanOrEqual(5); // of each fold one
  });

  test("lets every trial do every fold where folds are too small to race on", async () => {
    const {trials} = await searchTrials(planOf(), createTraining(400), createContext().context);
    expect(new Set(trials.map(({state}) => state))).toEqual(new Set(["finished", "failed"]));
  });

  test("gives the same trials with one worker, two, or none", async () => {
    const results = [await searchTrials(planOf(), training, createContext().context)];
    for (const size of [1, 2]) {
      const pool = createWorkerPool(size);
      onTestFinished(() => pool.close());
      results.push(await searchTrials(planOf(), training, createContext([], pool).context));
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  test("has no best when no trial finishes, and says so", async () => {
    const {context, warnings} = createContext();
    const plan = planOf({title: broken.title, trials: trialsOf(broken, {nTrials: 1, seed: 3})});
    const {trials, best, outOfFold} = await searchTrials(plan, training, context);
    expect({best, outOfFold}).toEqual({best: null, outOfFold: []});
    expect(trials).toMatchObject([{state: "failed", scores: {}, error: "broken: there must be a way; got none"}]);
    expect(warnings).toEqual([
      "Broken learner: its only trial failed, so it took no part in the choice. The first error: broken: there must be a way; got none"
    ]);
  });
});
