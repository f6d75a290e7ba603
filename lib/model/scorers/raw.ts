import type {Row, Table} from "../../table/table.js";
import {bindColumns, createRowEncoder, encodeColumn, encodeFloat32} from "../encode.js";
import type {EncodeOptions} from "../encode.js";
import type {BoostingModel, ForestModel, LogisticModel, Model} from "../model.js";
import {createTreeSummer} from "./trees.js";

/** What a model says before calibration, in the unit that it works in. */
export interface RawScorer {
  unit: "logOdds" | "probability";
  row(row: Row): number;
  table(table: Table): Float64Array;
}

/** The scorer of a model's kind. */
export function createRawScorer(model: Model, options: EncodeOptions): RawScorer {
  switch (model.kind) {
    case "baseline":
      return createBaselineScorer(model, options);
    case "logistic":
      return createLogisticScorer(model, options);
    case "tree":
    case "forest":
      return createTreesScorer(model, {start: 0, divisor: model.trees.roots.length, unit: "probability"}, options);
    case "boosting":
      return createTreesScorer(model, {start: model.base, divisor: 1, unit: "logOdds"}, options);
  }
}

function createBaselineScorer(model: Model & {kind: "baseline"}, options: EncodeOptions): RawScorer {
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
  const {encoding, intercept, weights} = model;
  const encodeRow = createRowEncoder(model, options);
  const x = new Float64Array(encoding.length);
  return {
    unit: "logOdds",
    row: (row) => {
      encodeRow(row, x);
      let z = intercept;
      for (let j = 0; j < x.length; ++j) z += weights[j] * x[j];
      return z;
    },
    table: (table) => {
      const bound = bindColumns(model.inputs, table, options);
      const z = new Float64Array(table.nRows).fill(intercept);
      const encoded = new Float64Array(table.nRows);
      for (let j = 0; j < encoding.length; ++j) {
        encodeColumn(encoding[j], model, bound, encoded);
        const weight = weights[j];
        for (let i = 0; i < z.length; ++i) z[i] += weight * encoded[i];
      }
      return z;
    }
  };
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
