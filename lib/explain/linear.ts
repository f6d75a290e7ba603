import {createRowEncoder} from "../model/encode.js";
import type {LogisticModel} from "../model/model.js";
import type {Explainer} from "./explanation.js";

/**
 * Exact contributions of a linear score: weight times the encoded difference to the reference, summed over the columns
 * that encode one input. These are its Shapley values whatever the inputs' correlation (Lundberg and Lee, 2017, corollary 1,
 * with a single reference). Standardised columns have mean 0, so the average reference scores the intercept.
 *
 * The explainer's method throws as the scorer does.
 */
export function createLinearExplainer(model: LogisticModel): Explainer {
  const {encoding, inputs, intercept, weights, calibration} = model;
  const slope = calibration?.slope ?? 1;
  const shift = calibration?.intercept ?? 0;
  const encodeRow = createRowEncoder(model);
  const inputOf = encoding.map((column) => inputs.findIndex((input) => input.name === column.input));
  const here = new Float64Array(encoding.length);
  const there = new Float64Array(encoding.length);
  return {
    unit: "logOdds",
    explainRow(row, reference) {
      encodeRow(row, here);
      if (reference) encodeRow(reference, there);
      else there.fill(0);
      const contributions = new Float64Array(inputs.length);
      let base = intercept;
      for (let j = 0; j < encoding.length; ++j) {
        base += weights[j] * there[j];
        contributions[inputOf[j]] += slope * weights[j] * (here[j] - there[j]);
      }
      return {unit: "logOdds", base: shift + slope * base, contributions};
    }
  };
}
