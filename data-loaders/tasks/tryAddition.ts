import type {Learner} from "../../lib/fit/learners/learner.js";
import type {Trial} from "../../lib/fit/protocol/search.js";
import type {TaskContext} from "../flow/task.js";
import type {FoldAnswer} from "../jobs/fitFold.js";
import type {SearchPlan, TrialRun} from "./searchTrials.js";
import type {SearchResult} from "./outputs.js";
import type {SharedTraining} from "./training.js";
import {take} from "../../lib/dataset/table.js";
import {additionOf, addsNothing, judgeAddition} from "../../lib/fit/protocol/addition.js";
import {judgedRows} from "../../lib/fit/protocol/folds.js";
import {getMetric} from "../../lib/metrics/metrics.js";
import {forkRandom} from "../../lib/random.js";
import {describeTrial, FIT_FOLD, payloadOf, scoresOfJudged} from "./searchTrials.js";

interface Means {
  learner: Learner;
  training: SharedTraining;
  context: TaskContext;
}

/**
 * Tries a search's best trial once more with what its learner may add, and takes it where it wins. Where there is nothing to add, one fold
 * says so, and no trial is written down; one whose fit throws is, and takes nobody's place.
 */
export async function tryAddition(found: SearchResult, plan: SearchPlan, {learner, training, context}: Means): Promise<SearchResult> {
  const base = plan.trials.find(({id}) => id === found.best?.trial);
  const trial = base && additionOf(learner, base, plan.trials.length);
  if (!learner.addition || !found.best || !base || !trial) return found;
  const {what, one} = learner.addition;
  const about = {learner: learner.name, what, one, base: base.id};
  const last = training.nFolds - 1;
  const run = await runFolds(trial, [last], {plan, training, context});
  if (run.error === null && addsNothing(found.outOfFold, run.results[0], training.folds)) {
    context.log(`${base.id} with ${what}: nothing to add`);
    return {...found, addition: {...about, trial: null, difference: null, isTaken: false}};
  }
  const others = await runFolds(trial, run.error === null ? [...Array(last).keys()] : [], {plan, training, context});
  const whole = {
    trial,
    results: [...others.results, ...run.results],
    error: run.error ?? others.error,
    seconds: run.seconds + others.seconds
  };
  context.timed(trial.id, whole.seconds);
  const trials = [...found.trials, describeTrial(whole, plan, training)];
  if (whole.error !== null) {
    context.log(`${trial.id}: ${whole.error}`);
    return {...found, trials, addition: {...about, trial: trial.id, difference: null, isTaken: false}};
  }
  const rows = judgedRows(training.folds);
  const outOfFold = scoresOfJudged(whole.results, training.folds);
  const {difference, isTaken} = judgeAddition({
    metric: getMetric(plan.metric),
    y: take(training.y, rows, new Uint8Array(rows.length)),
    groups: training.groups && take(training.groups, rows, new Int32Array(rows.length)),
    base: found.outOfFold,
    added: outOfFold,
    random: forkRandom(plan.seed, "addition", trial.id)
  });
  context.log(`${trial.id}, ${base.id} with ${what}: ${plan.metric} ${difference.estimate.toFixed(4)}, ${isTaken ? "taken" : "not taken"}`);
  const best = {trial: trial.id, learner: trial.learner, ties: []};
  const addition = {...about, trial: trial.id, difference, isTaken};
  return isTaken ? {...found, trials, addition, best, outOfFold: Array.from(outOfFold)} : {...found, trials, addition};
}

/** Some folds of one trial, all cores at once; in their order. */
async function runFolds(
  trial: Trial,
  folds: readonly number[],
  {plan, training, context}: {plan: SearchPlan; training: SharedTraining; context: TaskContext}
): Promise<TrialRun> {
  const answers = await Promise.all(
    folds.map(async (fold) => {
      const [answer] = await context.pool.run<FoldAnswer[]>({module: FIT_FOLD, payload: payloadOf(plan, [trial], {training, fold})});
      return answer;
    })
  );
  return {
    trial,
    results: answers.flatMap((answer) => (answer.error === null ? [answer.result] : [])),
    error: answers.find(({error}) => error !== null)?.error ?? null,
    seconds: answers.reduce((sum, {seconds}) => sum + seconds, 0)
  };
}
