import type {Weighed} from "../metrics/scored.js";
import type {Groups} from "../statistics/intervals.js";
import type {Promised} from "./promise.js";
import type {Truth} from "./truth.js";
import {clamp, sumOf} from "../numbers.js";
import {weighUsers} from "../metrics/scored.js";
import {placeAmongOthers, weighRocAuc} from "../metrics/rankingMetrics.js";
import {logit, shiftToMean, sigmoid} from "../model/logOdds.js";
import {normalCdf, normalTwoSided} from "../statistics/distributions.js";
import {codeGroups, countUnits} from "../statistics/intervals.js";
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
  /** who churned and who stayed: customers with such a row, where the file says whose its rows are */
  units: {churned: number; retained: number};
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
 * Where the file says whose its rows are, customers were drawn and not rows: variances are of the sums over each one's.
 *
 * How many churn is judged apart, against the rate that the book was made from, as well as that is known: a rate that moved makes a model
 * neither better nor worse at telling users apart.
 *
 * @see DeLong, DeLong and Clarke-Pearson (1988); Cox (1958), Two further applications of a model for binary regression
 */
export function judgePromise({y, p, groups = null}: Truth, promised: Promised | null): Verdict {
  const churned = sumOf(y);
  const expected = sumOf(p);
  const spread = Math.max(
    sumOf(p.map((score) => score * (1 - score))),
    groups === null
      ? 0
      : squaresOf(
          p.map((score, i) => y[i] - score),
          groups
        )
  );
  const learned = promised === null ? 0 : p.length ** 2 * varianceOfRate(promised);
  const moved = spread > 0 && normalTwoSided((churned - expected) / Math.sqrt(spread + learned)) < ALPHA;
  const rate = {said: expected / p.length, happened: churned / p.length, moved};
  const units = {churned: countUnits(y, groups, 1), retained: countUnits(y, groups, 0)};
  if (Math.min(units.churned, units.retained) < LEAST_OF_EACH)
    return {state: "too few to say", ranking: null, certainty: null, units, rate};
  const users: Judged = {...weighUsers("judgePromise", y, p), groups, design: 1};
  const known: Judged | null = promised && {...promised.users, groups: null, design: promised.design};
  const ranks = known === null ? null : compareRanking(users, known);
  const excess = compareExcess(users, known);
  const tests = ranks === null ? [excess] : [excess, ranks];
  const adjusted = adjustHolm(tests.map(({pValue}) => pValue));
  const held = tests.map((test, i): Held => ({...test, pValue: adjusted[i], isWorse: adjusted[i] < ALPHA}));
  return {
    state: held.some(({isWorse}) => isWorse) ? "worse than promised" : "as promised",
    certainty: held[0],
    ranking: held.at(1) ?? null,
    units,
    rate
  };
}

/** Scores are made for the rate of those whom a book was made from, which of few is itself little known. */
function varianceOfRate({n, churned, design}: Pick<Promised, "n" | "churned" | "design">): number {
  return (design * (churned / n) * (1 - churned / n)) / n;
}

type Test = Omit<Held, "isWorse">;

/** Users with whose they are, by row; or, where this is not known, with how many times their variances are what rows alone would make them. */
interface Judged extends Weighed {
  groups: Groups;
  design: number;
}

function compareRanking(users: Judged, promised: Judged): Test {
  const [a, b] = [rankingOf(users), rankingOf(promised)];
  const error = Math.sqrt(a.variance + b.variance);
  return {came: a.auc, promised: b.auc, pValue: error > 0 ? normalCdf((a.logOdds - b.logOdds) / error) : Number(a.auc >= b.auc)};
}

/** ROC AUC, its log-odds, and the variance of these. */
function rankingOf({scored, weights, groups, design}: Judged): {auc: number; logOdds: number; variance: number} {
  const {y} = scored;
  const auc = weighRocAuc(scored, weights);
  const placement = placeAmongOthers(scored, weights);
  const total = [0, 0];
  for (let i = 0; i < y.length; ++i) total[y[i]] += weights[i];
  const off = placement.map((d, i) => (d - auc) / Math.sqrt(total[y[i]] * Math.max(1, total[y[i]] - 1)));
  const variance =
    groups === null ? design * off.reduce((sum, d, i) => sum + weights[i] * d ** 2, 0) : squaresOf(off, groupsOf(scored, groups));
  const bounded = clamp(auc, NEAREST, 1 - NEAREST);
  const slope = bounded * (1 - bounded);
  return {auc, logOdds: logit(bounded), variance: variance / slope ** 2};
}

function compareExcess(users: Judged, promised: Judged | null): Test {
  const a = excessOf(users);
  const b = promised === null ? {excess: 0, variance: 0} : excessOf(promised);
  const error = Math.sqrt(a.variance + b.variance);
  const pValue = error > 0 ? 1 - normalCdf((a.excess - b.excess) / error) : 1;
  return {came: a.excess, promised: promised === null ? null : b.excess, pValue};
}

/** What scores cost beyond what they say themselves, per user, in log loss, once their mean is the users' own rate; with its variance. */
function excessOf({scored, weights, groups, design}: Judged): {excess: number; variance: number} {
  const {y, p} = scored;
  const n = sumOf(weights);
  const logOdds = p.map((score) => logit(clamp(score, NEAREST, 1 - NEAREST)));
  const churned = y.reduce((sum, label, i) => sum + weights[i] * label, 0);
  const shift = shiftToMean(logOdds, churned / n, weights);
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
  const alone = design * Math.max(0, second - first ** 2 / spread);
  const off = (z: number, i: number): number => (y[i] - sigmoid(z + shift)) * (z + shift - first / spread);
  const variance = groups === null ? alone : Math.max(alone, squaresOf(logOdds.map(off), groupsOf(scored, groups)));
  return {excess: excess / n, variance: variance / n ** 2};
}

/** The variance of a sum of deviations, of which those of one group come together. */
function squaresOf(deviations: Float64Array, groups: NonNullable<Groups>): number {
  const {codes, sizes} = codeGroups(deviations.length, groups);
  const sums = new Float64Array(sizes.length);
  for (let i = 0; i < deviations.length; ++i) sums[codes[i]] += deviations[i];
  return sums.reduce((squares, sum) => squares + sum ** 2, 0);
}

/** By place of a ranking: whose the row is. */
function groupsOf({row}: Weighed["scored"], groups: NonNullable<Groups>): Float64Array {
  return Float64Array.from(row, (i) => groups[i]);
}
