import type {FitContext, Learner, TrainingData} from "../learners/learner.js";
import type {Params} from "../../book/common.js";
import type {HonestyCheck} from "../../book/honesty.js";
import type {Metric, MetricName} from "../../metrics/metrics.js";
import type {Random} from "../../random.js";
import type {Trial} from "./search.js";
import {deviation, mean} from "d3-array";
import {check} from "../../check.js";
import {formatFixed} from "../../format.js";
import {forkRandom, shuffleRows} from "../../random.js";
import {studentReach} from "../../statistics/distributions.js";
import {createScorer} from "../../model/scorer.js";
import {crossValidate, runFold, takeData} from "./crossValidate.js";
import {countFolds, rowsOfFold, takeShare} from "./folds.js";
import {codeGroups} from "../../statistics/intervals.js";
import {fromMetrics, getMetric, METRIC_NAMES} from "../../metrics/metrics.js";
import {rankProbabilities, unitWeights} from "../../metrics/scored.js";
import {take} from "../../dataset/table.js";

export interface ShuffleOptions {
  folds: ArrayLike<number>;
  seed: string | number;
  monotone?: FitContext["monotone"];
  /** fit on this share of the rows; see {@link FoldOptions} */
  share?: number;
}

/**
 * The same labels dealt out at random among rows of one fold, so that no input can foretell them, every fold keeps its churn rate,
 * and the labels held out know nothing of those fitted on. The data is copied.
 *
 * Labels of a group stay in a row, so that a shuffled table has customers too: groups change places, not single labels.
 *
 * @param name of this shuffle, such as a seed and a number
 */
export function shuffleWithinFolds(data: TrainingData, folds: ArrayLike<number>, name: (string | number)[]): TrainingData {
  const y = new Uint8Array(data.y.length);
  const places = Int32Array.from(folds, (_, i) => i);
  for (const code of [...new Set(Array.from(folds))].sort((a, b) => a - b)) {
    const rows = places.filter((i) => folds[i] === code);
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- the parts of a name: few
    const random = forkRandom("shuffled labels", ...name, code);
    const order = data.groups ? shuffleGroups(rows, data.groups, random) : shuffleRows(rows.slice(), random);
    const along = data.groups ? shuffleGroups(rows, data.groups, () => 0.5) : rows; // group by group
    for (let i = 0; i < rows.length; ++i) y[along[i]] = data.y[order[i]];
  }
  return {...data, y};
}

/** Rows group by group, the groups in a random order. */
function shuffleGroups(rows: Int32Array, groups: ArrayLike<number>, random: Random): Int32Array {
  const own = Int32Array.from(rows, (row) => groups[row]);
  const {codes, sizes} = codeGroups(rows.length, own);
  const place = new Int32Array(sizes.length);
  shuffleRows(Int32Array.from(sizes.keys()), random).forEach((group, i) => (place[group] = i));
  return Int32Array.from(rows.keys())
    .sort((a, b) => place[codes[a]] - place[codes[b]] || a - b)
    .map((i) => rows[i]);
}

/**
 * One shuffle: the mean ROC AUC over the folds. A piece of work for one core.
 *
 * @param options fold: the one to judge by; all of them if absent
 */
export function scoreShuffled(
  learner: Learner,
  data: TrainingData,
  params: Params,
  options: ShuffleOptions & {repeat: number; fold?: number}
): number {
  const {folds, seed, repeat, fold, monotone, share} = options;
  const noise = shuffleWithinFolds(data, folds, [seed, repeat]);
  const about = {folds, seed, trial: `shuffled/${repeat}`, metrics: ["rocAuc"] as const, monotone, share};
  if (fold !== undefined) return runFold(learner, noise, params, {...about, fold}).metrics.rocAuc;
  return mean(crossValidate(learner, noise, params, about).foldScores.rocAuc) as number;
}

/**
 * The verdict on shuffles scored by {@link scoreShuffled}: their mean ROC AUC must be 0.5 within its interval. If it is not, rows
 * held out have found a way into fitting.
 *
 * @param aucs one a shuffle. Each is expected to be 0.5 exactly; its spread is wider than the folds' own suggests, since a chance
 *   pattern shared by two folds helps both, so it is taken between shuffles
 * @param level of the t interval; 1 in 100 honest protocols fails at 0.99
 * @throws if there are fewer than two
 */
export function judgeShuffledLabels(aucs: readonly number[], level = 0.99): HonestyCheck {
  const repeats = aucs.length;
  check(repeats >= 2, {where: "judgeShuffledLabels", rule: "there must be two shuffles or more", got: repeats});
  const estimate = mean(aucs) as number;
  const reach = (studentReach(level, repeats - 1) * (deviation(aucs) as number)) / Math.sqrt(repeats);
  const [low, high] = [estimate - reach, estimate + reach];
  return {
    name: "shuffledLabels",
    title: "Knows nothing when labels are shuffled",
    passed: low <= 0.5 && high >= 0.5,
    detail:
      `ROC AUC ${formatFixed(estimate, 3)} (${formatFixed(low, 3)} to ${formatFixed(high, 3)}) over ${repeats} ` +
      `shuffles of the labels; 0.5 must lie within, and by chance does not in ${formatFixed(100 * (1 - level), 0)} of ` +
      "100 sound runs",
    numbers: {estimate, low, high, repeats}
  };
}

export interface DealOptions {
  folds: ArrayLike<number>;
  seed: string | number;
  metrics?: readonly MetricName[];
  monotone?: FitContext["monotone"];
  /** fit on this share of the rows: most of a ranking's luck hangs on the rows held out; all rows would spread somewhat wider */
  share?: number;
  /** of {@link dealLabels}: the labels of each deal, one deal after the other */
  dealt: Uint8Array;
}

/** Deals of the labels, a shuffle within each fold apiece, one after the other: the same ones for every trial. */
export function dealLabels(data: TrainingData, {folds, seed}: Pick<DealOptions, "folds" | "seed">, deals: number): Uint8Array {
  const n = data.y.length;
  const dealt = new Uint8Array(deals * n);
  for (let deal = 0; deal < deals; ++deal) dealt.set(shuffleWithinFolds(data, folds, [seed, "deal", deal]).y, deal * n);
  return dealt;
}

/**
 * One trial fitted once to shuffled labels and judged on many deals of the labels, the same deals for every trial, as means over the
 * folds. A deal knows nothing of the shuffle that was fitted to, so each is one more shuffle of the search at the cost of scoring, and
 * one fit serves all folds: where a search takes minutes, this is what makes a quantile of its best affordable.
 *
 * @returns by deal, by metric: the mean over the folds
 */
export function dealShuffled(learner: Learner, data: TrainingData, trial: Trial, options: DealOptions): Record<MetricName, number>[] {
  const {folds, seed, monotone, share = 1, dealt, metrics = METRIC_NAMES} = options;
  const noise = shuffleWithinFolds(data, folds, [seed]);
  const shown = takeShare(noise.y, share, ["shuffled labels", seed]);
  const random = forkRandom(seed, learner.name, `shuffled/${trial.id}`);
  const {scoreTable} = createScorer(learner.fit(takeData(noise, shown), trial.params, {random, monotone}), {unknownLevel: "missing"});
  const scores = scoreTable(data.table);
  const held = Array.from({length: countFolds(folds)}, (_, fold) => {
    const rows = rowsOfFold(folds, fold).heldOut;
    const scored = rankProbabilities(
      "dealShuffled",
      take(noise.y, rows, new Uint8Array(rows.length)),
      take(scores, rows, new Float64Array(rows.length))
    );
    return {scored, rowAt: take(rows, scored.row, new Int32Array(rows.length)), weights: unitWeights(scored)};
  });
  const n = data.y.length;
  return Array.from({length: dealt.length / n}, (_, deal) => {
    const y = dealt.subarray(deal * n, (deal + 1) * n);
    const judged = held.map(({rowAt, scored, weights}) => ({
      scored: {...scored, y: take(y, rowAt, new Uint8Array(rowAt.length))},
      weights
    }));
    return fromMetrics(metrics, (name) => mean(judged, (d) => getMetric(name).weigh(d.scored, d.weights)) as number);
  });
}

/**
 * The best that n trials get by luck, for n = 1, 2, ...: the expected best of n scores drawn from these without replacement.
 * A search whose best lies within this line has found nothing.
 *
 * @param scores finite, at least one
 * @returns as many numbers as there are scores, from their mean to their best
 * @throws if there is no score, or one is not finite
 * @example expectedBest([1, 2, 3], "higher") // [2, 2.6667, 3]
 */
export function expectedBest(scores: readonly number[], better: Metric["better"]): number[] {
  check(scores.length > 0 && scores.every(Number.isFinite), {
    where: "expectedBest",
    rule: "there must be at least one score, all finite",
    got: scores.length === 0 ? "none" : scores.join(", ")
  });
  const sorted = [...scores].sort((a, b) => (better === "lower" ? a - b : b - a)); // the best first
  const total = sorted.length;
  return sorted.map((_, index) => {
    const n = index + 1;
    let chance = n / total; // that place i is the best among n drawn, from place 0 on
    let sum = 0;
    for (let i = 0; i <= total - n; ++i) {
      sum += chance * sorted[i];
      chance *= (total - i - n) / (total - i - 1);
    }
    return sum;
  });
}
