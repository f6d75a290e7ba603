import type {Model} from "../model/model.js";
import type {Explainer} from "./explanation.js";
import {logit} from "../model/logOdds.js";
import {createLinearExplainer} from "./linear.js";
import {createTreesExplainer} from "./trees.js";

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
