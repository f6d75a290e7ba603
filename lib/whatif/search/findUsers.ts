import type {UserSample} from "../../book/predict.js";
import {numberOf} from "../setting/inputRange.js";

/** Which users one looks for; what is absent does not matter. */
export interface UserQuery {
  /** an input and the values it may have */
  input?: {name: string; from: number; to: number};
  /** the score they may have, as probabilities */
  score: {from: number; to: number};
  /** only real users whose outcome the contact line gets wrong */
  mistaken?: {threshold: number};
}

/**
 * The users of a sample that fit a query, the highest score first.
 *
 * @param scores length n: the model's scores of the sample, or the out-of-fold scores of real users
 * @returns indices into the sample
 */
export function findUsers({n, columns, known}: UserSample, scores: ArrayLike<number>, {input, score, mistaken}: UserQuery): number[] {
  const found: number[] = [];
  for (let i = 0; i < n; ++i) {
    if (scores[i] < score.from || scores[i] > score.to) continue;
    if (input) {
      const value = numberOf(columns[input.name][i]);
      if (!(value >= input.from && value <= input.to)) continue;
    }
    if (mistaken && (!known || (known.churned[i] === 1) === (scores[i] >= mistaken.threshold))) continue;
    found.push(i);
  }
  return found.sort((a, b) => scores[b] - scores[a] || a - b);
}
