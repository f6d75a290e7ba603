import type {ScoreReference} from "../book/reference.js";

const N_BINS = 50;
/** 0.29 * 50 is a little less than 14.5, and so on. */
const DUST = 1e-9;

/** Scores as counts in bins of equal width, with their mean. @param scores each in [0, 1]; NaN is no score and left out */
export function summariseScores(scores: ArrayLike<number>): ScoreReference {
  const counts = Array.from({length: N_BINS}, () => 0);
  let sum = 0;
  let n = 0;
  for (let i = 0; i < scores.length; ++i) {
    if (Number.isNaN(scores[i])) continue;
    ++counts[Math.min(N_BINS - 1, Math.floor(scores[i] * N_BINS + DUST))];
    sum += scores[i];
    ++n;
  }
  return {mean: n > 0 ? sum / n : 0, counts};
}
