import type {ByKind, Model, Shape, Trees} from "./model.js";
import type {Calibration} from "./logOdds.js";
import {ofKind} from "./model.js";
import {roundTo} from "../groups.js";

/** Significant digits of what a model learned: its scores move by less than a millionth, and no weight is an equation about one user. */
const DIGITS = 6;

/**
 * A fitted model as it ships: weights, leaf values and what the fit says of itself with {@link DIGITS} digits. Rounded before it
 * scores or leaves in any form, so that every page and export agrees with it to the bit.
 */
export function roundModel(model: Model): Model {
  const learned = ofKind(rounded, model);
  const {calibration, report} = model;
  return {
    ...learned,
    ...(calibration ? {calibration: roundCalibration(calibration)} : {}),
    ...(report ? {report: Object.fromEntries(Object.entries(report).map(([name, d]) => [name, typeof d === "number" ? round(d) : d]))} : {})
  };
}

/** A recalibration as it ships. */
export function roundCalibration({intercept, slope}: Calibration): Calibration {
  return {intercept: round(intercept), slope: round(slope)};
}

const rounded: ByKind<[], Model> = {
  baseline: (model) => ({...model, probability: round(model.probability)}),
  logistic: (model) => ({...model, intercept: round(model.intercept), weights: model.weights.map(round)}),
  additive: (model) => ({...model, intercept: round(model.intercept), shapes: model.shapes.map(roundShape)}),
  tree: (model) => ({...model, trees: roundTrees(model.trees)}),
  forest: (model) => ({...model, trees: roundTrees(model.trees)}),
  boosting: (model) => ({...model, base: round(model.base), trees: roundTrees(model.trees)})
};

function round(value: number): number {
  return roundTo(value, DIGITS);
}

/** Heights are rounded; knots lie on the grid of their column. */
function roundShape({knots, values, missing}: Shape): Shape {
  return {knots, values: values.map(round), missing: round(missing)};
}

/** Leaves are rounded; inner nodes stay the means of the leaves below, which reasons rely on. */
function roundTrees(trees: Trees): Trees {
  const {feature, left, right, cover} = trees;
  const value = trees.value.map(round);
  for (let node = value.length - 1; node >= 0; --node) {
    if (feature[node] < 0) continue;
    const [l, r] = [left[node], right[node]];
    value[node] = (cover[l] * value[l] + cover[r] * value[r]) / cover[node];
  }
  return {...trees, value};
}
