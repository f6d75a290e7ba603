import {expect, it} from "vitest";
import {createExplainer} from "../../../lib/explain/explainer.js";
import {baseline} from "../../../lib/fit/learners/baseline.js";
import {logistic} from "../../../lib/fit/learners/logistic.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createRandom} from "../../../lib/random.js";
import {getRow} from "../../../lib/dataset/table.js";
import {drawUsers} from "../fit/protocol/toys.js";

it.each([baseline, logistic])("createExplainer(model) adds up to the score of a recalibrated $name", (learner) => {
  const data = drawUsers(200);
  const model = {...learner.fit(data, {}, {random: createRandom(1)}), calibration: {intercept: -0.3, slope: 0.7}};
  const row = getRow(data.table, 5);
  const {base, contributions} = createExplainer(model).explainRow(row, null);
  expect(base + contributions.reduce((a, b) => a + b, 0)).toBeCloseTo(createScorer(model).logOddsRow(row), 10);
});
