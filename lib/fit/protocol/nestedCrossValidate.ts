import type {Listed} from "../../named.js";
import type {FoldScores} from "../../book/common.js";
import type {FitContext, Learner, TrainingData} from "../learners/learner.js";
import type {Metric} from "../../metrics/metrics.js";
import type {FoldResult} from "./crossValidate.js";
import type {HalvingPlan} from "./planHalving.js";
import type {Trial} from "./search.js";
import {mean} from "d3-array";
import {createScorer} from "../../model/scorer.js";
import {forkRandom} from "../../random.js";
import {summariseFolds} from "../../statistics/foldScores.js";
import {tryAddition} from "./addition.js";
import {gatherFolds, runFold, takeData} from "./crossValidate.js";
import {chooseFolds} from "./forwardFolds.js";
import {chooseTrial} from "./chooseTrial.js";
import {canRace, planHalving} from "./planHalving.js";
import {countFolds, judgedRows, rowsOfFold} from "./folds.js";
import {settledTrials, trialsOf} from "./search.js";
import {isFew} from "../../champion/fewUsers.js";
import {selectChampion} from "../../champion/select.js";
import {pairDifferences} from "../../metrics/pairedDifferences.js";
import {take} from "../../dataset/table.js";

export interface NestedOptions {
  seed: string | number;
  metric: Metric;
  /** by learner */
  nTrials: Listed<number>;
  outerFolds?: number;
  innerFolds?: number;
  monotone?: FitContext["monotone"];
}

/** One learner's best trial within an outer fold. */
export interface InnerBest {
  learner: string;
  trial: Trial;
  /** over the inner folds */
  scores: number[];
  /** of those inner rows that an inner fold holds out, rising */
  outOfFold: Float64Array;
}

/** One outer fold: what its own search chose, what that promised, and what it kept. */
export interface OuterFold {
  learner: string;
  trial: string;
  /** the chosen trial's mean over the inner folds: what the search promises */
  promised: number;
  /** the chosen trial, fitted anew on all inner rows, on the outer fold's rows */
  kept: number;
  /** its fits without one inner fold each, on the outer fold's rows, on average: as many users as the promise was made with */
  keptByFewer: number;
}

export interface NestedResult {
  folds: OuterFold[];
  promised: FoldScores;
  kept: FoldScores;
  keptByFewer: FoldScores;
  /** how much worse the metric was than promised, with as many users fitted on, on average; positive is optimism */
  optimism: number;
  /** how much better it was for the fit on all inner rows; positive is what more users gave */
  moreRows: number;
}

/**
 * A piece of nested cross-validation: one outer fold. The whole search, with its rule, is repeated inside each outer fold
 * ({@link searchInner} for every learner, then {@link chooseInner}) and judged on rows that it never saw ({@link judgeOuter}). The
 * difference between what it promised and what it kept is the optimism of choosing by the score one reports ({@link gatherNested}).
 * Both sides must be fitted on as many users, or the larger refit hides part of it; so the chosen trial's fits without one inner
 * fold are judged on the outer rows too, and what the refit gains by more users is told apart.
 *
 * The inner rule is the real one, race and all, without its gates, its recalibration and the size of files.
 *
 * @see Varma and Simon (2006), Bias in error estimation when using cross-validation for model selection
 */
export interface OuterOptions extends NestedOptions {
  /** length n, by {@link outerFoldsOf} */
  outer: ArrayLike<number>;
  fold: number;
}

/** The outer fold of each train row: forward in time where the real folds are. */
export function outerFoldsOf(data: TrainingData, {seed, outerFolds = 5}: Pick<NestedOptions, "seed" | "outerFolds">): Uint8Array {
  return chooseFolds(data, {k: outerFolds, random: forkRandom(seed, "nested", "outer")});
}

/** Searches one learner on the rows outside of an outer fold. A trial that throws takes no further part; null if all do. */
export function searchInner(learner: Learner, data: TrainingData, options: OuterOptions): InnerBest | null {
  const {seed, metric, nTrials, monotone, outer, fold} = options;
  const inner = takeData(data, rowsOfFold(outer, fold).fit);
  const folds = innerFoldsOf(inner, options);
  const judged = judgedRows(folds);
  const planned = trialsOf(learner, {nTrials: nTrials[learner.name] ?? 1, seed});
  const race = raceTrials(learner, inner, planned, {folds, seed, metric, monotone});
  const trials = race.map(({trial, results}) => {
    const {foldScores, outOfFold} = gatherFolds(results, {folds, metrics: [metric.name]});
    const scores = foldScores[metric.name];
    return {
      trial,
      params: trial.params,
      scores,
      mean: mean(scores) as number,
      outOfFold: take(outOfFold, judged, new Float64Array(judged.length))
    };
  });
  if (trials.length === 0) return null;
  const {y, groups} = takeData(inner, judged);
  const random = forkRandom(seed, "nested", "choice of a trial", learner.name, fold);
  const best = chooseTrial(trials, {metric, y, groups, isPenalised: learner.isPenalised, random});
  const {trial, scores, outOfFold} = tryAddition(learner, inner, best, {folds, seed, metric, monotone, nTrials: planned.length, random});
  return {learner: learner.name, trial, scores, outOfFold};
}

/** A trial and what its folds gave. */
interface TrialRun {
  trial: Trial;
  /** in fold order */
  results: FoldResult[];
  error: string | null;
}

/** The race of the real search, trial by trial on one core. @returns the trials that did every fold */
function raceTrials(
  learner: Learner,
  inner: TrainingData,
  trials: readonly Trial[],
  {folds, seed, metric, monotone}: Pick<OuterOptions, "seed" | "metric" | "monotone"> & {folds: Uint8Array}
): TrialRun[] {
  const nFolds = countFolds(folds);
  const halving = {nFolds, metric, always: settledTrials(trials, learner, inner.y.length), keep: canRace(inner.y, nFolds) ? undefined : []};
  const runs = trials.map((trial): TrialRun => ({trial, results: [], error: null}));
  const ask = (): HalvingPlan =>
    planHalving(
      runs.map(({trial, results, error}) => ({
        id: trial.id,
        error,
        foldScores: {[metric.name]: results.map((d) => d.metrics[metric.name])}
      })),
      halving
    );
  let next = ask();
  for (; next.fold !== null; next = ask()) {
    const {fold, run: ids} = next;
    for (const run of runs.filter(({trial}) => ids.includes(trial.id))) {
      const options = {folds, fold, seed, trial: run.trial.id, metrics: [metric.name], monotone};
      try {
        run.results.push(runFold(learner, inner, run.trial.params, options));
      } catch (error) {
        run.error = error instanceof Error ? error.message : String(error); // the real search records it; here it is only out of the race
      }
    }
  }
  return runs.filter(({trial}) => next.finished.includes(trial.id));
}

/** What the inner search of an outer fold saw, and how the rule is to judge by it. */
export interface InnerRule extends Pick<OuterOptions, "metric" | "seed" | "outer" | "fold" | "innerFolds"> {
  /** all train rows */
  data: TrainingData;
}

/**
 * The one that the rule crowns among the learners' best.
 *
 * @throws if no learner has one
 */
export function chooseInner(
  bests: readonly (InnerBest | null)[],
  learners: readonly Pick<Learner, "name" | "title" | "complexity" | "isPenalised">[],
  {data, ...options}: InnerRule
): InnerBest {
  const {metric, seed, outer, fold} = options;
  const found = bests.filter((best) => best !== null);
  const inner = takeData(data, rowsOfFold(outer, fold).fit);
  const {y, groups} = takeData(inner, judgedRows(innerFoldsOf(inner, options)));
  const users = {y, scores: Object.fromEntries(found.map(({learner, outOfFold}) => [learner, outOfFold]))};
  const differ = pairDifferences(users, [metric], {random: forkRandom(seed, "nested", "differences", fold), groups});
  const candidates = found.flatMap((best) => {
    const about = learners.find((d) => d.name === best.learner);
    const errors = found.map(({learner}) => [learner, differ(metric.name, learner, best.learner).standardError]);
    return about
      ? [
          {
            ...about,
            bytes: 0,
            isUnsteady: isFew(y, groups ?? null) && !about.isPenalised?.(best.trial.params),
            cv: {[metric.name]: summariseFolds(best.scores)},
            pairedErrors: {[metric.name]: Object.fromEntries(errors) as Record<string, number>},
            gates: []
          }
        ]
      : [];
  });
  const {champion} = selectChampion(candidates, {metric});
  return found.find((d) => d.learner === champion) as InnerBest;
}

/** Fits the chosen trial anew on all rows outside of the outer fold, and judges it on the fold's rows. */
export function judgeOuter(learner: Learner, data: TrainingData, options: Omit<OuterOptions, "nTrials"> & {chosen: InnerBest}): OuterFold {
  const {seed, metric, monotone, outer, fold, chosen} = options;
  const {fit, heldOut} = rowsOfFold(outer, fold);
  const inner = takeData(data, fit);
  const unseen = takeData(data, heldOut);
  const judge = (training: TrainingData, ...name: (string | number)[]): number => {
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- the parts of a name: few
    const model = learner.fit(training, chosen.trial.params, {random: forkRandom(seed, "nested", ...name), monotone});
    return metric.score(unseen.y, createScorer(model, {unknownLevel: "missing"}).scoreTable(unseen.table));
  };
  const folds = innerFoldsOf(inner, options);
  const fewer = Array.from({length: countFolds(folds)}, (_, i) => judge(takeData(inner, rowsOfFold(folds, i).fit), "fewer", fold, i));
  return {
    learner: chosen.learner,
    trial: chosen.trial.id,
    promised: mean(chosen.scores) as number,
    kept: judge(inner, "refit", fold),
    keptByFewer: mean(fewer) as number
  };
}

function innerFoldsOf(inner: TrainingData, {seed, innerFolds = 5, fold}: Pick<OuterOptions, "seed" | "innerFolds" | "fold">): Uint8Array {
  return chooseFolds(inner, {k: innerFolds, random: forkRandom(seed, "nested", "inner", fold)});
}

/** Puts the outer folds together, in fold order. */
export function gatherNested(folds: readonly OuterFold[], metric: Pick<Metric, "better">): NestedResult {
  const promised = summariseFolds(folds.map((d) => d.promised));
  const kept = summariseFolds(folds.map((d) => d.kept));
  const keptByFewer = summariseFolds(folds.map((d) => d.keptByFewer));
  const sign = metric.better === "lower" ? 1 : -1;
  return {
    folds: [...folds],
    promised,
    kept,
    keptByFewer,
    optimism: sign * (keptByFewer.mean - promised.mean),
    moreRows: sign * (keptByFewer.mean - kept.mean)
  };
}
