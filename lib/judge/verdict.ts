import type {Weighed} from "../metrics/scored.js";
import type {Promised} from "./promise.js";
import type {Truth} from "./truth.js";
import {clamp, sumOf} from "../numbers.js";
import {weighUsers} from "../metrics/scored.js";
import {placeAmongOthers, weighRocAuc} from "../metrics/rankingMetrics.js";
import {logit, sigmoid} from "../model/logOdds.js";
import {normalCdf, normalTwoSided} from "../statistics/distributions.js";
import {adjustHolm} from "../statistics/testResult.js";

/** Fewer users of either outcome than this say too little of a model. */
export const LEAST_OF_EACH = 50;
/** The chance of a false alarm that is taken, over both tests. */
const ALPHA = 0.05;
/** Scores count as at least so far from 0 and 1, so that one user does not outweigh all others. */
const NEAREST = 1e-4;

/** Something promised, and what came. */
export interface Held {
  promised: number | null;
  came: number;
  /** one-sided, for "came out worse than chance explains"; adjusted for both tests (Holm) */
  pValue: number;
  isWorse: boolean;
}

export interface Verdict {
  state: "as promised" | "worse than promised" | "too few to say";
  /** ROC AUC; null where too few are to be judged, or nothing was promised */
  ranking: Held | null;
  /** what scores cost more than they said they would, in log loss, once the file's own rate is allowed for; null where too few */
  certainty: Held | null;
  /** what share was said to churn, and did; `moved` where chance does not explain the difference */
  rate: {said: number; happened: number; moved: boolean};
}

/**
 * Whether a file's outcomes are what its scores said, and as well ranked as the book promised. Two one-sided tests, adjusted by Holm:
 *
 * - ranking: the file's ROC AUC against the promised one (DeLong's variances, on the scale of log-odds). It does not depend on how
 *   many churn.
 * - certainty: scores, moved together so that their mean is the file's own rate, say what log loss to expect of them; where the loss is
 *   larger, they are more certain than they may be. Against the same excess on the promised users. It does not depend on how many churn
 *   either, nor on who is in the file. This is the score test of Cox's calibration slope.
 *
 * How many churn is judged apart: a rate that moved makes a model neither better nor worse at telling users apart.
 *
 * @see DeLong, DeLong and Clarke-Pearson (1988); Cox (1958), Two further applications of a model for binary regression
 */
export function judgePromise({y, p}: Truth, promised: Promised | null): Verdict {
  const churned = sumOf(y);
  const expected = sumOf(p);
  const spread = sumOf(p.map((score) => score * (1 - score)));
  const moved = spread > 0 && normalTwoSided((churned - expected) / Math.sqrt(spread)) < ALPHA;
  const rate = {said: expected / p.length, happened: churned / p.length, moved};
  if (churned < LEAST_OF_EACH || y.length - churned < LEAST_OF_EACH) return {state: "too few to say", ranking: null, certainty: null, rate};
  const users = weighUsers("judgePromise", y, p);
  const ranks = promised === null ? null : compareRanking(users, promised.users);
  const excess = compareExcess(users, promised?.users ?? null);
  const tests = ranks === null ? [excess] : [excess, ranks];
  const adjusted = adjustHolm(tests.map(({pValue}) => pValue));
  const held = tests.map((test, i): Held => ({...test, pValue: adjusted[i], isWorse: adjusted[i] < ALPHA}));
  return {
    state: held.some(({isWorse}) => isWorse) ? "worse than promised" : "as promised",
    certainty: held[0],
    ranking: held.at(1) ?? null,
    rate
  };
}

type Test = Omit<Held, "isWorse">;

function compareRanking(users: Weighed, promised: Weighed): Test {
  const [a, b] = [rankingOf(users), rankingOf(promised)];
  const error = Math.sqrt(a.variance + b.variance);
  return {came: a.auc, promised: b.auc, pValue: error > 0 ? normalCdf((a.logOdds - b.logOdds) / error) : Number(a.auc >= b.auc)};
}

/** ROC AUC, its log-odds, and the variance of these. */
function rankingOf({scored, weights}: Weighed): {auc: number; logOdds: number; variance: number} {
  const {y} = scored;
  const auc = weighRocAuc(scored, weights);
  const placement = placeAmongOthers(scored, weights);
  const [total, squares] = [
    [0, 0],
    [0, 0]
  ];
  for (let i = 0; i < y.length; ++i) {
    total[y[i]] += weights[i];
    squares[y[i]] += weights[i] * (placement[i] - auc) ** 2;
  }
  const [a, b] = total.map((n, label) => squares[label] / (n * Math.max(1, n - 1)));
  const variance = a + b;
  const bounded = clamp(auc, NEAREST, 1 - NEAREST);
  const slope = bounded * (1 - bounded);
  return {auc, logOdds: logit(bounded), variance: variance / slope ** 2};
}

function compareExcess(users: Weighed, promised: Weighed | null): Test {
  const a = excessOf(users);
  const b = promised === null ? {excess: 0, variance: 0} : excessOf(promised);
  const error = Math.sqrt(a.variance + b.variance);
  const pValue = error > 0 ? 1 - normalCdf((a.excess - b.excess) / error) : 1;
  return {came: a.excess, promised: promised === null ? null : b.excess, pValue};
}

/** What scores cost beyond what they say themselves, per user, in log loss, once their mean is the users' own rate; with its variance. */
function excessOf({scored: {y, p}, weights}: Weighed): {excess: number; variance: number} {
  const n = sumOf(weights);
  const logOdds = p.map((score) => logit(clamp(score, NEAREST, 1 - NEAREST)));
  const shift = findShift(logOdds, {y, weights});
  let [excess, spread, first, second] = [0, 0, 0, 0];
  for (let i = 0; i < y.length; ++i) {
    const z = logOdds[i] + shift;
    const q = sigmoid(z);
    const v = weights[i] * q * (1 - q);
    excess += weights[i] * (q - y[i]) * z;
    spread += v;
    first += v * z;
    second += v * z * z;
  }
  return {excess: excess / n, variance: Math.max(0, second - first ** 2 / spread) / n ** 2};
}

const MAX_STEPS = 100;

/** What is added to all log-odds so that they say as many churned as did (Newton's method, bounded by bisection). */
function findShift(logOdds: Float64Array, {y, weights}: {y: Uint8Array; weights: Float64Array}): number {
  let churned = 0;
  for (let i = 0; i < y.length; ++i) churned += weights[i] * y[i];
  let [low, high, shift] = [-40, 40, 0];
  for (let step = 0; step < MAX_STEPS; ++step) {
    let [said, slope] = [0, 0];
    for (let i = 0; i < y.length; ++i) {
      const q = sigmoid(logOdds[i] + shift);
      said += weights[i] * q;
      slope += weights[i] * q * (1 - q);
    }
    if (said > churned) high = shift;
    else low = shift;
    const next = shift + (churned - said) / slope;
    const moved = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(moved - shift) < 1e-10) return moved;
    shift = moved;
  }
  return shift;
}
