import type {Listed} from "../../lib/named.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {FitContext, Learner} from "../../lib/fit/learners/learner.js";
import type {MetricName} from "../../lib/metrics/metrics.js";
import type {HalvingPlan} from "../../lib/fit/protocol/planHalving.js";
import type {Trial} from "../../lib/fit/protocol/search.js";
import type {TaskContext} from "../flow/task.js";
import type {FitFold, FoldAnswer, ToldResult} from "../jobs/fitFold.js";
import type {SharedTraining} from "./training.js";
import type {SearchResult} from "./outputs.js";
import {roundFigures} from "../../lib/statistics/roundFigures.js";
import {complain} from "../../lib/check.js";
import {sumOf} from "../../lib/numbers.js";
import {take} from "../../lib/dataset/table.js";
import {fromMetrics, getMetric, METRIC_NAMES} from "../../lib/metrics/metrics.js";
import {gatherFolds} from "../../lib/fit/protocol/crossValidate.js";
import {judgedRows, testToTrain} from "../../lib/fit/protocol/folds.js";
import {chooseTrial} from "../../lib/fit/protocol/chooseTrial.js";
import {tellFolds} from "../../lib/metrics/tellMetrics.js";
import {canRace, planHalving} from "../../lib/fit/protocol/planHalving.js";
import {forkRandom} from "../../lib/random.js";
import {findSearchFailures, saySearchFailure} from "../../lib/fit/protocol/searchFailures.js";
import {workOfFit} from "./effort.js";
import {summariseFolds} from "../../lib/statistics/foldScores.js";

/** What every fold of every trial is told. */
type FoldPlan = Pick<SearchPlan, "seed" | "monotone" | "sources">;

export interface SearchPlan {
  /** of the learner or recipe, for warnings */
  title: string;
  trials: readonly Trial[];
  /** the metric that the race and the choice go by */
  metric: string;
  seed: number;
  recipe: string | null;
  monotone: FitContext["monotone"];
  /** by learner: the file that exports it */
  sources: Listed<string>;
  /** false: every trial does every fold; so they do where folds are too small to tell trials apart */
  race: boolean;
  /** ids of trials that the race lets run every fold; default: none */
  always?: readonly string[];
  /** of the learner, where its own trials are compared */
  isPenalised?: Learner["isPenalised"];
}

export const FIT_FOLD = new URL("../jobs/fitFold.ts", import.meta.url).href;

/** Runs trials over the folds, all cores at once; a trial that throws is recorded, warned of, and the others go on. */
export async function searchTrials(plan: SearchPlan, training: SharedTraining, context: TaskContext): Promise<SearchResult> {
  const runs: TrialRun[] = plan.trials.map((trial) => ({trial, results: [], error: null, seconds: 0}));
  const halving = {
    nFolds: training.nFolds,
    metric: getMetric(plan.metric),
    always: plan.always,
    keep: plan.race && canRace(training.y, training.nFolds) ? undefined : []
  };
  const ask = (): HalvingPlan =>
    planHalving(
      runs.map(({trial, results, error}) => ({id: trial.id, foldScores: scoresByMetric(results), error})),
      halving
    );
  for (let next = ask(); next.fold !== null; next = ask()) {
    const {fold, run: ids} = next;
    await Promise.all(
      batch(runs.filter(({trial}) => ids.includes(trial.id))).map(async (some) => {
        const payload = payloadOf(
          plan,
          some.map(({trial}) => trial),
          {training, fold}
        );
        const answers = await context.pool.run<FoldAnswer[]>({module: FIT_FOLD, payload});
        for (const [i, run] of some.entries()) {
          const answer = answers[i];
          run.seconds += answer.seconds;
          if (answer.error === null) run.results.push(answer.result);
          else run.error = answer.error;
        }
      })
    );
  }
  for (const {trial, seconds} of runs) context.timed(trial.id, seconds);
  for (const {trial, error} of runs) if (error !== null) context.log(`${trial.id}: ${error}`);
  const trials = runs.map((run) => describeTrial(run, plan, training));
  const found = chooseBest(runs, trials, {plan, training});
  context.log(sayOutcome(trials, found?.best ?? null, plan.metric));
  warnOfFailures(trials, plan, context);
  return {
    trials,
    best: found?.best ?? null,
    addition: null,
    nRows: training.table.nRows,
    testToTrain: testToTrain(training.folds),
    outOfFold: found ? Array.from(found.outOfFold) : []
  };
}

/** Trials that one job fits on the same rows: so many share what is made of these, and no more, or cores would wait for one another. */
const BATCH = 4;

/** Trials of one learner that stand together, at most {@link BATCH} of them. */
function batch(runs: readonly TrialRun[]): TrialRun[][] {
  const batches: TrialRun[][] = [];
  for (const run of runs) {
    const last = batches.at(-1);
    if (last && last.length < BATCH && last[0].trial.learner === run.trial.learner) last.push(run);
    else batches.push([run]);
  }
  return batches;
}

/** Out-of-fold scores of the rows that a fold holds out. @param results of every fold of one trial */
export function scoresOfJudged(results: readonly ToldResult[], folds: Uint8Array): Float64Array {
  const {outOfFold} = gatherFolds(results, {folds});
  const rows = judgedRows(folds);
  return take(outOfFold, rows, new Float64Array(rows.length));
}

function warnOfFailures(trials: SearchResult["trials"], {title, recipe, trials: [first]}: SearchPlan, {warn}: TaskContext): void {
  const failures = findSearchFailures(trials, [{name: recipe ?? first.learner, title}]);
  for (const failure of failures) warn(`${saySearchFailure(failure)} The first error: ${failure.error}`);
}

/** Every fold of one trial, in fold order. @throws the first error of its fits */
export async function crossValidateTrial(
  trial: Trial,
  {plan, training, context}: {plan: FoldPlan; training: SharedTraining; context: TaskContext}
): Promise<ToldResult[]> {
  return Promise.all(
    Array.from({length: training.nFolds}, async (_, fold) => {
      const payload = payloadOf(plan, [trial], {training, fold});
      const [answer] = await context.pool.run<FoldAnswer[]>({module: FIT_FOLD, payload, work: workOfFit(trial.learner)});
      if (answer.error !== null) throw complain({where: trial.id, rule: "the best trial must fit on all train rows", got: answer.error});
      return answer.result;
    })
  );
}

/** About how many jobs the trials of one learner will be, and fits in each: at the most in a race, and fewer than those of a table too small for one. */
export function foreseeJobs(nTrials: number, nFolds: number, race: boolean): {jobs: number; fitsEach: number} {
  const afterFirst = race ? Math.min(nTrials, Math.max(3, Math.ceil(nTrials / 2))) : nTrials;
  const atLast = race ? Math.min(afterFirst, Math.max(3, Math.ceil(afterFirst / 2))) : nTrials;
  const byFold = Array.from({length: nFolds}, (_, fold) => [nTrials, afterFirst][fold] ?? atLast);
  const jobs = sumOf(byFold.map((n) => Math.ceil(n / BATCH)));
  return {jobs, fitsEach: sumOf(byFold) / jobs};
}

/** The direction that each input must keep, for learners that can. */
export function monotoneOf({inputs}: DatasetDefinition): FitContext["monotone"] {
  return Object.fromEntries(inputs.flatMap(({name, monotone}) => (monotone ? [[name, monotone]] : [])));
}

/** @param trials of one learner */
export function payloadOf(plan: FoldPlan, trials: readonly Trial[], {training, fold}: {training: SharedTraining; fold: number}): FitFold {
  const {table, y, groups, folds} = training;
  const [{learner}] = trials;
  return {
    learner: {name: learner, source: plan.sources[learner]},
    trials: trials.map(({id, params}) => ({id, params})),
    table,
    y,
    groups,
    folds,
    fold,
    seed: plan.seed,
    monotone: plan.monotone
  };
}

export interface TrialRun {
  trial: Trial;
  /** of the folds done, in order */
  results: ToldResult[];
  error: string | null;
  seconds: number;
}

export function describeTrial(
  {trial: {id, learner, params}, results, error}: TrialRun,
  plan: SearchPlan,
  training: SharedTraining
): SearchResult["trials"][number] {
  const state = error !== null ? "failed" : results.length === training.nFolds ? "finished" : "stopped";
  const scores = results.length > 0 ? tellFolds(results) : {};
  return {id, learner, recipe: plan.recipe, state, params, inputs: training.table.columns.length, scores, error};
}

function scoresByMetric(results: readonly ToldResult[]): Record<MetricName, number[]> {
  return fromMetrics(METRIC_NAMES, (name) => results.map(({metrics}) => metrics[name]));
}

/** Trials stand with the simplest learner first, so the first of equals is the simplest. */
function chooseBest(
  runs: readonly TrialRun[],
  trials: SearchResult["trials"],
  {plan, training}: {plan: SearchPlan; training: SharedTraining}
): {best: NonNullable<SearchResult["best"]>; outOfFold: Float64Array} | null {
  const {metric: name, seed, isPenalised} = plan;
  const metric = getMetric(name);
  const meanOf = ({results}: TrialRun): number => roundFigures(summariseFolds(scoresByMetric(results)[metric.name])).mean;
  const finished = trials.flatMap(({id, learner, state, params}, i) =>
    state === "finished" ? [{id, learner, params, mean: meanOf(runs[i]), outOfFold: scoresOfJudged(runs[i].results, training.folds)}] : []
  );
  if (finished.length === 0) return null;
  const judged = judgedRows(training.folds);
  const winner = chooseTrial(finished, {
    metric,
    y: take(training.y, judged, new Uint8Array(judged.length)),
    groups: training.groups && take(training.groups, judged, new Int32Array(judged.length)),
    isPenalised,
    random: forkRandom(seed, "choice of a trial", finished[0].id)
  });
  const ties = finished.filter((trial) => trial !== winner && trial.mean === winner.mean).map(({id}) => id);
  return {best: {trial: winner.id, learner: winner.learner, ties}, outOfFold: winner.outOfFold};
}

function sayOutcome(trials: SearchResult["trials"], best: SearchResult["best"], metric: string): string {
  const count = (state: string): number => trials.filter((trial) => trial.state === state).length;
  const counts = `${count("finished")} finished, ${count("stopped")} stopped, ${count("failed")} failed`;
  if (best === null) return counts;
  const found = trials.find(({id}) => id === best.trial)?.scores[metric];
  return `${counts}; best ${best.trial}, ${metric} ${found ? found.mean.toFixed(4) : "not told"}`;
}
