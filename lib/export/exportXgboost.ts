import type {BoostingModel, ByColumn, ByTrait, ForestModel, Model, NotOffered, Trees, EncodedColumn} from "../model/model.js";
import {createCategoryReader, MISSING, OTHER, otherText} from "../model/category.js";
import {calibrateProbability, sigmoid} from "../model/logOdds.js";
import {hasTrait, ofKind} from "../model/model.js";
import {foldMissing} from "./foldMissing.js";
import {refuse} from "./offered.js";

/** How leaves become the numbers that XGBoost adds up. */
interface Reading {
  objective: "binary:logistic" | "reg:squarederror";
  /** in the objective's own unit, as XGBoost has it */
  baseScore: number;
  leaf(value: number): number;
}

const NO_SUM: NotOffered = {because: "the model must be made of trees whose leaves add up to its score", remedy: "Export it as ONNX."};

/** How each kind of model that is made of trees is written; XGBoost has no word for another. */
const xgboost: ByTrait<"hasTrees", [], string> = {
  tree: writeVoting,
  forest: writeVoting,
  boosting: (model) => {
    const {intercept, slope, bend = 0} = model.calibration ?? {intercept: 0, slope: 1};
    if (bend !== 0) throw refuse("exportXgboost", NO_SUM, model);
    const baseScore = sigmoid(intercept + slope * model.base);
    return writeTrees(model, {objective: "binary:logistic", baseScore, leaf: (value) => slope * value});
  }
};

/**
 * A tree, forest or boosting model as XGBoost's own JSON (loads in XGBoost 1.7 and later). Its features are the encoded
 * columns, named as {@link encodedNames} has it: numbers as they are with NaN for missing, levels as 0 or 1; the
 * attribute `churnbook_encoding` says which is which, and `churnbook_categories` how texts are read, also which rows the model
 * refuses, which XGBoost cannot do by itself. `predict` gives the probability, and `pred_contribs` the Shapley
 * values in the unit in which the trees add up. The same model gives the same text.
 *
 * @throws if the model has no trees, or is a calibrated forest or a boosting model whose calibration bends: their scores are no sum of leaves
 */
export function exportXgboost(model: Model): string {
  if (!hasTrait(model, "hasTrees")) throw refuse("exportXgboost", NO_SUM, model);
  return ofKind(xgboost, model);
}

/** The leaves' mean; a calibrated one is no sum of leaves, but of one tree each leaf is a score. */
function writeVoting(model: ForestModel): string {
  const {calibration, trees} = model;
  const nTrees = trees.roots.length;
  if (calibration && nTrees > 1) throw refuse("exportXgboost", NO_SUM, model);
  const leaf = (value: number): number => (calibration ? calibrateProbability(value, calibration) : value / nTrees);
  return writeTrees(model, {objective: "reg:squarederror", baseScore: 0, leaf});
}

function writeTrees(model: ForestModel | BoostingModel, {objective, baseScore, leaf}: Reading): string {
  const {trees, encoding} = model;
  const missingLeft = foldMissing(trees, encoding);
  const names = encodedNames(encoding);
  const texts = trees.roots.map((root, id) => treeText({trees, missingLeft, leaf}, {root, id, nColumns: encoding.length}));
  const booster =
    `{"model":{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"${texts.length}"},` +
    `"iteration_indptr":${JSON.stringify([...texts.keys(), texts.length])},"tree_info":${JSON.stringify(texts.map(() => 0))},` +
    `"trees":[${texts.join(",")}]},"name":"gbtree"}`;
  const attributes = {
    churnbook_encoding: JSON.stringify(describe(model, names)),
    churnbook_categories: JSON.stringify(describeCategories(model))
  };
  const param = {
    base_score: baseScore.toExponential(8),
    boost_from_average: "1",
    num_class: "0",
    num_feature: String(encoding.length),
    num_target: "1"
  };
  return (
    `{"learner":{"attributes":${JSON.stringify(attributes)},"feature_names":${JSON.stringify(names)},` +
    `"feature_types":${JSON.stringify(names.map(() => "float"))},"gradient_booster":${booster},` +
    `"learner_model_param":${JSON.stringify(param)},` +
    `"objective":${JSON.stringify({name: objective, reg_loss_param: {scale_pos_weight: "1"}})}},"version":[1,7,4]}`
  );
}

function describe({encoding}: Model, names: readonly string[]): unknown {
  return encoding.map((column, j) => ({feature: names[j], input: column.input, ...ofKind(readings, column)}));
}

/**
 * What each category's values are read as: the level of that text, "missing", "other", or null, which stands for a row that
 * the model refuses. XGBoost itself knows nothing of it: whoever makes the features must leave such rows out.
 */
function describeCategories({inputs}: Model): unknown {
  return inputs.flatMap((input) => {
    if (input.kind === "number") return [];
    const read = createCategoryReader(input);
    const name = (value: string | null): string | null => NAMES[read(value)] ?? null;
    return [
      {
        input: input.name,
        levels: input.levels.filter((level) => read(level) >= 0),
        pooled: input.other?.levels ?? [],
        ...(input.spelled ? {spelled: input.spelled} : {}),
        missing: name(null),
        anyOther: name(otherText(input))
      }
    ];
  });
}

const NAMES: Record<number, string> = {[MISSING]: "missing", [OTHER]: "other"};

/** What a feature of each kind holds. */
const readings: ByColumn<[], object> = {
  number: () => ({number: true}),
  level: ({level}) => ({oneWhereEqual: level}),
  rest: ({rest}) => (rest === "missing" ? {oneWhereMissing: true} : {oneWhereOther: true})
};

/** What a parent that is not there is called. */
const NO_PARENT = 2147483647;

export interface TreeSource {
  trees: Trees;
  /** per node: 1 where a missing value goes left */
  missingLeft: ArrayLike<number>;
  /** what a leaf adds, given its value */
  leaf(value: number): number;
}

/**
 * One tree in XGBoost's JSON. Nodes are numbered breadth first, because XGBoost takes the right child to be the one
 * after the left; numbers that are fractions there never look like whole ones, or it would refuse the file.
 */
function treeText({trees, missingLeft, leaf}: TreeSource, {root, id, nColumns}: {root: number; id: number; nColumns: number}): string {
  const {feature, threshold, left, right, value, cover} = trees;
  const order = [root];
  const parent = [NO_PARENT];
  const leftChild: number[] = [];
  for (let i = 0; i < order.length; ++i) {
    const node = order[i];
    if (feature[node] < 0) {
      leftChild.push(-1);
      continue;
    }
    leftChild.push(order.length);
    order.push(left[node], right[node]);
    parent.push(i, i);
  }
  const isLeaf = (node: number): boolean => feature[node] < 0;
  const nothing = "[]";
  const fields = {
    base_weights: fractions(order.map((node) => (isLeaf(node) ? leaf(value[node]) : 0))),
    categories: nothing,
    categories_nodes: nothing,
    categories_segments: nothing,
    categories_sizes: nothing,
    default_left: wholes(order.map((node) => missingLeft[node])),
    id: String(id),
    left_children: wholes(leftChild),
    loss_changes: fractions(order.map(() => 0)),
    parents: wholes(parent),
    right_children: wholes(leftChild.map((child) => (child < 0 ? -1 : child + 1))),
    split_conditions: fractions(order.map((node) => (isLeaf(node) ? leaf(value[node]) : threshold[node]))),
    split_indices: wholes(order.map((node) => (isLeaf(node) ? 0 : feature[node]))),
    split_type: wholes(order.map(() => 0)),
    sum_hessian: fractions(order.map((node) => cover[node])),
    tree_param: `{"num_deleted":"0","num_feature":"${nColumns}","num_nodes":"${order.length}","size_leaf_vector":"1"}`
  };
  return `{${Object.entries(fields)
    .map(([key, text]) => `"${key}":${text}`)
    .join(",")}}`;
}

/** As float32, with as few digits as tell it from its neighbours. */
function fractions(values: readonly number[]): string {
  return `[${values.map((d) => shortest(Math.fround(d)).toExponential().replace("+", "")).join(",")}]`;
}

function shortest(float: number): number {
  for (let digits = 1; digits < 9; ++digits) {
    const written = Number(float.toPrecision(digits));
    if (Math.fround(written) === float) return written;
  }
  return Number(float.toPrecision(9));
}

function wholes(values: readonly number[]): string {
  return `[${values.join(",")}]`;
}

/**
 * A name for each encoded column: the input's, or `input=level`. XGBoost allows no square bracket and no `<` in a name,
 * so these are replaced; names that would then be equal are numbered.
 *
 * @example encodedNames([{input: "plan", kind: "level", level: "pro", mean: 0, scale: 1}]) // ["plan=pro"]
 */
export function encodedNames(encoding: readonly EncodedColumn[]): string[] {
  const used = new Set<string>();
  return encoding.map((column) => {
    const stem = ofKind(stems, column).replace(/[[\]<]/g, "_");
    let name = stem;
    for (let i = 2; used.has(name); ++i) name = `${stem}_${i}`;
    used.add(name);
    return name;
  });
}

const stems: ByColumn<[], string> = {
  number: ({input}) => input,
  level: ({input, level}) => `${input}=${level}`,
  rest: ({input, rest}) => `${input} ${rest}`
};
