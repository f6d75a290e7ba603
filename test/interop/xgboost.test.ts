import {describe, expect, it} from "vitest";
import {createExplainer} from "../../lib/explain/explainer.js";
import {exportXgboost} from "../../lib/export/exportXgboost.js";
import {hasTrait} from "../../lib/model/model.js";
import {getRow} from "../../lib/dataset/table.js";
import {findPeers} from "../support/peers.js";
import {modelsThat} from "./models.js";
import {scoresOf, tablesFor, toColumns, worst} from "./tables.js";

interface Answer {
  features: string[];
  scores: number[];
  /** of the first 100 rows: one per feature, then the base */
  contributions: number[][];
}

const peers = await findPeers("engines");

describe.skipIf(!peers)("exportXgboost(model), by XGBoost", () => {
  const cases = modelsThat(exportXgboost).flatMap(([name, model]) => tablesFor(model).map((table) => ({name, model, table})));
  const answers = peers?.ask<Answer[]>(
    "test/interop/engines.py",
    cases.map(({model, table}) => ({engine: "xgboost", model: exportXgboost(model), table: toColumns(table)}))
  );
  const labels = cases.map(({name}, i) => [name, i] as const);

  it.each(labels)("scores as the %s model does (table %i)", async (_name, i) => {
    const {model, table} = cases[i];
    expect(worst((await answers!)[i].scores, scoresOf(model, table))).toBeLessThan(1e-6);
  });

  // A calibrated tree is explained otherwise here: by its own leaves, stretched.
  const explained = labels.filter(([, i]) => hasTrait(cases[i].model, "isLogOdds") || !cases[i].model.calibration);
  it.each(explained)("explains as TreeSHAP explains the %s model (table %i)", async (_name, i) => {
    const {model, table} = cases[i];
    const explainer = createExplainer(model);
    const {contributions} = (await answers!)[i];
    const refused = scoresOf(model, table);
    for (let row = 0; row < 100; ++row) {
      if (Number.isNaN(refused[row])) continue; // no reasons for a row that has no score
      const ours = explainer.explainRow(getRow(table, row), null);
      const theirs = new Float64Array(model.inputs.length);
      model.encoding.forEach((column, j) => (theirs[model.inputs.findIndex((d) => d.name === column.input)] += contributions[row][j]));
      expect(worst(ours.contributions, theirs)).toBeLessThan(5e-6);
      expect(Math.abs(ours.base - contributions[row][model.encoding.length])).toBeLessThan(5e-6);
    }
  });
});
