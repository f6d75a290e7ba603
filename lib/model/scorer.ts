import type {Row, Table} from "../dataset/table.js";
import type {EncodeOptions} from "./encode.js";
import type {Surface} from "./surface.js";
import type {AdditiveModel, BaselineModel, BoostingModel, ByKind, ForestModel, LogisticModel, Model} from "./model.js";
import {heightAt, piecesOf} from "./curve.js";
import {calibrateLogOdds, logit, sigmoid} from "./logOdds.js";
import {bindColumns, createRowEncoder, encodeColumn, encodeFloat32} from "./encode.js";
import {ofKind} from "./model.js";
import {heightOver, surfaceOf} from "./surface.js";
import {createTreeSummer} from "./treeSums.js";

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
  const {unit, row: rawRow, table: rawTable} = ofKind(scorers, model, options);
  const {calibration} = model;
  const calibrate = (logOdds: number): number => (calibration ? calibrateLogOdds(logOdds, calibration) : logOdds);
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

/** What a model says before calibration, in the unit that it works in. */
interface RawScorer {
  unit: "logOdds" | "probability";
  row(row: Row): number;
  table(table: Table): Float64Array;
}

/** How each kind of model scores. */
const scorers: ByKind<[EncodeOptions], RawScorer> = {
  baseline: createBaselineScorer,
  logistic: createLogisticScorer,
  additive: createAdditiveScorer,
  tree: createVotingScorer,
  forest: createVotingScorer,
  boosting: (model, options) => createTreesScorer(model, {start: model.base, divisor: 1, unit: "logOdds"}, options)
};

function createBaselineScorer(model: BaselineModel, options: EncodeOptions): RawScorer {
  const encodeRow = createRowEncoder(model, options);
  const nothing = new Float64Array(model.encoding.length);
  return {
    unit: "probability",
    row: (row) => {
      encodeRow(row, nothing); // refuses what any other model refuses
      return model.probability;
    },
    table: (table) => {
      bindColumns(model.inputs, table, options);
      return new Float64Array(table.nRows).fill(model.probability);
    }
  };
}

function createLogisticScorer(model: LogisticModel, options: EncodeOptions): RawScorer {
  const {intercept, weights} = model;
  return createSumScorer(
    model,
    {
      sum: (x) => {
        let z = intercept;
        for (let j = 0; j < x.length; ++j) z += weights[j] * x[j];
        return z;
      },
      add: (j, encoded, z) => {
        const weight = weights[j];
        for (let i = 0; i < z.length; ++i) z[i] += weight * encoded[i];
      }
    },
    options
  );
}

function createAdditiveScorer(model: AdditiveModel, options: EncodeOptions): RawScorer {
  const {intercept, shapes} = model;
  const pieces = shapes.map(piecesOf);
  const surfaces = (model.pairs ?? []).map(surfaceOf);
  return createSumScorer(
    model,
    {
      sum: (x) => {
        let z = intercept;
        for (let j = 0; j < x.length; ++j) z += x[j] === x[j] ? heightAt(pieces[j], x[j]) : shapes[j].missing;
        for (const surface of surfaces) z += heightOver(surface, x[surface.first], x[surface.second]);
        return z;
      },
      add: (j, encoded, z) => {
        const shape = pieces[j];
        const {missing} = shapes[j];
        for (let i = 0; i < z.length; ++i) z[i] += encoded[i] === encoded[i] ? heightAt(shape, encoded[i]) : missing;
      },
      surfaces
    },
    options
  );
}

/** Log-odds that are an intercept, one term per encoded column, and some for two of them. */
interface Terms {
  /** of an encoded row, all of them */
  sum(x: Float64Array): number;
  /** adds column j's terms to those of all rows */
  add(j: number, encoded: Float64Array, z: Float64Array): void;
  /** those for two columns, added last */
  surfaces?: readonly Surface[];
}

function createSumScorer(model: LogisticModel | AdditiveModel, {sum, add, surfaces = []}: Terms, options: EncodeOptions): RawScorer {
  const {encoding, intercept} = model;
  const encodeRow = createRowEncoder(model, options);
  const x = new Float64Array(encoding.length);
  return {
    unit: "logOdds",
    row: (row) => {
      encodeRow(row, x);
      return sum(x);
    },
    table: (table) => {
      const bound = bindColumns(model.inputs, table, options);
      const z = new Float64Array(table.nRows).fill(intercept);
      const encoded = new Float64Array(table.nRows);
      for (let j = 0; j < encoding.length; ++j) {
        encodeColumn(encoding[j], model, bound, encoded);
        add(j, encoded, z);
      }
      const beside = surfaces.length > 0 ? new Float64Array(table.nRows) : encoded;
      for (const surface of surfaces) {
        encodeColumn(encoding[surface.first], model, bound, encoded);
        encodeColumn(encoding[surface.second], model, bound, beside);
        for (let i = 0; i < z.length; ++i) z[i] += heightOver(surface, encoded[i], beside[i]);
      }
      return z;
    }
  };
}

function createVotingScorer(model: ForestModel, options: EncodeOptions): RawScorer {
  return createTreesScorer(model, {start: 0, divisor: model.trees.roots.length, unit: "probability"}, options);
}

function createTreesScorer(
  model: ForestModel | BoostingModel,
  {start, divisor, unit}: {start: number; divisor: number; unit: RawScorer["unit"]},
  options: EncodeOptions
): RawScorer {
  const summer = createTreeSummer(model.trees, {nColumns: model.encoding.length, start});
  const encodeRow = createRowEncoder(model, options);
  const x = new Float64Array(model.encoding.length);
  return {
    unit,
    row: (row) => {
      encodeRow(row, x);
      return summer.sumRow(x) / divisor;
    },
    table: (table) => {
      const sums = summer.sumColumns(encodeFloat32(model, table, options), table.nRows);
      if (divisor !== 1) for (let i = 0; i < sums.length; ++i) sums[i] /= divisor;
      return sums;
    }
  };
}
