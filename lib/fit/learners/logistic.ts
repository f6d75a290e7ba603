import type {Encoding} from "../../model/encode.js";
import type {Table} from "../../dataset/table.js";
import type {Learner} from "./learner.js";
import type {Design} from "../logistic/climb.js";
import {bindColumns, encodeColumn} from "../../model/encode.js";
import {MODEL_VERSION} from "../../model/model.js";
import {checkTraining, fitEncoding} from "./fitEncoding.js";
import {readParams} from "./learner.js";
import {createDesign, largestEigenvalue} from "../logistic/climb.js";
import {FastLogisticRegression} from "../logistic/fastLogisticRegression.js";
import {polish} from "../logistic/newton.js";

/** No element of the gradient per row may be larger where the fit says that it has converged. */
const TOLERANCE = 1e-8;

/**
 * Logistic regression by ml-logistic-regression, over {@link FastLogisticRegression}: the package's gradient steps from zero
 * weights. Ours is what it does not have: standardised inputs and a column of ones for the intercept, a tiny penalty that
 * keeps separable or collinear inputs solvable, and the length of a step, a multiple of 4 / (largest eigenvalue of X'X), the
 * surest one (at twice that it could overshoot). With `finish: "newton"` a few Newton steps of our own, on ml-matrix's
 * Cholesky decomposition, carry the weights on to the maximum of the likelihood, which plain steps reach only after tens of
 * thousands when inputs are nearly collinear.
 */
export const logistic: Learner = {
  name: "logistic",
  title: "Logistic regression",
  complexity: 1,
  paramTitles: {
    steps: "gradient steps",
    rate: "length of a step; 1 is the surest, 2 would overshoot",
    l2: "penalty on large weights (half of it times the sum of squares)",
    finish: "whether Newton steps carry the weights on to the maximum"
  },
  space: {
    steps: {from: 10, to: 1000, scale: "log", integer: true},
    rate: {from: 0.25, to: 1.5, scale: "log"},
    l2: {from: 1e-4, to: 300, scale: "log"},
    finish: {choices: ["newton", "none"]}
  },
  defaults: {steps: 20, rate: 1, l2: 1e-4, finish: "newton"},
  trials: 12,
  fit(data, params) {
    const reader = readParams(logistic, params);
    const steps = reader.number("steps", {min: 0, max: 1e6, integer: true});
    const rate = reader.number("rate", {min: 1e-6, max: 1.999});
    const l2 = reader.number("l2", {min: 0, max: 1e9});
    const finish = reader.choice("finish", ["newton", "none"]);
    checkTraining(logistic.name, data);
    const encoding = fitEncoding(data.table, {standardise: true, missing: "mean", levels: "dropFirst"});
    const design = createStandardDesign(encoding, data.table);
    const penalty = new Float64Array(design.nColumns).fill(l2);
    penalty[design.nColumns - 1] = 0; // the intercept is free
    const surest = 4 / (largestEigenvalue(design) + 4 * l2);
    const climbing = new FastLogisticRegression({numSteps: steps, learningRate: rate * surest, penalty});
    const ended = polish({design, y: data.y, penalty}, climbing.trainDesign(design, data.y), {
      maxSteps: finish === "newton" ? 50 : 0,
      tolerance: TOLERANCE
    });
    return {
      version: MODEL_VERSION,
      kind: "logistic",
      ...encoding,
      intercept: ended.weights[design.nColumns - 1],
      weights: Array.from(ended.weights.subarray(0, -1)),
      report: {steps, newtonSteps: ended.steps, gradient: ended.gradient, converged: ended.gradient <= TOLERANCE * 100}
    };
  }
};

/** Standardised columns, and ones in the last. */
function createStandardDesign(encoding: Encoding, table: Table): Design {
  const design = createDesign(table.nRows, encoding.encoding.length + 1);
  const bound = bindColumns(encoding.inputs, table);
  const buffer = new Float64Array(table.nRows);
  for (const [j, column] of encoding.encoding.entries()) design.setColumn(j, encodeColumn(column, encoding, bound, buffer));
  design.setColumn(design.nColumns - 1, buffer.fill(1));
  return design;
}
