import type {
  AdditiveModel,
  BaselineModel,
  BoostingModel,
  ByKind,
  ForestModel,
  LogisticModel,
  Model,
  TreesCalibration
} from "../model/model.js";
import type {Row} from "../dataset/table.js";
import type {Surface} from "../model/surface.js";
import {heightAt, piecesOf} from "../model/curve.js";
import {calibrateLogOdds, calibrateProbability, logit} from "../model/logOdds.js";
import {createRowEncoder} from "../model/encode.js";
import {ofKind} from "../model/model.js";
import {heightOver, surfaceOf} from "../model/surface.js";
import {createTreeShap} from "./treeShap.js";

/**
 * Prepares a model for explaining. The explainer's method throws as the scorer does.
 *
 * @returns an explainer whose contributions add up to the score exactly, for every kind of model
 */
export function createExplainer(model: Model): Explainer {
  return ofKind(explainers, model);
}

/**
 * Why a row scores as it does: what each input adds to the reference's score.
 * `base` plus all contributions is the row's own score in the same unit, exactly up to rounding.
 */
export interface Explanation {
  /** what the contributions add up in: log-odds for logistic, additive and boosting, shares for trees that vote */
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

/** How each kind of model is explained. */
const explainers: ByKind<[], Explainer> = {
  baseline: createConstantExplainer,
  logistic: createLinearExplainer,
  additive: createAdditiveExplainer,
  tree: createVotingExplainer,
  forest: createVotingExplainer,
  boosting: (model) => createTreesExplainer(model, {start: model.base, divisor: 1, unit: "logOdds"})
};

/** The base rate has no reasons. */
function createConstantExplainer({inputs, probability, calibration}: BaselineModel): Explainer {
  const contributions = new Float64Array(inputs.length);
  const base = calibration ? calibrateLogOdds(logit(probability), calibration) : logit(probability);
  return {unit: "logOdds", explainRow: () => ({unit: "logOdds", base, contributions})};
}

/**
 * Exact contributions of a linear score: weight times the encoded difference to the reference, summed over the columns
 * that encode one input. These are its Shapley values whatever the inputs' correlation (Lundberg and Lee, 2017, corollary 1,
 * with a single reference). Standardised columns have mean 0, so the average reference scores the intercept.
 */
function createLinearExplainer(model: LogisticModel): Explainer {
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
 * Exact contributions of an additive score: the height of the input's shape less that at the reference, and its part of what pairs do,
 * which are its Shapley values whatever the inputs' correlation. Shapes have mean 0 over the training rows, and pairs along either column,
 * so the average reference scores the intercept.
 */
function createAdditiveExplainer(model: AdditiveModel): Explainer {
  const {encoding, inputs, intercept, shapes, pairs = []} = model;
  const {intercept: shift, slope} = model.calibration ?? {intercept: 0, slope: 1};
  const encodeRow = createRowEncoder(model);
  const inputOf = encoding.map((column) => inputs.findIndex((input) => input.name === column.input));
  const pieces = shapes.map(piecesOf);
  const surfaces = pairs.map(surfaceOf);
  const heightOf = (j: number, x: number): number => (x === x ? heightAt(pieces[j], x) : shapes[j].missing);
  const here = new Float64Array(encoding.length);
  const there = new Float64Array(encoding.length);
  return {
    unit: "logOdds",
    explainRow(row, reference) {
      encodeRow(row, here);
      if (reference) encodeRow(reference, there);
      const contributions = new Float64Array(inputs.length);
      let base = intercept;
      for (let j = 0; j < encoding.length; ++j) {
        const start = reference ? heightOf(j, there[j]) : 0;
        base += start;
        contributions[inputOf[j]] += slope * (heightOf(j, here[j]) - start);
      }
      for (const surface of surfaces) {
        const {neither, first, second} = sharePair(surface, here, reference ? there : null);
        base += neither;
        contributions[inputOf[surface.first]] += slope * first;
        contributions[inputOf[surface.second]] += slope * second;
      }
      return {unit: "logOdds", base: shift + slope * base, contributions};
    }
  };
}

/**
 * What each of a pair's inputs adds: the mean of what its step does before and after the other's, the Shapley value of a term of two.
 * From the average, where either alone adds nothing, that is half for each.
 *
 * @param there the reference's columns; null: the average over the training rows
 * @returns with what the pair adds at the reference
 */
function sharePair(surface: Surface, here: Float64Array, there: Float64Array | null): {neither: number; first: number; second: number} {
  const {first: a, second: b} = surface;
  const both = heightOver(surface, here[a], here[b]);
  if (!there) return {neither: 0, first: both / 2, second: both / 2};
  const neither = heightOver(surface, there[a], there[b]);
  const onlyFirst = heightOver(surface, here[a], there[b]);
  const onlySecond = heightOver(surface, there[a], here[b]);
  return {neither, first: (onlyFirst - neither + both - onlySecond) / 2, second: (onlySecond - neither + both - onlyFirst) / 2};
}

/**
 * Exact Shapley values of a tree, a forest or boosted trees, summed over the columns that encode one input.
 * Boosting is explained in log-odds. Trees that vote are explained in probability, the unit in which they add up. If a
 * model is recalibrated, all contributions are stretched by one factor, so that they still add up to its score.
 */
function createTreesExplainer(
  model: ForestModel | BoostingModel,
  {start, divisor, unit}: {start: number; divisor: number; unit: Explanation["unit"]}
): Explainer {
  const {encoding, inputs} = model;
  const shap = createTreeShap(model.trees, encoding.length);
  const encodeRow = createRowEncoder(model);
  const inputOf = encoding.map((column) => inputs.findIndex((input) => input.name === column.input));
  const here = new Float64Array(encoding.length);
  const there = new Float64Array(encoding.length);
  const byColumn = new Float64Array(encoding.length);
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
      return recalibrate({unit, base, contributions}, model.calibration);
    }
  };
}

function createVotingExplainer(model: ForestModel): Explainer {
  return createTreesExplainer(model, {start: 0, divisor: model.trees.roots.length, unit: "probability"});
}

/** Carries the sum over to the calibrated score. */
function recalibrate({unit, base, contributions}: Explanation, calibration: TreesCalibration | undefined): Explanation {
  if (!calibration) return {unit, base, contributions};
  const calibrate = (sum: number): number => (unit === "logOdds" ? calibrateLogOdds : calibrateProbability)(sum, calibration);
  const rise = contributions.reduce((sum, d) => sum + d, 0);
  const factor =
    unit === "logOdds" && !calibration.bend
      ? calibration.slope
      : Math.abs(rise) > 1e-9
        ? (calibrate(base + rise) - calibrate(base)) / rise
        : 0;
  return {unit, base: calibrate(base), contributions: contributions.map((d) => factor * d)};
}
