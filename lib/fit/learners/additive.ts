import type {Table} from "../../dataset/table.js";
import type {Encoding} from "../../model/encode.js";
import type {EncodedColumn, Shape} from "../../model/model.js";
import type {Basis} from "../additive/basis.js";
import type {Cells} from "../additive/cells.js";
import type {Direction} from "../additive/keepDirections.js";
import type {Term, TermDesign} from "../additive/termDesign.js";
import type {LevelRows} from "./fitEncoding.js";
import type {FitContext, Learner} from "./learner.js";
import {check} from "../../check.js";
import {MIN_GROUP} from "../../groups.js";
import {bindColumns} from "../../model/encode.js";
import {heightsAt, piecesOf} from "../../model/curve.js";
import {MODEL_VERSION} from "../../model/model.js";
import {findNamed} from "../../named.js";
import {createBasis, tabulate} from "../additive/basis.js";
import {createCells} from "../additive/cells.js";
import {fitPenalised} from "../additive/fitPenalised.js";
import {checkTraining, fitEncoding, readLevels} from "./fitEncoding.js";
import {readParams} from "./learner.js";

/** Bends of all numbers together: many inputs get fewer each, and a fit costs no more. */
const MOST_BENDS = 240;

/**
 * A generalised additive model: what each input adds to the log-odds is one shape, whatever the others are. Numbers have natural cubic
 * splines, with a penalty on each one's bends and one on all slopes; levels of a category are pulled towards their common mean. How
 * hard is estimated from the training rows ({@link fitPenalised}), so an input without a bend gets its straight line; the search
 * tries other multiples of it and other numbers of knots. A missing number has a height of its own where enough users have none.
 *
 * The order of the training rows says nothing, up to rounding of sums.
 *
 * @see Hastie and Tibshirani (1990), Generalized Additive Models; Wood (2017), the same, chapters 4 to 6
 */
export const additive: Learner = {
  name: "additive",
  title: "Additive spline model",
  complexity: 3,
  isPenalised: () => true,
  keepsDirections: true,
  paramTitles: {
    knots: "knots of a number's curve, at most",
    smooth: "penalty on bends, times what the rows speak for",
    shrink: "penalty on slopes and levels, times what the rows speak for"
  },
  space: {
    knots: {choices: [5, 8, 12]},
    smooth: {from: 0.5, to: 100, scale: "log"},
    shrink: {from: 0.1, to: 10, scale: "log"}
  },
  // a penalty on bends four times the one that the rows speak for: chosen to take fewer that chance alone makes for real ones
  defaults: {knots: 8, smooth: 4, shrink: 1},
  trials: 8,
  fit(data, params, context) {
    const reader = readParams(additive, params);
    const nKnots = reader.number("knots", {min: 2, max: 50, integer: true});
    const smooth = reader.number("smooth", {min: 1e-6, max: 1e9});
    const shrink = reader.number("shrink", {min: 1e-6, max: 1e9});
    checkTraining(additive.name, data);
    const encoding = fitEncoding(data.table, {standardise: false, missing: "keep", levels: "keep"});
    const terms = readTerms(encoding, data.table, nKnots);
    const layout = layOut(terms);
    const fit = fitPenalised(createTerms(terms, data.table.nRows), data.y, {
      groups: layout.groups,
      multipliers: layout.kinds.map((kind) => (kind === "bends" ? smooth : shrink)),
      directions: readDirections(terms, layout, context)
    });
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
      report: {freedom, gradient, converged: gradient <= 1e-7}
    };
  }
};

/** What the inputs give to the design. */
interface Terms {
  numbers: NumberTerm[];
  /** the largest first: its levels' part of the curvature is cheapest */
  categories: LevelTerm[];
}

interface NumberTerm {
  name: string;
  cells: Cells;
  basis: Basis;
  /** whether rows without a value have a height of their own */
  hasMissing: boolean;
}

type LevelTerm = LevelRows & {name: string};

function readTerms(encoding: Encoding, table: Table, nKnots: number): Terms {
  const bound = bindColumns(encoding.inputs, table);
  const terms: Terms = {numbers: [], categories: []};
  const nNumbers = encoding.encoding.filter((d) => d.kind === "number").length;
  const most = Math.min(nKnots, 2 + Math.floor(MOST_BENDS / Math.max(1, nNumbers)));
  for (const {name} of encoding.inputs) {
    const source = bound.get(name);
    if (source?.kind === "number") {
      const cells = createCells(source.values);
      const nPresent = cells.sorted.length;
      const hasMissing = Math.min(nPresent, source.values.length - nPresent) >= MIN_GROUP;
      terms.numbers.push({name, cells, basis: createBasis(cells, most), hasMissing});
    } else {
      terms.categories.push({name, ...readLevels(name, encoding, bound)});
    }
  }
  terms.categories.sort((a, b) => b.nLevels - a.nLevels);
  return terms;
}

/** Where each term's coefficients are, and by which penalty each is pulled. */
interface Layout {
  /** the first coefficient by input: of a number its line, then its bends, then its missing values */
  places: Map<string, number>;
  /** per coefficient; -1: free */
  groups: Int32Array;
  kinds: ("slopes" | "levels" | "bends")[];
}

function layOut({numbers, categories}: Terms): Layout {
  const places = new Map<string, number>();
  const kinds: Layout["kinds"] = ["slopes"];
  const groups: number[] = [];
  const add = (n: number, group: number): void => {
    for (let i = 0; i < n; ++i) groups.push(group);
  };
  for (const {name, nLevels} of categories) {
    places.set(name, groups.length);
    add(nLevels, kinds.push("levels") - 1);
  }
  for (const {name, basis, hasMissing} of numbers) {
    places.set(name, groups.length);
    const nBends = basis.heights.length - 1;
    if (nBends >= 0) add(1, 0);
    if (nBends > 0) add(nBends, kinds.push("bends") - 1);
    if (hasMissing) add(1, 0);
  }
  add(1, -1);
  return {places, groups: Int32Array.from(groups), kinds};
}

function createTerms({numbers, categories}: Terms, nRows: number): TermDesign {
  const levels = categories.map(({codes, nLevels}): Term => ({codes, nCodes: nLevels, heights: null, nFunctions: nLevels}));
  return {nRows, terms: [...levels, ...numbers.map(createTerm)]};
}

/** A number's line and bends by cell; rows without a value have a code and a function of their own, where they have a height. */
function createTerm({cells, basis, hasMissing}: NumberTerm): Term {
  const functions = tabulate(basis, cells.values);
  const nFunctions = functions.length + (hasMissing ? 1 : 0);
  const nCodes = cells.values.length + (hasMissing ? 1 : 0);
  const heights = new Float64Array(nCodes * nFunctions);
  for (const [m, each] of functions.entries()) for (let u = 0; u < each.length; ++u) heights[u * nFunctions + m] = each[u];
  if (!hasMissing) return {codes: cells.codes, nCodes, heights, nFunctions};
  heights[heights.length - 1] = 1;
  return {codes: cells.codes.map((code) => (code < 0 ? nCodes - 1 : code)), nCodes, heights, nFunctions};
}

/** The slopes that must not be negative, turned round where the definition asks for a falling shape. */
function readDirections({numbers, categories}: Terms, {places}: Layout, {monotone = {}}: FitContext): Direction[] {
  const wrong = categories.filter(({name}) => findNamed(monotone, name)).map(({name}) => name);
  check(wrong.length === 0, {where: "additive", rule: "only numbers can be monotone", got: wrong.join(", ")});
  return numbers.flatMap(({name, basis: {slopes}}) => {
    const direction = findNamed(monotone, name);
    const first = places.get(name);
    if (!direction || first === undefined || slopes.length === 0) return [];
    const sign = direction === "increasing" ? 1 : -1;
    return slopes[0].map((_, i) => ({places: slopes.map((_, m) => first + m), weights: slopes.map((each) => sign * each[i])}));
  });
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
    const heights = basis.knots.map((_, k) => basis.heights.reduce((sum, each, m) => sum + coefficients[first + m] * each[k], 0));
    const missing = hasMissing ? coefficients[first + basis.heights.length] : 0;
    const nPresent = cells.sorted.length;
    const total = heightsAt(piecesOf({knots: basis.knots, values: heights}), cells.sorted).reduce((sum, d) => sum + d, 0);
    const mean = (total + missing * (cells.codes.length - nPresent)) / cells.codes.length;
    return {shape: {knots: basis.knots, values: heights.map((d) => d - mean), missing: missing - mean}, mean};
  }
  const category = terms.categories.find(({name}) => name === column.input);
  const level = category?.columns.indexOf(column) ?? -1;
  const weight = coefficients[first + level];
  const mean = category ? (weight * category.counts[level]) / category.codes.length : 0;
  return {shape: {knots: [0, 1], values: [-mean, weight - mean], missing: -mean}, mean};
}
