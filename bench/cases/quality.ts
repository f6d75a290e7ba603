import type {Learner, Params} from "../../lib/learners/learner.js";
import {learners} from "../../lib/learners/learners.js";
import {crossValidate} from "../../lib/protocol/crossValidate.js";
import type {Bench} from "../support/bench.js";
import type {BenchUsers} from "../support/users.js";
import {atMost, numberLine} from "../support/report.js";
import type {Line} from "../support/report.js";

/** Every learner's defaults under five folds of all users with a label; the best is held to the bar. */
export function qualityCase({users, say}: Bench): Line[] {
  say("quality of the defaults");
  const losses = learners.map((learner) => ({learner, loss: meanLogLoss(users, learner, learner.defaults)}));
  const best = losses.reduce((a, b) => (b.loss < a.loss ? b : a));
  return losses.map(({learner, loss}) => ({
    ...numberLine(`${learner.name}, defaults: 5-fold log loss`, loss, {
      bar: learner === best.learner ? atMost(0.4055) : null
    }),
    shown: loss.toFixed(4)
  }));
}

export function meanLogLoss({all, folds}: BenchUsers, learner: Learner, params: Params): number {
  const {foldScores} = crossValidate(learner, all, params, {folds, seed: 1, trial: learner.name});
  return foldScores.logLoss.reduce((a, b) => a + b, 0) / foldScores.logLoss.length;
}
