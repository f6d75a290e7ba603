import type {ByColumn, ForestModel, LogisticModel, Model, OfferedByKind} from "../model/model.js";
import type {Dialect, SqlDialect} from "./sqlDialects.js";
import {check, complain} from "../check.js";
import {calibrateProbability} from "../model/logOdds.js";
import {hasTrait, ofKind} from "../model/model.js";
import {getDialect} from "./sqlDialects.js";
import {writeOffered} from "./offered.js";
import {addAll, treesSql} from "./sqlTrees.js";

/** Longer than this no query is written: BigQuery, Snowflake and Trino refuse a million characters, and all slow down. */
const SQL_LIMIT = 1_000_000;

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
 * A model as a script that scores a table where it lies: `SELECT *, <expression> AS churn_probability FROM users;`, after
 * comments and settings. NULL (and NaN, where it is stored) is missing; a category that the model does not know scores
 * as a missing one. Trees compare as if every number had been rounded to float32, which is the site's rule.
 *
 * @throws as {@link sqlExpression} does
 */
export function exportSql(model: Model, {dialect: name, table = "users", column = "churn_probability", limit}: SqlOptions): string {
  const dialect = getDialect(name);
  const expression = sqlExpression(model, {dialect: name, limit});
  const hasTrees = hasTrait(model, "hasTrees");
  const from = (typeof table === "string" ? [table] : table).map(dialect.quoteName).join(".");
  const notes = [`-- ${dialect.title}: probability of churn, by a churnbook model of the kind "${model.kind}".`];
  const hasSigmoid = hasTrait(model, "isLogOdds");
  const said = [...(hasTrees || name !== "postgresql" ? dialect.notes : []), ...(hasSigmoid ? (dialect.sigmoidNotes ?? []) : [])];
  notes.push(...said.map((note) => `-- ${note}`));
  const prelude = hasTrees ? dialect.prelude : [];
  return [...notes, ...prelude, `SELECT *, ${expression} AS ${dialect.quoteName(column)}`, `FROM ${from};`, ""].join("\n");
}

/**
 * The probability as one SQL expression over the model's columns, safe whatever their names and levels hold.
 * The sigmoid is written as `0.5 * (1 + tanh(z / 2))`, which no z makes overflow.
 *
 * @throws if the model is a calibrated forest, or the expression is longer than the limit
 */
export function sqlExpression(model: Model, {dialect: name, limit: asked}: Pick<SqlOptions, "dialect" | "limit">): string {
  const dialect = getDialect(name);
  const limit = asked ?? dialect.limit ?? SQL_LIMIT;
  const expression = writeOffered("exportSql", sql, model, dialect);
  check(expression.length <= limit, {
    where: "exportSql",
    rule: `the expression must have at most ${limit} characters`,
    got: `${expression.length} in ${dialect.title}`,
    remedy: "Score the table with churnbook score, or export the model as ONNX or XGBoost JSON."
  });
  return expression;
}

/** How each kind of model is written. */
const sql: OfferedByKind<[Dialect], string> = {
  baseline: ({calibration, probability}, dialect) =>
    dialect.number(calibration ? calibrateProbability(probability, calibration) : probability),
  logistic: (model, dialect) => sigmoidSql(logisticSql(model, dialect), dialect),
  tree: forestSql,
  forest: forestSql,
  boosting: (model, dialect) => {
    const {intercept, slope} = model.calibration ?? {intercept: 0, slope: 1};
    const sum = treesSql(model, dialect, (value) => slope * value);
    return sigmoidSql(addAll([dialect.number(intercept + slope * model.base), sum]), dialect);
  }
};

function forestSql(model: ForestModel, dialect: Dialect): string {
  const {calibration, trees} = model;
  const nTrees = trees.roots.length;
  if (nTrees === 1) return treesSql(model, dialect, (value) => (calibration ? calibrateProbability(value, calibration) : value));
  if (calibration) {
    throw complain({
      where: "exportSql",
      rule: "a calibrated forest has no short form in SQL",
      got: `${nTrees} trees and a calibration`,
      remedy: "Score the table with churnbook score, or export the model as ONNX."
    });
  }
  return `(${treesSql(model, dialect, (value) => value)} / ${dialect.number(nTrees)})`;
}

function sigmoidSql(z: string, dialect: Dialect): string {
  const half = dialect.number(0.5);
  return `${half} * (${dialect.number(1)} + TANH(${half} * (${z})))`;
}

/** The log-odds of a logistic model, weights folded with means, scales and calibration: one product per column. */
function logisticSql(model: LogisticModel, dialect: Dialect): string {
  const {encoding, weights, inputs, calibration = {intercept: 0, slope: 1}} = model;
  const slopes = weights.map((weight, j) => (calibration.slope * weight) / encoding[j].scale);
  const shift = encoding.reduce((sum, {mean}, j) => sum + slopes[j] * mean, 0);
  const terms = [dialect.number(calibration.intercept + calibration.slope * model.intercept - shift)];
  for (const {name} of inputs) {
    const pieces = encoding.flatMap((column, j) => (column.input === name ? [ofKind(products, column, slopes[j], dialect)] : []));
    const whens = pieces.flatMap((piece) => ("when" in piece ? [piece.when] : []));
    terms.push(...pieces.flatMap((piece) => ("term" in piece ? [piece.term] : [])));
    if (whens.length > 0) terms.push(`CASE ${whens.join(" ")} ELSE ${dialect.number(0)} END`); // missing or unknown: none of the levels
  }
  return addAll(terms);
}

/** A slope times a column of each kind before centring: a term of the sum, or a case among those of its input. */
const products: ByColumn<[number, Dialect], {term: string} | {when: string}> = {
  number: ({input, missing}, slope, dialect) => {
    const value = dialect.column(dialect.quoteName(input));
    const whole = missing === null ? value : `COALESCE(${value}, ${dialect.number(missing)})`;
    return {term: `${dialect.number(slope)} * ${whole}`};
  },
  level: ({input, level}, slope, dialect) => ({
    when: `WHEN ${dialect.quoteName(input)} = ${dialect.quoteText(level)} THEN ${dialect.number(slope)}`
  })
};
