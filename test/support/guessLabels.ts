import {createRandom, drawIndex} from "../../lib/random.js";

/** What is told of a sum over users: it lies within `reach` of `told`. */
export interface ToldSum {
  /** by user, what a label of 1 adds */
  weights: number[];
  told: number;
  reach: number;
}

/** A model's log loss, Brier score and ROC AUC as sums over the labels of users whose scores are known, of whom so many churned. */
export function toSums(
  scores: number[],
  figures: {logLoss: number; brierScore: number; rocAuc: number},
  {nChurned, reach}: {nChurned: number; reach: number}
): ToldSum[] {
  const n = scores.length;
  const sum = (of: (p: number) => number): number => scores.reduce((all, p) => all + of(p), 0);
  const below = scores.map((p) => scores.reduce((count, q) => count + (q < p ? 1 : q === p ? 0.5 : 0), 0));
  const pairs = nChurned * (n - nChurned);
  return [
    {weights: scores.map((p) => Math.log((1 - p) / p)), told: n * figures.logLoss + sum((p) => Math.log(1 - p)), reach: n * reach},
    {weights: scores.map((p) => 1 - 2 * p), told: n * figures.brierScore - sum((p) => p * p), reach: n * reach},
    {weights: below, told: pairs * figures.rocAuc + (nChurned * nChurned) / 2, reach: pairs * reach}
  ];
}

/**
 * Looks for labels that give all that is told, by swapping one who churned for one who did not again and again.
 *
 * @param start labels to begin with: as many churned
 * @returns null where the search ends without any
 */
export function guessLabels(start: number[], sums: readonly ToldSum[], {swaps, seed}: {swaps: number; seed: number}): number[] | null {
  const random = createRandom(seed);
  const labels = start.slice();
  const off = sums.map(({weights, told}) => labels.reduce((all, label, i) => all + label * weights[i], -told));
  const missOf = (values: number[]): number =>
    values.reduce((all, value, k) => all + Math.max(0, Math.abs(value) - sums[k].reach) / sums[k].reach, 0);
  let miss = missOf(off);
  for (let swap = 0; swap < swaps && miss > 0; ++swap) {
    const [i, j] = [drawIndex(labels.length, random), drawIndex(labels.length, random)];
    if (labels[i] === labels[j]) continue;
    const sign = labels[i] === 1 ? -1 : 1;
    const next = off.map((value, k) => value + sign * (sums[k].weights[i] - sums[k].weights[j]));
    const missed = missOf(next);
    if (missed > miss && random() > 0.01) continue; // now and then a worse one, to leave where no swap helps
    [labels[i], labels[j]] = [labels[j], labels[i]];
    for (const [k, value] of next.entries()) off[k] = value;
    miss = missed;
  }
  return miss > 0 ? null : labels;
}
