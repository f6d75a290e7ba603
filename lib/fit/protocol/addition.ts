import type {Interval} from "../../book/common.js";
import type {Learner, TrainingData} from "../learners/learner.js";
import type {Metric} from "../../metrics/metrics.js";
import type {Groups} from "../../statistics/intervals.js";
import type {Random} from "../../random.js";
import type {FoldOptions, FoldResult} from "./crossValidate.js";
import type {Trial} from "./search.js";
import {take} from "../../dataset/table.js";
import {pairDifferences} from "../../metrics/pairedDifferences.js";
import {gatherFolds, runFold, takeData} from "./crossValidate.js";
import {countFolds, judgedRows} from "./folds.js";
import {nameTrial} from "./search.js";

/** A learner's best trial once more, with what the learner may add to it; null where it may add nothing. @param nTrials of the search */
export function additionOf({addition}: Pick<Learner, "addition">, best: Trial, nTrials: number): Trial | null {
  if (!addition) return null;
  return {...best, id: nameTrial(best.learner, nTrials), index: nTrials, params: {...best.params, ...addition.params}};
}

/**
 * Whether a fold with the addition scores all of its rows as the trial without it does, to the last digit: there was nothing to add. The
 * last fold is asked first, since no other learns from more rows, and then no other is run.
 *
 * @param base out-of-fold scores of all rows that a fold holds out ({@link judgedRows})
 */
export function addsNothing(base: ArrayLike<number>, {rows, scores}: Pick<FoldResult, "rows" | "scores">, folds: Uint8Array): boolean {
  const judged = judgedRows(folds);
  let at = 0;
  return rows.every((row, i) => {
    while (judged[at] !== row) ++at;
    return base[at] === scores[i];
  });
}

/** Out-of-fold scores of the same rows, and how they are judged. */
export interface AdditionScores {
  metric: Metric;
  /** length n, 1 churned, 0 retained */
  y: ArrayLike<number>;
  groups: Groups;
  /** length n, by models that had not seen the row: without the addition, and with it */
  base: ArrayLike<number>;
  added: ArrayLike<number>;
  random: Random;
}

/** How much the metric differs with the addition, and whether it wins: by more than the paired 95 % interval leaves to who was drawn. */
export function judgeAddition({metric, y, groups, base, added, random}: AdditionScores): {difference: Interval; isTaken: boolean} {
  const {difference} = pairDifferences({y, scores: {base, added}}, [metric], {random, groups})(metric.name, "added", "base");
  return {difference, isTaken: metric.better === "lower" ? difference.high < 0 : difference.low > 0};
}

/** A trial that did every fold. */
export interface Tried {
  trial: Trial;
  /** of the metric, over the folds */
  scores: number[];
  /** of those rows that a fold holds out, rising */
  outOfFold: Float64Array;
}

export interface AdditionOptions extends Pick<FoldOptions, "seed" | "monotone"> {
  folds: Uint8Array;
  metric: Metric;
  nTrials: number;
  random: Random;
}

/** The search's last step on one core. @returns the trial with the addition where it wins, else the best; that too where a fit throws */
export function tryAddition(learner: Learner, data: TrainingData, best: Tried, options: AdditionOptions): Tried {
  const {folds, metric, nTrials, random, seed, monotone} = options;
  const trial = additionOf(learner, best.trial, nTrials);
  if (trial === null) return best;
  const judged = judgedRows(folds);
  const results: FoldResult[] = [];
  try {
    for (let fold = countFolds(folds) - 1; fold >= 0; --fold) {
      const result = runFold(learner, data, trial.params, {folds, fold, seed, trial: trial.id, metrics: [metric.name], monotone});
      if (results.length === 0 && addsNothing(best.outOfFold, result, folds)) return best;
      results.push(result);
    }
  } catch {
    return best; // the real search records it
  }
  const {foldScores, outOfFold} = gatherFolds(results, {folds, metrics: [metric.name]});
  const added = take(outOfFold, judged, new Float64Array(judged.length));
  const {y, groups = null} = takeData(data, judged);
  const {isTaken} = judgeAddition({metric, y, groups, base: best.outOfFold, added, random});
  return isTaken ? {trial, scores: foldScores[metric.name], outOfFold: added} : best;
}
