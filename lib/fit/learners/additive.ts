import type {EncodedColumn, Shape} from "../../model/model.js";
import type {PenalisedFit} from "../additive/fitPenalised.js";
import type {PairBasis} from "../additive/pairBasis.js";
import type {PairInput} from "../additive/pairInput.js";
import type {Layout, SettledTerms, Terms} from "./additiveTerms.js";
import type {FitContext, Learner} from "./learner.js";
import {heightsAt, piecesOf} from "../../model/curve.js";
import {MODEL_VERSION} from "../../model/model.js";
import {findNamed} from "../../named.js";
import {choosePairBasis} from "../additive/choosePairBasis.js";
import {findPairs} from "../additive/findPairs.js";
import {toPairShapes} from "../additive/pairBasis.js";
import {findSteps} from "./additiveSteps.js";
import {fitTerms, multipliersOf, settleTerms, standardiseStep, USUAL_MULTIPLES} from "./additiveTerms.js";
import {checkTraining} from "./fitEncoding.js";
import {readParams} from "./learner.js";

/**
 * A generalised additive model: what each input adds to the log-odds is one shape, whatever the others are; and, where it may have pairs,
 * what two inputs add together is one surface. Numbers have natural cubic
 * splines, with a penalty on each one's bends and one on all slopes; levels of a category are pulled towards their common mean. How
 * hard is estimated from the training rows ({@link fitPenalised}), so an input without a bend gets its straight line; the search
 * tries other multiples of it and other numbers of knots. Where a number jumps ({@link findStep}), a step is added to its curve. A missing
 * number has a height of its own where enough users have none.
 *
 * Pairs are those of which the fit without any leaves more than chance does ({@link findPairs}). All is then fitted once more with their
 * surfaces ({@link choosePairBasis}): the product of both's straight lines, or levels, has a penalty of its own, and what bends another.
 *
 * The order of the training rows says nothing, up to rounding of sums.
 *
 * @see Hastie and Tibshirani (1990), Generalized Additive Models; Wood (2017), the same, chapters 4 to 6
 */
export const additive: Learner = {
  name: "additive",
  title: "Additive spline model",
  complexity: 2,
  isPenalised: () => true,
  keepsDirections: true,
  paramTitles: {
    knots: "knots of a number’s curve, at most",
    smooth: "penalty on bends, times what the rows speak for",
    shrink: "penalty on slopes, levels and pairs, times what the rows speak for",
    pairs: "pairs of inputs that add something together, at most"
  },
  space: {
    knots: {choices: [5, 8, 12]},
    smooth: {from: 0.5, to: 100, scale: "log"},
    shrink: {from: 0.1, to: 10, scale: "log"}
  },
  defaults: {knots: 8, ...USUAL_MULTIPLES, pairs: 0},
  trials: 8,
  addition: {params: {pairs: 10}, what: "up to 10 pairs of inputs", one: "pair"},
  fit(data, params, context) {
    const reader = readParams(additive, params);
    const nKnots = reader.number("knots", {min: 2, max: 50, integer: true});
    const smooth = reader.number("smooth", {min: 1e-6, max: 1e9});
    const shrink = reader.number("shrink", {min: 1e-6, max: 1e9});
    const mostPairs = reader.number("pairs", {min: 0, max: 50, integer: true});
    checkTraining(additive.name, data);
    const stepped = findSteps(data, nKnots, context);
    const multipliers = multipliersOf({smooth, shrink});
    const alone = fitTerms(stepped, multipliers);
    const pairs = mostPairs === 0 ? [] : choosePairs(stepped, alone, {context, mostPairs});
    const whole = pairs.length === 0 ? stepped : settleTerms({...stepped.terms, pairs}, data, {monotone: context.monotone, from: stepped});
    const fit = pairs.length === 0 ? alone : fitTerms(whole, multipliers);
    const {layout, terms} = whole;
    const {encoding} = terms;
    const together = pairs.flatMap((basis, i) => toPairShapes(basis, fit.coefficients.subarray(layout.pairs[i])));
    const shapes: Shape[] = [];
    let intercept = fit.coefficients[layout.groups.length - 1];
    for (const [j, column] of encoding.encoding.entries()) {
      const {shape, mean} = toShape(column, {terms, layout, coefficients: fit.coefficients});
      shapes[j] = shape;
      intercept += mean;
    }
    const {gradient, freedom} = fit;
    return {
      version: MODEL_VERSION,
      kind: "additive",
      ...encoding,
      intercept,
      shapes,
      ...(together.length > 0 ? {pairs: together} : {}),
      report: {freedom, gradient, converged: gradient <= 1e-7}
    };
  }
};

/** The pairs that the fit without any has left something of. An input that must keep a direction has none: together they could turn it. */
function choosePairs(
  {
    terms: {
      encoding: {inputs, encoding},
      numbers,
      categories
    }
  }: SettledTerms,
  {remainder}: PenalisedFit,
  {context: {monotone = {}}, mostPairs}: {context: FitContext; mostPairs: number}
): PairBasis[] {
  const pairable = inputs.flatMap(({name}): PairInput[] => {
    const columns = [...encoding.keys()].filter((j) => encoding[j].input === name);
    const number = numbers.find((d) => d.name === name);
    const category = categories.find((d) => d.name === name);
    if (number) return findNamed(monotone, name) ? [] : [{name, columns, kind: "number", cells: number.cells}];
    return category ? [{name, columns, kind: "levels", levels: category}] : [];
  });
  return findPairs(pairable, remainder, mostPairs)
    .map(([a, b]) => choosePairBasis(pairable[a], pairable[b], remainder))
    .filter((basis) => basis !== null);
}

/** A column's shape, moved so that its mean over the training rows is 0, and that mean. */
function toShape(
  column: EncodedColumn,
  {terms, layout, coefficients}: {terms: Terms; layout: Layout; coefficients: Float64Array}
): {shape: Shape; mean: number} {
  const first = layout.places.get(column.input) ?? 0;
  const number = terms.numbers.find(({name}) => name === column.input);
  if (number) {
    const {basis, hasMissing, cells} = number;
    const scaled = terms.steps.flatMap(({name, at}, k) =>
      name === number.name ? [{at, weight: coefficients[layout.steps + k], ...standardiseStep(cells, at)}] : []
    );
    const steps = scaled.map(({at, weight, below, above}) => ({at, rise: weight * (above - below)})).sort((a, b) => a.at - b.at);
    const below = scaled.reduce((sum, d) => sum + d.weight * d.below, 0);
    const heights = basis.knots.map((_, k) => basis.heights.reduce((sum, each, m) => sum + coefficients[first + m] * each[k], below));
    const missing = hasMissing ? coefficients[first + basis.heights.length] : 0;
    const nPresent = cells.sorted.length;
    const total = heightsAt(piecesOf({knots: basis.knots, values: heights, steps}), cells.sorted).reduce((sum, d) => sum + d, 0);
    const mean = (total + missing * (cells.codes.length - nPresent)) / cells.codes.length;
    const values = heights.map((d) => d - mean);
    return {shape: {knots: basis.knots, values, ...(steps.length > 0 ? {steps} : {}), missing: missing - mean}, mean};
  }
  const category = terms.categories.find(({name}) => name === column.input);
  const level = category?.columns.indexOf(column) ?? -1;
  const weight = coefficients[first + level];
  const mean = category ? (weight * category.counts[level]) / category.codes.length : 0;
  return {shape: {knots: [0, 1], values: [-mean, weight - mean], missing: -mean}, mean};
}
