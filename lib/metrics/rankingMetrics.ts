import type {PlaceWeights, Scored} from "./scored.js";
import {rankScores, unitWeights} from "./scored.js";

/**
 * Area under the ROC curve: the chance that a random churner is scored above a random stayer.
 *
 * @param yTrue length n, each 0 (retained) or 1 (churned); both must occur
 * @param score length n, finite; larger means likelier to churn
 * @returns a number in [0, 1]; ties count one half
 * @throws if the lengths differ, a value is out of its domain, or one class is absent
 * @example rocAuc([0, 1, 1], [0.1, 0.4, 0.3]) // 1
 * @see Hanley and McNeil (1982); agrees with sklearn.metrics.roc_auc_score
 */
export function rocAuc(yTrue: ArrayLike<number>, score: ArrayLike<number>): number {
  const scored = rankScores("rocAuc", yTrue, score);
  return weighRocAuc(scored, unitWeights(scored));
}

/** {@link rocAuc} of a ranking whose places count `weights` times. */
export function weighRocAuc({y, tieEnds}: Scored, weights: PlaceWeights): number {
  let churned = 0;
  let retained = 0;
  let pairs = 0;
  for (let g = 0, i = 0; g < tieEnds.length; ++g) {
    const churnedAbove = churned;
    const retainedAbove = retained;
    for (; i < tieEnds[g]; ++i) {
      if (y[i] === 1) churned += weights[i];
      else retained += weights[i];
    }
    pairs += (retained - retainedAbove) * (churnedAbove + (churned - churnedAbove) / 2);
  }
  return pairs / (churned * retained);
}

/**
 * How each place of a ranking stands among those of the other class: the share of these that is on its right side, ties counting one
 * half. The mean over either class is the ROC AUC.
 *
 * @param weights how often each place counts
 * @returns one number in [0, 1] per place
 * @see DeLong, DeLong and Clarke-Pearson (1988)
 */
export function placeAmongOthers({y, tieEnds}: Scored, weights: PlaceWeights): Float64Array {
  const total = [0, 0];
  for (let i = 0; i < y.length; ++i) total[y[i]] += weights[i];
  const above = [0, 0];
  const placement = new Float64Array(y.length);
  for (let g = 0, from = 0; g < tieEnds.length; from = tieEnds[g++]) {
    const inRun = [0, 0];
    for (let i = from; i < tieEnds[g]; ++i) inRun[y[i]] += weights[i];
    const churner = (total[0] - above[0] - inRun[0] / 2) / total[0];
    const stayer = (above[1] + inRun[1] / 2) / total[1];
    for (let i = from; i < tieEnds[g]; ++i) placement[i] = y[i] === 1 ? churner : stayer;
    above[0] += inRun[0];
    above[1] += inRun[1];
  }
  return placement;
}

/**
 * Average precision: the precision at each distinct score as the threshold, weighted by the recall it adds.
 * The base rate is what chance gets.
 *
 * @param weights how often each place counts
 * @returns a number in (0, 1]; users with equal scores enter together, so their order is irrelevant
 * @example weighAveragePrecision(scored, weights) // of the labels [0, 1, 1] by the scores [0.35, 0.4, 0.3]: 0.8333333333333333
 * @see agrees with sklearn.metrics.average_precision_score (steps, no interpolation)
 */
export function weighAveragePrecision({y, tieEnds}: Scored, weights: PlaceWeights): number {
  let churned = 0;
  let all = 0;
  let sum = 0;
  for (let g = 0, i = 0; g < tieEnds.length; ++g) {
    const churnedAbove = churned;
    for (; i < tieEnds[g]; ++i) {
      all += weights[i];
      if (y[i] === 1) churned += weights[i];
    }
    if (churned > churnedAbove) sum += ((churned - churnedAbove) * churned) / all;
  }
  return sum / churned;
}

/**
 * Lift: how many times more churners the top share of users holds than as many users drawn at random.
 * A run of equal scores that straddles the cut enters in proportion, as if its order were random; so a constant score has lift 1.
 *
 * @param weights how often each place counts
 * @param share of users taken from the top, in (0, 1]; `share * n` need not be whole
 * @returns a number in [0, 1 / base rate]
 * @example weighLift(scored, weights, 0.5) // of the labels [0, 0, 1, 1] by the scores [0.1, 0.2, 0.3, 0.4]: 2
 */
export function weighLift({nRows, y, tieEnds}: Scored, weights: PlaceWeights, share: number): number {
  let total = 0;
  let allChurned = 0;
  for (let i = 0; i < nRows; ++i) {
    total += weights[i];
    if (y[i] === 1) allChurned += weights[i];
  }
  const wanted = share * total;
  let taken = 0;
  let churned = 0;
  for (let g = 0, i = 0; g < tieEnds.length && taken < wanted; ++g) {
    let runTotal = 0;
    let runChurned = 0;
    for (; i < tieEnds[g]; ++i) {
      runTotal += weights[i];
      if (y[i] === 1) runChurned += weights[i];
    }
    if (runTotal === 0) continue;
    const part = Math.min(1, (wanted - taken) / runTotal);
    taken += part * runTotal;
    churned += part * runChurned;
  }
  return churned / wanted / (allChurned / total);
}
