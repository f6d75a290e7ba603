import {createRowEncoder} from "../model/encode.js";
import {logit, sigmoid} from "../model/logOdds.js";
import type {BoostingModel, ForestModel} from "../model/model.js";
import type {Explainer} from "./explanation.js";
import {createTreeShap} from "./treeShap.js";

/**
 * Exact Shapley values of a tree, a forest or boosted trees, summed over the columns that encode one input.
 * Boosting is explained in log-odds. Trees that vote are explained in probability, the unit in which they add up; if such
 * a model is recalibrated, all contributions are stretched by one factor, so that they still add up to its score.
 *
 * The explainer's method throws as the scorer does.
 */
export function createTreesExplainer(model: ForestModel | BoostingModel): Explainer {
  const {encoding, inputs} = model;
  const shap = createTreeShap(model.trees, encoding.length);
  const encodeRow = createRowEncoder(model);
  const inputOf = encoding.map((column) => inputs.findIndex((input) => input.name === column.input));
  const here = new Float64Array(encoding.length);
  const there = new Float64Array(encoding.length);
  const byColumn = new Float64Array(encoding.length);
  const start = model.kind === "boosting" ? model.base : 0;
  const divisor = model.kind === "boosting" ? 1 : model.trees.roots.length;
  const unit = model.kind === "boosting" ? "logOdds" : "probability";
  return {
    unit,
    explainRow(row, reference) {
      encodeRow(row, here);
      if (reference) encodeRow(reference, there);
      byColumn.fill(0);
      shap.addContributions(here, reference ? there : null, byColumn);
      const contributions = new Float64Array(inputs.length);
      for (let j = 0; j < encoding.length; ++j) contributions[inputOf[j]] += byColumn[j] / divisor;
      const base = (start + (reference ? shap.sumRow(there) : shap.mean)) / divisor;
      return {unit, ...recalibrate(model, base, contributions)};
    }
  };
}

/** Carries the sum over to the calibrated score. */
function recalibrate(
  {kind, calibration}: ForestModel | BoostingModel,
  base: number,
  contributions: Float64Array
): {base: number; contributions: Float64Array} {
  if (!calibration) return {base, contributions};
  const {intercept, slope} = calibration;
  if (kind === "boosting") return {base: intercept + slope * base, contributions: contributions.map((d) => slope * d)};
  const calibrate = (p: number): number => sigmoid(intercept + slope * logit(p));
  const total = contributions.reduce((sum, d) => sum + d, base);
  const rise = total - base;
  const factor = Math.abs(rise) > 1e-9 ? (calibrate(total) - calibrate(base)) / rise : 0;
  return {base: calibrate(base), contributions: contributions.map((d) => factor * d)};
}
