import type {ForestModel, Model, EncodedColumn, LogisticModel} from "../model/model.js";
import type {Dialect, SqlDialect} from "./sqlDialects.js";
import {check, complain} from "../check.js";
import {logit, sigmoid} from "../model/logOdds.js";
import {getDialect} from "./sqlDialects.js";
import {addAll, treesSql} from "./sqlTrees.js";

/** Longer than this no query is written: BigQuery, Snowflake and Trino refuse a million characters, and all slow down. */
export const SQL_LIMIT = 1_000_000;

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
  const hasTrees = model.kind !== "baseline" && model.kind !== "logistic";
  const from = (typeof table === "string" ? [table] : table).map(dialect.quoteName).join(".");
  const notes = [`-- ${dialect.title}: probability of churn, by a churnbook model of the kind "${model.kind}".`];
  const hasSigmoid = model.kind === "logistic" || model.kind === "boosting";
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
  const expression = express(model, dialect);
  check(expression.length <= limit, {
    where: "exportSql",
    rule: `the expression must have at most ${limit} characters`,
    got: `${expression.length} in ${dialect.title}`,
    remedy: "Score the table with churnbook score, or export the model as ONNX or XGBoost JSON."
  });
  return expression;
}

function express(model: Model, dialect: Dialect): string {
  switch (model.kind) {
    case "baseline": {
      const {calibration, probability} = model;
      return dialect.number(calibration ? sigmoid(calibration.intercept + calibration.slope * logit(probability)) : probability);
    }
    case "logistic":
      return sigmoidSql(logisticSql(model, dialect), dialect);
    case "tree":
    case "forest":
      return forestSql(model, dialect);
    case "boosting": {
      const {intercept, slope} = model.calibration ?? {intercept: 0, slope: 1};
      const sum = treesSql(model, dialect, (value) => slope * value);
      return sigmoidSql(addAll([dialect.number(intercept + slope * model.base), sum]), dialect);
    }
  }
}

function forestSql(model: ForestModel, dialect: Dialect): string {
  const {calibration, trees} = model;
  const nTrees = trees.roots.length;
  if (nTrees === 1)
    return treesSql(model, dialect, (value) => (calibration ? sigmoid(calibration.intercept + calibration.slope * logit(value)) : value));
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
export function logisticSql(model: LogisticModel, dialect: Dialect): string {
  const {encoding, weights, inputs, calibration = {intercept: 0, slope: 1}} = model;
  const slopes = weights.map((weight, j) => (calibration.slope * weight) / encoding[j].scale);
  const shift = encoding.reduce((sum, {mean}, j) => sum + slopes[j] * mean, 0);
  const terms = [dialect.number(calibration.intercept + calibration.slope * model.intercept - shift)];
  for (const input of inputs) {
    const mine = encoding.map((column, j) => ({column, slope: slopes[j]})).filter(({column}) => column.input === input.name);
    if (mine.length === 0) continue;
    if (input.kind === "category") terms.push(levelsSql(mine, dialect));
    else for (const {column, slope} of mine) terms.push(`${dialect.number(slope)} * ${numberSql(column, dialect)}`);
  }
  return addAll(terms);
}

function numberSql(column: EncodedColumn, dialect: Dialect): string {
  const value = dialect.column(dialect.quoteName(column.input));
  if (column.kind === "level" || column.missing === null) return value;
  return `COALESCE(${value}, ${dialect.number(column.missing)})`;
}

/** A missing or unknown category is none of the levels. */
function levelsSql(levels: readonly {column: EncodedColumn; slope: number}[], dialect: Dialect): string {
  const name = dialect.quoteName(levels[0].column.input);
  const cases = levels.map(
    ({column, slope}) => `WHEN ${name} = ${dialect.quoteText(column.kind === "level" ? column.level : "")} THEN ${dialect.number(slope)}`
  );
  return `CASE ${cases.join(" ")} ELSE ${dialect.number(0)} END`;
}
