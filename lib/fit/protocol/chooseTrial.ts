import type {Groups} from "../../statistics/intervals.js";
import type {Metric} from "../../metrics/metrics.js";
import type {Learner} from "../learners/learner.js";
import type {Params} from "../../book/common.js";
import type {Random} from "../../random.js";
import {isBetter} from "../../metrics/metrics.js";
import {isFew} from "../../champion/fewUsers.js";
import {pairDifferences} from "../../metrics/pairedDifferences.js";

/** A trial that did every fold. */
export interface ScoredTrial {
  params: Params;
  /** of the metric, over the folds */
  mean: number;
  /** length n: probabilities by models that had not seen the row */
  outOfFold: ArrayLike<number>;
}

export interface TrialRule {
  metric: Metric;
  /** length n, 1 churned, 0 retained */
  y: ArrayLike<number>;
  groups?: Groups;
  /** of the learner; absent: no trial of it is preferred */
  isPenalised?: Learner["isPenalised"];
  random: Random;
}

/**
 * A learner's best trial: that of the best mean, the first of equals. Of few users ({@link isFew}) the best penalised one is taken, unless
 * the other leads it by more than one standard error of the difference on the same users: so few cannot tell the two apart, and weights
 * fitted without a penalty are too large for other users.
 *
 * @param trials at least one, simplest first
 * @see Van Calster and others (2020), Regression shrinkage methods for clinical prediction models do not guarantee improved performance
 */
export function chooseTrial<T extends ScoredTrial>(trials: readonly T[], {metric, y, groups = null, isPenalised, random}: TrialRule): T {
  const bestOf = (some: readonly T[]): T => some.reduce((best, trial) => (isBetter(metric, trial.mean, best.mean) ? trial : best));
  const best = bestOf(trials);
  if (!isPenalised || isPenalised(best.params) || !isFew(y, groups)) return best;
  const penalised = trials.filter(({params}) => isPenalised(params));
  if (penalised.length === 0) return best;
  const preferred = bestOf(penalised);
  const scores = {best: best.outOfFold, preferred: preferred.outOfFold};
  const {standardError} = pairDifferences({y, scores}, [metric], {random, groups})(metric.name, "best", "preferred");
  return Math.abs(best.mean - preferred.mean) <= standardError ? preferred : best;
}
