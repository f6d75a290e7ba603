import type {Row} from "../table/table.js";

/**
 * Why a row scores as it does: what each input adds to the reference's score.
 * `base` plus all contributions is the row's own score in the same unit, exactly up to rounding.
 */
export interface Explanation {
  /** what the contributions add up in: log-odds for logistic and boosting, shares for trees that vote */
  unit: "logOdds" | "probability";
  /** the reference's score in that unit */
  base: number;
  /** one per input of the model, in the model's order */
  contributions: Float64Array;
}

/** A model made ready to explain many rows. */
export interface Explainer {
  unit: Explanation["unit"];
  /** @param reference the row to compare with; null: the average over the training rows */
  explainRow(row: Row, reference: Row | null): Explanation;
}
