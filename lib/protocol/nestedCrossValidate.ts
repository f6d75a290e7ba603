import {mean} from "d3";
import type {FoldScores} from "../book/common.js";
import type {FitContext, Learner, TrainingData} from "../learners/learner.js";
import type {Metric} from "../metrics/metrics.js";
import {createScorer} from "../model/scorer.js";
import {forkRandom} from "../random.js";
import {summariseFolds} from "../statistics/standardError.js";
import {crossValidate, takeData} from "./crossValidate.js";
import {countFolds, rowsOfFold, stratifiedFolds} from "./folds.js";
import type {Trial} from "./search.js";
import {trialsOf} from "./search.js";
import {selectChampion} from "./select.js";

export interface NestedOptions {
  seed: string | number;
  metric: Metric;
  /** by learner */
  nTrials: Record<string, number>;
  outerFolds?: number;
  innerFolds?: number;
  monotone?: FitContext["monotone"];
}

/** One outer fold: what its own search chose, what that promised, and what it kept. */
export interface OuterFold {
  learner: string;
  trial: string;
  /** the chosen trial's mean over the inner folds: what the search promises */
  promised: number;
  /** the chosen trial, fitted anew on all inner rows, on the outer fold's rows */
  kept: number;
}

export interface NestedResult {
  folds: OuterFold[];
  promised: FoldScores;
  kept: FoldScores;
  /** how much worse the metric was than promised, on average; positive is optimism */
  optimism: number;
}

/**
 * Nested cross-validation: the whole search, with its rule, is repeated inside each outer fold and judged on rows that it
 * never saw. The difference between what it promised and what it kept is the optimism of choosing by the score one reports.
 *
 * @param learners those of the search; the baseline need not be among them
 * @param data train rows only
 * @throws if a learner throws, or a class has too few rows for the folds
 * @see Varma and Simon (2006), Bias in error estimation when using cross-validation for model selection
 */
export function nestedCrossValidate(learners: readonly Learner[], data: TrainingData, options: NestedOptions): NestedResult {
  const {seed, metric, outerFolds = 5} = options;
  const outer = stratifiedFolds(data.y, outerFolds, forkRandom(seed, "nested", "outer"));
  const folds = Array.from({length: countFolds(outer)}, (_, fold) => runOuterFold(learners, data, {...options, outer, fold}));
  const promised = summariseFolds(folds.map((d) => d.promised));
  const kept = summariseFolds(folds.map((d) => d.kept));
  return {folds, promised, kept, optimism: (metric.better === "lower" ? 1 : -1) * (kept.mean - promised.mean)};
}

function runOuterFold(
  learners: readonly Learner[],
  data: TrainingData,
  options: NestedOptions & {outer: Uint8Array; fold: number}
): OuterFold {
  const {seed, metric, outer, fold, monotone} = options;
  const {fit, heldOut} = rowsOfFold(outer, fold);
  const inner = takeData(data, fit);
  const chosen = searchWithin(learners, inner, options);
  const random = forkRandom(seed, "nested", "refit", fold);
  const model = chosen.learner.fit(inner, chosen.trial.params, {random, monotone});
  const unseen = takeData(data, heldOut);
  const kept = metric.score(unseen.y, createScorer(model).scoreTable(unseen.table));
  return {learner: chosen.learner.name, trial: chosen.trial.id, promised: chosen.mean, kept};
}

interface Chosen {
  learner: Learner;
  trial: Trial;
  mean: number;
}

/** The best trial of each learner, then the one that the rule crowns among them. */
function searchWithin(
  learners: readonly Learner[],
  data: TrainingData,
  {seed, metric, nTrials, innerFolds = 5, monotone, fold}: NestedOptions & {fold: number}
): Chosen {
  const folds = stratifiedFolds(data.y, innerFolds, forkRandom(seed, "nested", "inner", fold));
  const finalists = learners.map((learner) => {
    const trials = trialsOf(learner, {nTrials: nTrials[learner.name] ?? 1, seed});
    const scored = trials.map((trial) => {
      const options = {folds, seed, trial: trial.id, metrics: [metric.name], monotone};
      const {foldScores} = crossValidate(learner, data, trial.params, options);
      return {learner, trial, scores: foldScores[metric.name], mean: mean(foldScores[metric.name]) as number};
    });
    const sign = metric.better === "lower" ? 1 : -1;
    return scored.reduce((best, d) => (sign * (d.mean - best.mean) < 0 ? d : best));
  });
  const {champion} = selectChampion(
    finalists.map(({learner, scores}) => ({
      name: learner.name,
      title: learner.title,
      complexity: learner.complexity,
      cv: {[metric.name]: summariseFolds(scores)},
      gates: []
    })),
    {metric}
  );
  return finalists.find((d) => d.learner.name === champion) as Chosen;
}
