import type {SearchPlan} from "../../../data-loaders/tasks/searchTrials.js";
import type {SharedTraining} from "../../../data-loaders/tasks/training.js";
import {describe, expect, test} from "vitest";
import {shareBytes, shareTable} from "../../../data-loaders/jobs/shareTable.js";
import {searchTrials} from "../../../data-loaders/tasks/searchTrials.js";
import {tryAddition} from "../../../data-loaders/tasks/tryAddition.js";
import {additive} from "../../../lib/fit/learners/additive.js";
import {logistic} from "../../../lib/fit/learners/logistic.js";
import {stratifiedFolds} from "../../../lib/fit/protocol/folds.js";
import {trialsOf} from "../../../lib/fit/protocol/search.js";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {createContext} from "../support/context.js";

const sourceOf = (name: string): string => new URL(`../../../lib/fit/learners/${name}.ts`, import.meta.url).href;
const planOf = (learner: typeof additive): SearchPlan => ({
  title: learner.title,
  trials: trialsOf(learner, {nTrials: 2, seed: 3}),
  metric: "logLoss",
  seed: 3,
  recipe: null,
  monotone: {},
  sources: {[learner.name]: sourceOf(learner.name)},
  race: true
});

/** Users of two numbers, with log-odds that are a multiple of their product. */
function trainingOf(product: number): SharedTraining {
  const random = createRandom(5);
  const nRows = 1200;
  const [a, b] = [0, 1].map(() => Float32Array.from({length: nRows}, () => drawNormal(random)));
  const y = Uint8Array.from(a, (x, i) => Number(random() < 1 / (1 + Math.exp(1 - 0.5 * x - product * x * b[i]))));
  return {
    table: shareTable({nRows, columns: [a, b].map((values, j) => ({name: "ab"[j], kind: "number", values}))}),
    y: shareBytes(y),
    folds: shareBytes(stratifiedFolds(y, 3, createRandom(1))),
    nFolds: 3,
    groups: null,
    periods: null
  };
}

async function search(learner: typeof additive, training: SharedTraining, plan = planOf(learner)) {
  const {context} = createContext();
  const found = await searchTrials(plan, training, context);
  return {found, tried: await tryAddition(found, plan, {learner, training, context})};
}

describe("tryAddition(found, plan, means)", () => {
  test("writes the trial down and takes it where it wins", async () => {
    const {found, tried} = await search(additive, trainingOf(1));
    const base = found.trials.find(({id}) => id === found.best?.trial);
    const added = tried.trials[2];
    expect(added).toMatchObject({id: "additive-03", state: "finished", params: {...base?.params, pairs: 10}});
    expect(tried.best).toEqual({trial: "additive-03", learner: "additive", ties: []});
    expect(tried.addition).toMatchObject({base: base?.id, trial: "additive-03", isTaken: true});
    const {estimate, high} = tried.addition?.difference ?? {estimate: NaN, high: NaN};
    expect(estimate).toBeCloseTo(added.scores.logLoss!.mean - (base?.scores.logLoss?.mean ?? NaN), 2);
    expect(high).toBeLessThan(0);
    expect(tried.outOfFold).not.toEqual(found.outOfFold);
  });

  test("writes no trial down where there is nothing to add, or nobody adds anything", async () => {
    const {found, tried} = await search(additive, trainingOf(0));
    expect(tried).toEqual({...found, addition: {...tried.addition}});
    expect(tried.addition).toMatchObject({base: found.best?.trial, trial: null, difference: null, isTaken: false});
    const plain = await search(logistic, trainingOf(1));
    expect(plain.tried).toBe(plain.found);
  });

  test("writes a trial down whose fit throws, and keeps the best", async () => {
    const wrong = {...additive, addition: {params: {pairs: -1}, what: "fewer than no pairs", one: "pair"}};
    const {found, tried} = await search(wrong, trainingOf(1));
    expect(tried.trials[2]).toMatchObject({
      id: "additive-03",
      state: "failed",
      error: expect.stringMatching(/pairs must be a whole number/)
    });
    expect(tried).toMatchObject({best: found.best, addition: {trial: "additive-03", difference: null, isTaken: false}});
  });
});
