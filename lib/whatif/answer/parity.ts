import type {PredictBook} from "../../book/predict.js";
import type {Scorer} from "../../model/scorer.js";

/** Whether this machine scores as the build did. */
export interface Parity {
  passed: boolean;
  rows: number;
  /** rows within the tolerance */
  agreeing: number;
  largestDifference: number;
}

/** How far two scores may lie apart. */
export const PARITY_TOLERANCE = 1e-12;

/**
 * Scores the golden rows again, as many as the model has golden scores, and compares with what the build wrote.
 *
 * @param name the model's name among the golden scores
 * @returns not passed if a score differs by more than {@link PARITY_TOLERANCE}, or if there is nothing to compare
 */
export function checkParity(scorer: Pick<Scorer, "scoreRow">, {rows, scores}: PredictBook["golden"], name: string): Parity {
  const expected = scores[name] ?? [];
  const differences = expected.map((score, i) => Math.abs(scoreOrNaN(scorer, rows[i]) - score));
  const agreeing = differences.filter((d) => d <= PARITY_TOLERANCE).length;
  return {
    passed: expected.length > 0 && agreeing === expected.length,
    rows: expected.length,
    agreeing,
    largestDifference: differences.reduce((a, b) => (b > a || Number.isNaN(b) ? b : a), 0)
  };
}

function scoreOrNaN(scorer: Pick<Scorer, "scoreRow">, row: PredictBook["golden"]["rows"][number]): number {
  try {
    return scorer.scoreRow(row);
  } catch {
    return NaN; // a model that cannot read a golden row does not agree with the build
  }
}
