import type {Model, LogisticModel, BoostingModel, ForestModel} from "../model/model.js";
import type {Row} from "../dataset/table.js";
import {logit, sigmoid} from "../model/logOdds.js";
import {createRowEncoder} from "../model/encode.js";
import {createTreeShap} from "./treeShap.js";

/**
 * Prepares a model for explaining.
 *
 * @returns an explainer whose contributions add up to the score exactly, for every kind of model
 */
export function createExplainer(model: Model): Explainer {
  switch (model.kind) {
    case "logistic":
      return createLinearExplainer(model);
    case "tree":
    case "forest":
    case "boosting":
      return createTreesExplainer(model);
    default:
      return createConstantExplainer(model);
  }
}

/** The base rate has no reasons. */
function createConstantExplainer(model: Model): Explainer {
  const contributions = new Float64Array(model.inputs.length);
  const {intercept, slope} = model.calibration ?? {intercept: 0, slope: 1};
  const base = model.kind === "baseline" ? intercept + slope * logit(model.probability) : NaN;
  return {unit: "logOdds", explainRow: () => ({unit: "logOdds", base, contributions})};
}

/**
 * Why a row scores as it does: what each input adds to the reference's score.
 * `base` plus all contributions is the row's own score in the same unit, exactly up to rounding.
 */
export interface Explanation {
  /** what the contributions add up in: log-odds for logistic and boosting, shares for trees that vote */
  unit: "logOdds" | "probability";
  /** the reference's score in that unit */
  base: number;
  /** one per input of the model, in the model's order */
  contributions: Float64Array;
}

/** A model made ready to explain many rows. */
export interface Explainer {
  unit: Explanation["unit"];
  /** @param reference the row to compare with; null: the average over the training rows */
  explainRow(row: Row, reference: Row | null): Explanation;
}

/**
 * Exact contributions of a linear score: weight times the encoded difference to the reference, summed over the columns
 * that encode one input. These are its Shapley values whatever the inputs' correlation (Lundberg and Lee, 2017, corollary 1,
 * with a single reference). Standardised columns have mean 0, so the average reference scores the intercept.
 *
 * The explainer's method throws as the scorer does.
 */
export function createLinearExplainer(model: LogisticModel): Explainer {
  const {encoding, inputs, intercept, weights, calibration} = model;
  const slope = calibration?.slope ?? 1;
  const shift = calibration?.intercept ?? 0;
  const encodeRow = createRowEncoder(model);
  const inputOf = encoding.map((column) => inputs.findIndex((input) => input.name === column.input));
  const here = new Float64Array(encoding.length);
  const there = new Float64Array(encoding.length);
  return {
    unit: "logOdds",
    explainRow(row, reference) {
      encodeRow(row, here);
      if (reference) encodeRow(reference, there);
      else there.fill(0);
      const contributions = new Float64Array(inputs.length);
      let base = intercept;
      for (let j = 0; j < encoding.length; ++j) {
        base += weights[j] * there[j];
        contributions[inputOf[j]] += slope * weights[j] * (here[j] - there[j]);
      }
      return {unit: "logOdds", base: shift + slope * base, contributions};
    }
  };
}

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
