import type {BoostingModel, Model} from "../../../lib/model/model.js";
import {expect, it} from "vitest";
import {encodedNames, exportXgboost} from "../../../lib/export/exportXgboost.js";
import {fitModels, modelsThat} from "../../interop/models.js";

interface Written {
  learner: {
    learner_model_param: {base_score: string};
    gradient_booster: {model: {trees: {left_children: number[]; right_children: number[]; base_weights: number[]}[]}};
  };
}

it("exportXgboost(model) numbers the right child after the left and writes fractions as fractions", () => {
  const text = exportXgboost(fitModels().boosting);
  const {learner} = JSON.parse(text) as Written;
  for (const {left_children: left, right_children: right} of learner.gradient_booster.model.trees) {
    expect(right).toEqual(left.map((child) => (child < 0 ? -1 : child + 1)));
  }
  for (const [, list] of text.matchAll(/"(?:split_conditions|sum_hessian|base_weights)":\[([^\]]*)\]/g)) {
    for (const number of list.split(",")) expect(number).toMatch(/^-?\d(\.\d{1,8})?e-?\d+$/);
  }
  expect(learner.learner_model_param.base_score).toMatch(/^\d\.\d{8}e-\d$/);
});

it("exportXgboost(model) writes every float32 with no more digits than tell it from its neighbours", () => {
  const boosting = fitModels().boosting as BoostingModel;
  const value = boosting.trees.value.map((_, node) => [0.1, 1 / 3, 1e-30, -16777215, 0.30000001192092896][node % 5]);
  const {learner} = JSON.parse(exportXgboost({...boosting, trees: {...boosting.trees, value}})) as Written;
  const written = learner.gradient_booster.model.trees.flatMap(({base_weights: own}) => own).filter((d) => d !== 0);
  expect(new Set(written)).toEqual(new Set([0.1, 0.33333334, 1e-30, -16777215, 0.3]));
  expect(new Set(written.map(Math.fround))).toEqual(new Set(value.map(Math.fround)));
});

it("exportXgboost(model) is the same for the same model, and leaves it as it is", () => {
  const offered = modelsThat(exportXgboost);
  expect(offered.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      "tree",
      "forest",
      "boosting",
      "pooled tree",
      "pooled forest",
      "pooled boosting",
      "hostile boosting",
      "calibrated tree",
      "calibrated boosting",
      "bent tree"
    ])
  );
  for (const [, model] of offered) {
    const text = JSON.stringify(model);
    expect(exportXgboost(JSON.parse(text) as Model)).toBe(exportXgboost(model));
    expect(JSON.stringify(model)).toBe(text);
  }
});

it("exportXgboost(model) refuses models that are no sum of leaves", () => {
  const {logistic, additive, "calibrated forest": forest, "bent boosting": bent} = fitModels();
  expect(() => exportXgboost(logistic)).toThrow('got a model of the kind "logistic". Export it as ONNX.');
  expect(() => exportXgboost(additive)).toThrow('got a model of the kind "additive". Export it as ONNX.');
  expect(() => exportXgboost(forest)).toThrow('got a calibrated model of the kind "forest". Export it as ONNX.');
  expect(() => exportXgboost(bent)).toThrow('got a calibrated model of the kind "boosting". Export it as ONNX.');
});

it("encodedNames(encoding) keeps names apart and to XGBoost's rules", () => {
  const number = (input: string) => ({input, kind: "number" as const, mean: 0, scale: 1, missing: null});
  const level = (input: string, text: string) => ({input, kind: "level" as const, level: text, mean: 0, scale: 1});
  expect(encodedNames([number("a[1]"), number("a<1>"), number("a_1_"), level("plan", "pro"), number("plan=pro")])).toEqual([
    "a_1_",
    "a_1>",
    "a_1__2",
    "plan=pro",
    "plan=pro_2"
  ]);
});
