import type {ScoredRows} from "../../../lib/batch/scoreSource.js";

/** The scores of the rows that could be scored, in their order. */
export function goodScores({probability}: Pick<ScoredRows, "probability">): Float64Array {
  return probability.filter((p) => !Number.isNaN(p));
}
