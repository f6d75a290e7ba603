import type {PredictInput} from "../book/predict.js";
import type {Row} from "../table/table.js";

/** How the score runs as one input moves and all others stay. */
export interface SensitivityCurve {
  /** values of the input: rising numbers, or levels */
  x: (number | string)[];
  p: number[];
}

/**
 * Scores a row at evenly spaced values of one input, others held (its individual conditional expectation curve:
 * Goldstein et al., 2015). Rules between inputs are not enforced along the curve.
 *
 * @param scoreRow the model
 * @param nPoints for numbers; categories have one point per level
 */
export function traceInput(scoreRow: (row: Row) => number, row: Row, input: PredictInput, nPoints = 33): SensitivityCurve {
  const x = input.kind === "category" ? input.levels : spread(input, nPoints);
  const probe = {...row};
  const p = x.map((value) => {
    probe[input.name] = value;
    return scoreRow(probe);
  });
  return {x, p};
}

function spread({low, high}: PredictInput, n: number): number[] {
  return Array.from({length: n}, (_, i) => low + ((high - low) * i) / (n - 1));
}
