import type {ScoredTrial} from "../../../../lib/fit/protocol/chooseTrial.js";
import {expect, test} from "vitest";
import {chooseTrial} from "../../../../lib/fit/protocol/chooseTrial.js";
import {logLoss} from "../../../../lib/metrics/probabilityLosses.js";
import {getMetric} from "../../../../lib/metrics/metrics.js";
import {createRandom} from "../../../../lib/random.js";

const isPenalised = ({l2}: ScoredTrial["params"]): boolean => Number(l2) >= 1;

/** Trials on users of whom three in ten churned: the first has no penalty and leads by the gap, which differs from user to user by the noise. */
function race(n: number, {gap, noise}: {gap: number; noise: number}): number {
  const y = Uint8Array.from({length: n}, (_, i) => Number(i % 10 < 3));
  const trialOf = (l2: number, shift: number): ScoredTrial => {
    const outOfFold = Float64Array.from(y, (label, i) =>
      Math.min(0.99, Math.max(0.01, (label ? 0.5 : 0.2) + (label ? -1 : 1) * (shift + (i % 2 ? noise : -noise))))
    );
    return {params: {l2}, mean: logLoss(y, outOfFold), outOfFold};
  };
  const free = {...trialOf(0.001, 0), outOfFold: Float64Array.from(y, (label) => (label ? 0.5 : 0.2))};
  const trials = [{...free, mean: logLoss(y, free.outOfFold)}, trialOf(1, gap), trialOf(100, gap + 0.05)];
  return Number(chooseTrial(trials, {metric: getMetric("logLoss"), y, isPenalised, random: createRandom(1)}).params.l2);
}

test("of few users the best penalised trial is taken, unless another leads it by more than the luck of who was drawn", () => {
  expect(race(300, {gap: 0.001, noise: 0.1})).toBe(1);
  expect(race(300, {gap: 0.05, noise: 0.02})).toBe(0.001);
});

test("of many users the best mean is taken", () => {
  expect(race(3000, {gap: 0.001, noise: 0.1})).toBe(0.001);
});
