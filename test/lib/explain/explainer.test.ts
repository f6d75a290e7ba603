import type {AdditiveModel} from "../../../lib/model/model.js";
import type {Row} from "../../../lib/dataset/table.js";
import {expect, it} from "vitest";
import {createExplainer} from "../../../lib/explain/explainer.js";
import {additive} from "../../../lib/fit/learners/additive.js";
import {baseline} from "../../../lib/fit/learners/baseline.js";
import {logistic} from "../../../lib/fit/learners/logistic.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createRandom} from "../../../lib/random.js";
import {getRow} from "../../../lib/dataset/table.js";
import {withPairs} from "../../support/pairs.js";
import {mixedUsers, range} from "../../support/syntheticUsers.js";
import {drawUsers} from "../fit/protocol/toys.js";

it.each([baseline, logistic])("createExplainer(model) adds up to the score of a recalibrated $name", (learner) => {
  const data = drawUsers(200);
  const model = {...learner.fit(data, {}, {random: createRandom(1)}), calibration: {intercept: -0.3, slope: 0.7}};
  const row = getRow(data.table, 5);
  const {base, contributions} = createExplainer(model).explainRow(row, null);
  expect(base + contributions.reduce((a, b) => a + b, 0)).toBeCloseTo(createScorer(model).logOddsRow(row), 10);
});

it("createExplainer(model with pairs) gives Shapley values, for which what two inputs do together counts half for each", () => {
  const data = mixedUsers(400, 5);
  const plain = additive.fit(data, {}, {random: createRandom(1)}) as AdditiveModel;
  const model = {...withPairs(plain, data.table), calibration: {intercept: -0.3, slope: 0.7}};
  const names = model.inputs.map(({name}) => name);
  const {logOddsRow} = createScorer(model);
  /** by definition: an input's step, averaged over every order in which inputs can go from the reference to the row */
  const shapley = (row: Row, reference: Row): number[] => {
    const totals = names.map(() => 0);
    const walk = (left: readonly string[], from: Row, share: number): void => {
      for (const name of left) {
        const to = {...from, [name]: row[name]};
        totals[names.indexOf(name)] += (logOddsRow(to) - logOddsRow(from)) * (share / left.length);
        walk(
          left.filter((d) => d !== name),
          to,
          share / left.length
        );
      }
    };
    walk(names, reference, 1);
    return totals;
  };
  const {explainRow} = createExplainer(model);
  for (const i of range(1, 6)) {
    const [row, reference] = [getRow(data.table, i), getRow(data.table, i + 100)];
    const {contributions} = explainRow(row, reference);
    for (const [j, value] of shapley(row, reference).entries()) expect(contributions[j]).toBeCloseTo(value, 9);
    const [first, second] = [model, {...model, pairs: undefined}].map((d) => createExplainer(d).explainRow(row, null));
    const more = createScorer(model).logOddsRow(row) - createScorer({...model, pairs: undefined}).logOddsRow(row);
    expect(first.base).toBe(second.base);
    const split = first.contributions.map((d, j) => d - second.contributions[j]);
    expect(split[0] + split[1] + split[2] + split[5]).toBeCloseTo(more, 9);
    expect(split[0]).toBeCloseTo(split[1], 9); // the pair of the first two inputs
    expect(split[2]).toBeCloseTo(split[5], 9); // and those of the third with the levels of the last
  }
});
