import {check} from "../check.js";
import {rankScores} from "../metrics/scored.js";
import {wilsonInterval} from "../statistics/intervals.js";

/** Users by falling score, with running counts, so that any contact depth is one look-up. */
export interface Ranking {
  n: number;
  churned: number;
  /** churned / n */
  baseRate: number;
  /** length n, falling */
  score: Float64Array;
  /** length n + 1: churners among the first k */
  churnedAbove: Uint32Array;
  /** length n: the user's place in what was given */
  row: Uint32Array;
}

/**
 * @param y length n, 1 churned, 0 retained; both must occur
 * @param p length n, probabilities that the model had not learned from (out-of-fold, or test)
 * @throws if lengths differ, a value is out of its domain, or one class is absent
 */
export function rankUsers(y: ArrayLike<number>, p: ArrayLike<number>): Ranking {
  const scored = rankScores("rankUsers", y, p);
  const churnedAbove = new Uint32Array(scored.nRows + 1);
  for (let i = 0; i < scored.nRows; ++i) churnedAbove[i + 1] = churnedAbove[i] + scored.y[i];
  const churned = churnedAbove[scored.nRows];
  return {n: scored.nRows, churned, baseRate: churned / scored.nRows, score: scored.p, churnedAbove, row: scored.row};
}

/** How many users score at least the threshold. */
export function countAbove({score}: Pick<Ranking, "score">, threshold: number): number {
  let [from, to] = [0, score.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (score[middle] >= threshold) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The score line that contacts about a share of the users: the score of the last one. Those who score the same come along.
 *
 * @param share in [0, 1]; 0 gives a line above every score
 */
export function thresholdAtShare({score, n}: Pick<Ranking, "score" | "n">, share: number): number {
  check(share >= 0 && share <= 1, {where: "thresholdAtShare", rule: "share must lie in [0, 1]", got: share});
  const k = Math.round(share * n);
  return k === 0 ? Math.min(1, score[0] + 1e-9) : score[k - 1];
}

/** A point of a cumulative gains chart: contact this share, find that share of the churners. */
export interface GainsPoint {
  share: number;
  model: number;
  /** Wilson interval (95%) of what the model finds */
  low: number;
  high: number;
  /** contacting at random finds as much as it contacts */
  random: number;
  /** knowing everything finds every contacted user to be a churner */
  perfect: number;
}

/** Gains at evenly spaced shares, from 0 to 1, `steps + 1` points. */
export function traceGains({n, churned, baseRate, churnedAbove}: Ranking, steps = 100): GainsPoint[] {
  return Array.from({length: steps + 1}, (_, i) => {
    const share = i / steps;
    const {estimate, low, high} = wilsonInterval(churnedAbove[Math.round(share * n)], churned);
    return {share, model: estimate, low, high, random: share, perfect: Math.min(1, share / baseRate)};
  });
}
