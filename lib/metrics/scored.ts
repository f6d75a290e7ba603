import {check, someOf, checkLabels} from "../check.js";
import {sortedOrder} from "../sortFloats.js";

/**
 * Labels and scores, checked once and sorted once, so that many metrics over many resamples cost one pass each.
 * Everything stands in ranking order: by falling score, equal scores beside each other.
 */
export interface Scored {
  nRows: number;
  /** the row at each place of the ranking */
  row: Uint32Array;
  /** label at each place: 1 churned, 0 retained */
  y: Uint8Array;
  /** score at each place, falling */
  p: Float64Array;
  /** where each run of equal scores ends (exclusive), rising; the last is nRows */
  tieEnds: Uint32Array;
}

/** How often each place of a ranking counts: 1 each, or how often a resample drew it. Both classes need a positive total. */
export type PlaceWeights = Float64Array;

/**
 * Checks labels and scores at the door and ranks them.
 *
 * @param where the function that is asked, named in errors
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 */
export function rankScores(where: string, yTrue: ArrayLike<number>, score: ArrayLike<number>): Scored {
  checkLabels(where, yTrue);
  checkScores(where, yTrue.length, score);
  const n = yTrue.length;
  const p = new Float64Array(score);
  const row = sortedOrder(p.map((value) => 0 - value));
  const scored = {nRows: n, row, y: new Uint8Array(n), p: new Float64Array(n)};
  for (let i = 0; i < n; ++i) {
    scored.y[i] = yTrue[row[i]];
    scored.p[i] = p[row[i]];
  }
  return {...scored, tieEnds: findTieEnds(scored.p)};
}

/**
 * As {@link rankScores}, for metrics that read a score as a probability.
 *
 * @throws also if a score lies outside [0, 1]
 */
export function rankProbabilities(where: string, yTrue: ArrayLike<number>, pHat: ArrayLike<number>): Scored {
  const scored = rankScores(where, yTrue, pHat);
  const outside = [scored.p[0], scored.p[scored.nRows - 1]].filter((p) => p < 0 || p > 1);
  check(outside.length === 0, {where, rule: "pHat must lie in [0, 1]", got: someOf(outside)});
  return scored;
}

/** A ranking, and how often each of its places counts: users one by one, or groups of them. */
export interface Weighed {
  scored: Scored;
  weights: PlaceWeights;
}

/** Users one by one, each counted once. @throws as {@link rankProbabilities} */
export function weighUsers(where: string, yTrue: ArrayLike<number>, pHat: ArrayLike<number>): Weighed {
  const scored = rankProbabilities(where, yTrue, pHat);
  return {scored, weights: unitWeights(scored)};
}

/** Every place counted once. */
export function unitWeights(scored: Scored): PlaceWeights {
  return new Float64Array(scored.nRows).fill(1);
}

/** @throws unless there are n scores, all finite */
export function checkScores(where: string, n: number, score: ArrayLike<number>): void {
  check(score.length === n, {where, rule: `there must be one score per label (${n})`, got: score.length});
  const strangers: string[] = [];
  for (let i = 0; i < n; ++i) if (!Number.isFinite(score[i])) strangers.push(`${score[i]} at row ${i}`);
  check(strangers.length === 0, {where, rule: "scores must be finite", got: someOf(strangers)});
}

function findTieEnds(sorted: Float64Array): Uint32Array {
  const ends = new Uint32Array(sorted.length);
  let n = 0;
  for (let i = 1; i <= sorted.length; ++i) if (i === sorted.length || sorted[i] !== sorted[i - 1]) ends[n++] = i;
  return ends.slice(0, n);
}
