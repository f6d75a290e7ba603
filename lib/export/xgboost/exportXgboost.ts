import {check} from "../../check.js";
import {logit, sigmoid} from "../../model/logOdds.js";
import type {BoostingModel, ForestModel, Model} from "../../model/model.js";
import {encodedNames} from "../encodedNames.js";
import {foldMissing} from "../foldMissing.js";
import {treeText} from "./treeText.js";

/** How leaves become the numbers that XGBoost adds up. */
interface Reading {
  objective: "binary:logistic" | "reg:squarederror";
  /** in the objective's own unit, as XGBoost has it */
  baseScore: number;
  leaf(value: number): number;
}

/** Whether {@link exportXgboost} can write a model: trees, uncalibrated unless their sum is in log-odds or there is but one. */
export function fitsXgboost(model: Model): model is ForestModel | BoostingModel {
  if (model.kind === "baseline" || model.kind === "logistic") return false;
  return model.calibration === undefined || model.kind === "boosting" || model.trees.roots.length === 1;
}

/**
 * A tree, forest or boosting model as XGBoost's own JSON (loads in XGBoost 1.7 and later). Its features are the encoded
 * columns, named as {@link encodedNames} has it: numbers as they are with NaN for missing, levels as 0 or 1; the
 * attribute `churnbook_encoding` says which is which. `predict` gives the probability, and `pred_contribs` the Shapley
 * values in the unit in which the trees add up. The same model gives the same text.
 *
 * @throws if the model has no trees, or is a calibrated forest, whose probability is no sum of leaves
 */
export function exportXgboost(model: Model): string {
  check(fitsXgboost(model), {
    where: "exportXgboost",
    rule: "the model must be made of trees whose leaves add up to its score",
    got: `a ${model.calibration ? "calibrated " : ""}model of the kind "${model.kind}"`,
    remedy: "Export it as ONNX."
  });
  const {objective, baseScore, leaf} = readLeaves(model);
  const {trees, encoding} = model;
  const missingLeft = foldMissing(trees, encoding);
  const names = encodedNames(encoding);
  const texts = trees.roots.map((root, id) => treeText({trees, missingLeft, leaf}, {root, id, nColumns: encoding.length}));
  const booster = `{"model":{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"${texts.length}"},` +
    `"iteration_indptr":${JSON.stringify([...texts.keys(), texts.length])},"tree_info":${JSON.stringify(texts.map(() => 0))},` +
    `"trees":[${texts.join(",")}]},"name":"gbtree"}`;
  const attributes = {churnbook_encoding: JSON.stringify(describe(model, names))};
  const param = {base_score: baseScore.toExponential(8), boost_from_average: "1", num_class: "0", num_feature: String(encoding.length), num_target: "1"};
  return `{"learner":{"attributes":${JSON.stringify(attributes)},"feature_names":${JSON.stringify(names)},` +
    `"feature_types":${JSON.stringify(names.map(() => "float"))},"gradient_booster":${booster},` +
    `"learner_model_param":${JSON.stringify(param)},` +
    `"objective":${JSON.stringify({name: objective, reg_loss_param: {scale_pos_weight: "1"}})}},"version":[1,7,4]}`;
}

function readLeaves(model: ForestModel | BoostingModel): Reading {
  const {intercept, slope} = model.calibration ?? {intercept: 0, slope: 1};
  if (model.kind === "boosting") {
    return {objective: "binary:logistic", baseScore: sigmoid(intercept + slope * model.base), leaf: (value) => slope * value};
  }
  const nTrees = model.trees.roots.length;
  const leaf = model.calibration ? (value: number) => sigmoid(intercept + slope * logit(value)) : (value: number) => value / nTrees;
  return {objective: "reg:squarederror", baseScore: 0, leaf};
}

function describe({encoding}: Model, names: readonly string[]): unknown {
  return encoding.map((column, j) => ({
    feature: names[j],
    input: column.input,
    ...(column.kind === "level" ? {oneWhereEqual: column.level} : {number: true})
  }));
}
