import type {Row, Table} from "../table/table.js";
import type {EncodeOptions} from "./encode.js";
import {logit, sigmoid} from "./logOdds.js";
import type {Model} from "./model.js";
import {createRawScorer} from "./scorers/raw.js";

/** A model made ready to score many users; the same numbers in Node and in the browser, row by row or at once. */
export interface Scorer {
  /** one user's probability of churn, calibrated if the model is */
  scoreRow(row: Row): number;
  /** length nRows: every user's probability; allocates nothing per row */
  scoreTable(table: Table): Float64Array;
  /** one user's log-odds after calibration: what reasons add up to */
  logOddsRow(row: Row): number;
  /** length nRows: every user's log-odds after calibration */
  logOddsTable(table: Table): Float64Array;
}

/**
 * Prepares a model for scoring. Missing values are null in a row, NaN or code -1 in a table, and are read as the
 * model's encoding says. Numbers are rounded to float32 at this door. Columns may come in any order, with others.
 *
 * The scorer's methods throw naming all inputs that are absent, of the wrong kind, not finite or of an unknown level.
 *
 * @example createScorer(model).scoreRow({tenure: 3, plan: "basic"}) // 0.26
 */
export function createScorer(model: Model, options: EncodeOptions = {}): Scorer {
  const {unit, row: rawRow, table: rawTable} = createRawScorer(model, options);
  const {calibration} = model;
  const calibrate = (logOdds: number): number =>
    calibration ? calibration.intercept + calibration.slope * logOdds : logOdds;
  const toLogOdds = unit === "logOdds" ? calibrate : (p: number): number => calibrate(logit(p));
  const toProbability =
    unit === "logOdds"
      ? (z: number): number => sigmoid(calibrate(z))
      : calibration
        ? (p: number): number => sigmoid(toLogOdds(p))
        : (p: number): number => p;
  return {
    scoreRow: (row) => toProbability(rawRow(row)),
    scoreTable: (table) => mapInPlace(rawTable(table), toProbability),
    logOddsRow: (row) => toLogOdds(rawRow(row)),
    logOddsTable: (table) => mapInPlace(rawTable(table), toLogOdds)
  };
}

function mapInPlace(values: Float64Array, change: (value: number) => number): Float64Array {
  for (let i = 0; i < values.length; ++i) values[i] = change(values[i]);
  return values;
}
