import type {
  AdditiveModel,
  BoostingModel,
  ByColumn,
  EncodedColumn,
  ForestModel,
  LogisticModel,
  Model,
  ModelInput,
  OfferedByKind,
  Shape,
  TreesCalibration
} from "../model/model.js";
import type {CellWriting} from "./sqlTrees.js";
import type {Dialect, SqlDialect} from "./sqlDialects.js";
import {check, complain} from "../check.js";
import {formatCount} from "../format.js";
import {piecesOf} from "../model/curve.js";
import {codeOf} from "../model/category.js";
import {calibrateProbability} from "../model/logOdds.js";
import {hasTrait, ofKind} from "../model/model.js";
import {getDialect} from "./sqlDialects.js";
import {writeOffered} from "./offered.js";
import {writeCells} from "./sqlCells.js";
import {pairSql} from "./sqlPairs.js";
import {addAll, belowSql, treesSql} from "./sqlTrees.js";

/** Longer than this no query is written: BigQuery, Snowflake and Trino refuse a million characters, and all slow down. */
const SQL_LIMIT = 1_000_000;

const NULL_NOTE =
  "-- Columns may be text. The probability is NULL for a row that the model refuses: a text that is no number, or a category that no training row had.";

export interface SqlOptions {
  dialect: SqlDialect;
  /** the table to score, or its parts, such as a schema and a table; default "users" */
  table?: string | readonly string[];
  /** the name of the new column; default "churn_probability" */
  column?: string;
  /** characters that the expression may have; default a million, and a tenth of that in Spark */
  limit?: number;
}

/**
 * A model as a script that scores a table where it lies, after comments and settings: every column, and churn_probability.
 * Columns may be typed or all text, as databases make them of a CSV. NULL and the model's missing words (and NaN, where it is
 * stored) are missing. A row that the model refuses, for a text that is no number or a category that it has nothing for, has
 * NULL for a probability. Trees compare as if every number had been rounded to float32, which is the site's rule.
 *
 * @throws if the model is a calibrated forest, or the expression is longer than the limit
 */
export function exportSql(model: Model, {dialect: name, table = "users", column = "churn_probability", limit}: SqlOptions): string {
  const dialect = getDialect(name);
  const cells = writeCells(model, dialect);
  const score = writeOffered("exportSql", sql, model, {dialect, nameOf: cells.nameOf});
  checkLength(score, limit ?? dialect.limit ?? SQL_LIMIT, dialect);
  const expression = `CASE WHEN ${cells.isScored} THEN ${score} END`;
  const hasTrees = hasTrait(model, "hasTrees");
  const from = (typeof table === "string" ? [table] : table).map(dialect.quoteName).join(".");
  const notes = [`-- ${dialect.title}: probability of churn, by a churnbook model of the kind "${model.kind}".`];
  const hasSigmoid = hasTrait(model, "isLogOdds");
  const said = [...(hasTrees || name !== "postgresql" ? dialect.notes : []), ...(hasSigmoid ? (dialect.sigmoidNotes ?? []) : [])];
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- remarks on one model: few
  notes.push(...said.map((note) => `-- ${note}`));
  const prelude = hasTrees ? dialect.prelude : [];
  const query = dialect.select({...cells, expression, column: dialect.quoteName(column), from});
  return [...notes, NULL_NOTE, ...prelude, query, ""].join("\n");
}

function checkLength(expression: string, limit: number, {title}: Dialect): void {
  check(expression.length <= limit, {
    where: "exportSql",
    rule: `the expression must have at most ${formatCount(limit)} characters`,
    got: `${formatCount(expression.length)} in ${title}`,
    remedy: "Score the table with churnbook score, or export the model as ONNX or XGBoost JSON."
  });
}

/** How each kind of model is written. */
const sql: OfferedByKind<[CellWriting], string> = {
  baseline: ({calibration, probability}, {dialect}) =>
    dialect.number(calibration ? calibrateProbability(probability, calibration) : probability),
  logistic: (model, writing) => sigmoidSql(logisticSql(model, writing), writing.dialect),
  additive: (model, writing) => sigmoidSql(additiveSql(model, writing), writing.dialect),
  tree: forestSql,
  forest: forestSql,
  boosting: (model, writing) => {
    const {dialect} = writing;
    const {intercept, slope, bend = 0} = model.calibration ?? {intercept: 0, slope: 1};
    if (bend !== 0) return bentSql(model, {intercept, slope, bend}, writing);
    const sum = treesSql(model, writing, (value) => slope * value);
    return sigmoidSql(addAll([dialect.number(intercept + slope * model.base), sum]), dialect);
  }
};

/** A calibration that bends asks twice for the sum of the trees: no dialect lets an expression name a part of itself. */
function bentSql(model: BoostingModel, {intercept, slope, bend}: Required<TreesCalibration>, writing: CellWriting): string {
  const {dialect} = writing;
  const z = addAll([dialect.number(model.base), treesSql(model, writing, (value) => value)]);
  const softplus = `LN(${dialect.number(1)} + EXP(${z}))`; // trees of a model are far from where EXP would overflow
  return sigmoidSql(
    addAll([dialect.number(intercept), `${dialect.number(slope)} * (${z})`, `${dialect.number(bend)} * ${softplus}`]),
    dialect
  );
}

function forestSql(model: ForestModel, writing: CellWriting): string {
  const {calibration, trees} = model;
  const nTrees = trees.roots.length;
  if (nTrees === 1) return treesSql(model, writing, (value) => (calibration ? calibrateProbability(value, calibration) : value));
  if (calibration) {
    throw complain({
      where: "exportSql",
      rule: "a calibrated forest has no short form in SQL",
      got: `${nTrees} trees and a calibration`,
      remedy: "Score the table with churnbook score, or export the model as ONNX."
    });
  }
  return `(${treesSql(model, writing, (value) => value)} / ${writing.dialect.number(nTrees)})`;
}

function sigmoidSql(z: string, dialect: Dialect): string {
  const half = dialect.number(0.5);
  return `${half} * (${dialect.number(1)} + TANH(${half} * (${z})))`;
}

/** The log-odds of a logistic model, weights folded with means, scales and calibration: one product per column. */
function logisticSql(model: LogisticModel, writing: CellWriting): string {
  const {encoding, weights, inputs, calibration = {intercept: 0, slope: 1}} = model;
  const {dialect} = writing;
  const slopes = weights.map((weight, j) => (calibration.slope * weight) / encoding[j].scale);
  const shift = encoding.reduce((sum, {mean}, j) => sum + slopes[j] * mean, 0);
  const terms = [dialect.number(calibration.intercept + calibration.slope * model.intercept - shift)];
  for (const {name} of inputs) {
    const cell = writing.nameOf(name);
    const pieces = encoding.flatMap((column, j) =>
      column.input === name ? [ofKind(products, column, {slope: slopes[j], cell, inputs, dialect})] : []
    );
    const whens = pieces.flatMap((piece) => ("when" in piece ? [piece.when] : []));
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per level of an input: few
    terms.push(...pieces.flatMap((piece) => ("term" in piece ? [piece.term] : [])));
    if (whens.length > 0) terms.push(`CASE ${cell} ${whens.join(" ")} ELSE ${dialect.number(0)} END`);
  }
  return addAll(terms);
}

/** The log-odds of an additive model, shapes folded with the calibration: one CASE by interval per input, and one of two per pair. */
function additiveSql(model: AdditiveModel, writing: CellWriting): string {
  const {encoding, shapes, pairs = [], inputs, calibration = {intercept: 0, slope: 1}} = model;
  const {dialect} = writing;
  const folded = shapes.map(({knots, values, steps = [], missing}) => ({
    knots,
    values: values.map((value) => calibration.slope * value),
    steps: steps.map(({at, rise}) => ({at, rise: calibration.slope * rise})),
    missing: calibration.slope * missing
  }));
  // of a category's columns each is at its own value for 0, but for the one whose level the row has
  const without = encoding.reduce((sum, {kind}, j) => sum + (kind === "number" ? 0 : folded[j].values[0]), 0);
  const terms = [dialect.number(calibration.intercept + calibration.slope * model.intercept + without)];
  for (const {name} of inputs) {
    const cell = writing.nameOf(name);
    const pieces = encoding.flatMap((column, j) =>
      column.input === name ? [ofKind(shapeSql, column, {shape: folded[j], cell, inputs, dialect})] : []
    );
    const whens = pieces.flatMap((piece) => ("when" in piece ? [piece.when] : []));
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per level of an input: few
    terms.push(...pieces.flatMap((piece) => ("term" in piece ? [piece.term] : [])));
    if (whens.length > 0) terms.push(`CASE ${cell} ${whens.join(" ")} ELSE ${dialect.number(0)} END`);
  }
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- pairs of one model: few
  terms.push(...pairs.map((pair) => pairSql(pair, model, {...writing, factor: calibration.slope})));
  return addAll(terms);
}

/** What a column of each kind adds: a term of the sum, or a case among those of its input. */
const shapeSql: ByColumn<[Omit<Product, "slope"> & {shape: Shape}], {term: string} | {when: string}> = {
  number: (_, {shape, cell, dialect}) => ({term: curveSql(shape, cell, dialect)}),
  level: raiseLevel,
  rest: raiseLevel
};

function raiseLevel(
  column: EncodedColumn & {kind: "level" | "rest"},
  {shape, inputs, dialect}: Omit<Product, "slope" | "cell"> & {shape: Shape}
): {when: string} {
  return weighLevel(column, {slope: shape.values[1] - shape.values[0], cell: "", inputs, dialect});
}

/** Intervals from the left: a row belongs to the first whose end lies above it. */
function curveSql(shape: Shape, cell: string, dialect: Dialect): string {
  const {from, value, slope, square, cube} = piecesOf(shape);
  const x = dialect.round(cell);
  const number = (d: number): string => dialect.number(d);
  const cubic = (k: number): string => {
    const u = `(${x} - ${number(from[k])})`;
    const bent = `(${number(slope[k])} + ${u} * (${number(square[k])} + ${u} * ${number(cube[k])}))`;
    return `${number(value[k])} + ${u} * ${square[k] === 0 && cube[k] === 0 ? number(slope[k]) : bent}`;
  };
  const line = `${number(value[0])} + (${x} - ${number(from[0])}) * ${number(slope[0])}`;
  const last = from.length - 1;
  const steps = new Set(shape.steps?.map(({at}) => at));
  const cases = Array.from(from.keys())
    .slice(1)
    .map((k) => `WHEN ${steps.has(from[k]) ? belowSql(from[k], x, dialect) : `${x} < ${number(from[k])}`} THEN ${cubic(k - 1)}`);
  const below = last > 0 ? [`WHEN ${x} < ${number(from[0])} THEN ${line}`] : [];
  return `CASE WHEN ${cell} IS NULL THEN ${number(shape.missing)} ${[...below, ...cases].join(" ")} ELSE ${cubic(last)} END`;
}

interface Product {
  slope: number;
  /** the name of the input's cell */
  cell: string;
  inputs: readonly ModelInput[];
  dialect: Dialect;
}

/** A slope times a column of each kind before centring: a term of the sum, or a case among those of its input. */
const products: ByColumn<[Product], {term: string} | {when: string}> = {
  number: ({missing}, {slope, cell, dialect}) => {
    const value = dialect.round(cell);
    const whole = missing === null ? value : `COALESCE(${value}, ${dialect.number(missing)})`;
    return {term: `${dialect.number(slope)} * ${whole}`};
  },
  level: weighLevel,
  rest: weighLevel
};

function weighLevel(column: EncodedColumn & {kind: "level" | "rest"}, {slope, inputs, dialect}: Product): {when: string} {
  return {when: `WHEN ${codeOf(inputs, column)} THEN ${dialect.number(slope)}`};
}
