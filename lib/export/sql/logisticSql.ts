import type {EncodedColumn, LogisticModel} from "../../model/model.js";
import type {Dialect} from "./dialects.js";
import {addAll} from "./treesSql.js";

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
  const cases = levels.map(({column, slope}) => `WHEN ${name} = ${dialect.quoteText(column.kind === "level" ? column.level : "")} THEN ${dialect.number(slope)}`);
  return `CASE ${cases.join(" ")} ELSE ${dialect.number(0)} END`;
}
