import type {Encoding} from "../../model/encode.js";
import type {Table} from "../../dataset/table.js";
import type {BlockDesign, Category} from "../blockDesign.js";
import type {Learner} from "./learner.js";
import {bindColumns, encodeColumn} from "../../model/encode.js";
import {MODEL_VERSION} from "../../model/model.js";
import {countCoefficients, denseDesign} from "../blockDesign.js";
import {FastLogisticRegression} from "../logistic/fastLogisticRegression.js";
import {largestEigenvalue} from "../logistic/climb.js";
import {polish} from "../logistic/newton.js";
import {checkTraining, FEW_LEVELS, fitEncoding, readLevels} from "./fitEncoding.js";
import {readParams} from "./learner.js";

/** No element of the gradient per row may be larger where the fit says that it has converged. */
const TOLERANCE = 1e-9;

/** From here on a penalty tells: of standardised inputs, as if each weight were drawn with a standard deviation of 1. */
const PENALISED = 1;

/**
 * Logistic regression by ml-logistic-regression, over {@link FastLogisticRegression}: the package's gradient steps from zero
 * weights. Ours is what it does not have: standardised inputs and a column of ones for the intercept, a tiny penalty that
 * keeps separable or collinear inputs solvable, and the length of a step, a multiple of 4 / (largest eigenvalue of X'X), the
 * surest one (at twice that it could overshoot). With `finish: "newton"` a few Newton steps of our own carry the weights on to the
 * maximum of the likelihood, which plain steps reach only after tens of thousands when inputs are nearly collinear. A category of many
 * levels has a penalty of its own, which pulls levels of few users to the mean of all, and costs one addition per row.
 */
export const logistic: Learner = {
  name: "logistic",
  title: "Logistic regression",
  complexity: 1,
  paramTitles: {
    steps: "gradient steps",
    rate: "length of a step; 1 is the surest, 2 would overshoot",
    l2: "penalty on large weights (half of it times the sum of squares)",
    levelL2: `penalty on the levels of a category of more than ${FEW_LEVELS}`,
    finish: "whether Newton steps carry the weights on to the maximum"
  },
  // carried on to the maximum, weights depend on the penalties alone; stopped short of it, they are a penalty that costs a pass over
  // the rows for each step
  space: {
    l2: {from: 0.1, to: 1000, scale: "log"}, // less is the default's, but for rounding
    levelL2: {from: 0.3, to: 30, scale: "log"}
  },
  defaults: {steps: 1, rate: 1, l2: 1e-4, levelL2: 2, finish: "newton"},
  trials: 8,
  isPenalised: ({l2}) => typeof l2 === "number" && l2 >= PENALISED,
  fit(data, params) {
    const reader = readParams(logistic, params);
    const steps = reader.number("steps", {min: 0, max: 1e6, integer: true});
    const rate = reader.number("rate", {min: 1e-6, max: 1.999});
    const l2 = reader.number("l2", {min: 0, max: 1e9});
    const finish = reader.choice("finish", ["newton", "none"]);
    checkTraining(logistic.name, data);
    const levelL2 = reader.number("levelL2", {min: 0, max: 1e9});
    const encoding = fitEncoding(data.table, {standardise: true, missing: "mean", levels: "dropFirstOfFew"}, data.groups);
    const {design, places} = createStandardDesign(encoding, data.table);
    const penalty = new Float64Array(countCoefficients(design)).fill(l2);
    const nLevels = penalty.length - design.nDense;
    penalty.fill(levelL2, 0, nLevels);
    penalty[penalty.length - 1] = 0; // the intercept is free
    const surest = 4 / (largestEigenvalue(design) + 4 * (nLevels > 0 ? Math.max(l2, levelL2) : l2));
    // Newton's steps end at the one maximum, wherever they begin
    const taken = finish === "newton" ? Math.min(steps, logistic.defaults.steps as number) : steps;
    const climbing = new FastLogisticRegression({numSteps: taken, learningRate: rate * surest, penalty});
    const ended = polish({design, y: data.y, penalty}, climbing.trainDesign(design, data.y), {
      maxSteps: finish === "newton" ? 50 : 0,
      tolerance: TOLERANCE
    });
    const weights = places.map((place) => ended.weights[place]);
    // the design has levels as 0 and 1, the model has them centred
    const shift = places.reduce((sum, place, j) => sum + (place < nLevels ? weights[j] * encoding.encoding[j].mean : 0), 0);
    return {
      version: MODEL_VERSION,
      kind: "logistic",
      ...encoding,
      intercept: ended.weights[penalty.length - 1] + shift,
      weights,
      report: {steps: taken, newtonSteps: ended.steps, gradient: ended.gradient, converged: ended.gradient <= TOLERANCE * 1000}
    };
  }
};

/** Many levels as 0 and 1, standardised columns, and ones in the last; and which coefficient each encoded column has. */
function createStandardDesign(encoding: Encoding, table: Table): {design: BlockDesign; places: number[]} {
  const bound = bindColumns(encoding.inputs, table);
  const many = encoding.inputs
    .filter(({name}) => encoding.encoding.filter((d) => d.input === name).length > FEW_LEVELS)
    .map(({name}) => readLevels(name, encoding, bound))
    .sort((a, b) => b.nLevels - a.nLevels);
  const levels = many.flatMap((d) => d.columns);
  const others = encoding.encoding.filter((d) => !levels.includes(d));
  const columns = others.map((column) => encodeColumn(column, encoding, bound, new Float64Array(table.nRows)));
  const order = new Map([...levels, ...others].map((column, place) => [column, place]));
  return {
    design: denseDesign(table.nRows, columns, many satisfies Category[]),
    places: encoding.encoding.map((column) => order.get(column) ?? 0)
  };
}
