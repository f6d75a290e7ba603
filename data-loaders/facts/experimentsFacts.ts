import type {Facts} from "../../lib/book/common.js";
import type {Addition, ExperimentsBook, Trial} from "../../lib/book/experiments.js";
import type {HonestyBook} from "../../lib/book/honesty.js";
import type {Listed} from "../../lib/named.js";
import type {MetricInfo} from "../../lib/book/models.js";
import {formatCount, listWords, lowerFirst} from "../../lib/format.js";
import {formatMetric, sayEstimate} from "../../lib/metrics/formatMetric.js";
import {describeParams} from "../../lib/model/describeParams.js";
import {summariseFolds} from "../../lib/statistics/foldScores.js";
import {saySearchFailure} from "../../lib/fit/protocol/searchFailures.js";

/** Words and numbers of the experiments page: how many trials were made, how they ended, and how many cannot be told from the best. */
export function experimentsFacts({trials, additions, learners, metrics, selectionMetric, folds, rows}: ExperimentsBook): Facts {
  const info = metrics.find(({name}) => name === selectionMetric);
  const sign = info?.better === "higher" ? -1 : 1;
  const loss = (trial: Trial): number => sign * (trial.scores[selectionMetric]?.mean ?? NaN);
  const finished = trials.filter((d) => d.state === "finished" && d.scores[selectionMetric]).sort((a, b) => loss(a) - loss(b));
  const titlesOf = (trial: Trial): Listed<string> => learners.find(({name}) => name === trial.learner)?.paramTitles ?? {};
  const told = {
    trialMetric: info?.title ?? selectionMetric,
    ...Object.fromEntries(TOLD.flatMap((n) => tellTrial(n, finished[n - 1] ?? null, {metric: selectionMetric, titlesOf}))),
    searchRowsSentence: sayRows(rows),
    additionsSentence: additions.map((d) => sayAddition(d, {learners, metric: info})).join(" "),
    endingsSentence: sayEndings(trials, folds)
  };
  const [best] = finished;
  if (!best) return {...told, experimentsHeadline: "No trial finished"};
  const close = finished.filter((d) => isClose(d, best, selectionMetric)).length;
  const others = close - 1;
  const tried = `${formatCount(trials.length)} ${trials.length === 1 ? "trial" : "trials"} tried, ${formatCount(finished.length)} run to the end`;
  return {
    ...told,
    experimentsHeadline:
      others === 0
        ? `${tried}, one of them ahead`
        : `${tried}, ${formatCount(others)} ${others === 1 ? "other" : "others"} within one standard error of the best`
  };
}

/** The best trials, for readers without JavaScript. */
const TOLD = [1, 2, 3, 4, 5];

interface TellOptions {
  metric: string;
  titlesOf: (trial: Trial) => Listed<string>;
}

/** Name, score and hyper-parameters of one of the best trials; dashes where so many did not finish. */
function tellTrial(n: number, trial: Trial | null, {metric, titlesOf}: TellOptions): [string, string][] {
  const score = trial?.scores[metric];
  return [
    [`trial${n}Name`, trial?.id ?? "–"],
    [`trial${n}Score`, score ? formatMetric(metric, score.mean) : "–"],
    [`trial${n}Params`, trial ? describeParams(trial.params, titlesOf(trial)) : "–"]
  ];
}

/** Whether a trial lags behind the best by no more than one standard error of the difference between their scores on the same folds. */
function isClose(trial: Trial, best: Trial, metric: string): boolean {
  const [folds, bestFolds] = [trial, best].map(({scores}) => scores[metric]?.folds ?? []);
  const {mean, standardError} = summariseFolds(folds.map((score, i) => score - bestFolds[i]));
  return Math.abs(mean) <= standardError;
}

/** Which rows the search saw; nothing where it saw all. */
function sayRows({searched, fitted}: ExperimentsBook["rows"]): string {
  if (searched === fitted) return "";
  return (
    `Trials are compared on ${formatCount(searched)} of the ${formatCount(fitted)} train rows, drawn at random with the same share of churned ` +
    "ones; the best of each learner is then cross-validated and fitted on all of them, so its scores on other pages differ a little from those here."
  );
}

/** What came of a learner's best trial once more, with what its fit may look for. */
function sayAddition(
  {learner, what, one, base, trial, difference, isTaken}: Addition,
  {learners, metric}: Pick<ExperimentsBook, "learners"> & {metric?: MetricInfo}
): string {
  const title = learners.find(({name}) => name === learner)?.title ?? learner;
  const tried = `The best trial of the ${lowerFirst(title)}, ${base}, was tried once more with ${what}`;
  if (trial === null) return `${tried}: it found no ${one} that says more than chance would.`;
  if (difference === null || metric === undefined) return `${tried}, as ${trial}, which did not finish.`;
  const isBetter = difference.estimate > 0 === (metric.better === "higher");
  const [low, high] = [difference.low, difference.high].map((d) => Math.sign(difference.estimate) * d).sort((a, b) => a - b);
  const by = sayEstimate(metric.name, {estimate: Math.abs(difference.estimate), low, high});
  return (
    `${tried}, as ${trial}: out of fold its ${lowerFirst(metric.title)} is ${isBetter ? "better" : "worse"} by ${by}; ` +
    (isTaken
      ? "the 95% interval leaves no doubt of it, so it takes that one’s place."
      : "only a gain beyond the 95% interval takes that one’s place.")
  );
}

/** How many trials did how many folds, so that nobody takes a stopped trial's mean for one over all folds. */
function sayEndings(trials: readonly Trial[], folds: number): string {
  const done = ({scores}: Trial): number => scores.logLoss?.folds.length ?? 0;
  const count = (state: Trial["state"]): number => trials.filter((d) => d.state === state).length;
  const stopped = trials.filter((d) => d.state === "stopped");
  const byFolds = [...new Set(stopped.map(done))].sort((a, b) => a - b);
  const parts = byFolds.map(
    (n) => `${formatCount(stopped.filter((d) => done(d) === n).length)} after ${n === 1 ? "one fold" : `${n} folds`}`
  );
  const race =
    stopped.length === 0
      ? "none was stopped early"
      : `${formatCount(stopped.length)} did not: the race stopped ${listWords(parts)}, on what few folds can tell, so a good one may be among them`;
  const included = trials.some((d) => d.recipe !== null) ? ", other people’s recipes included," : "";
  return (
    `${formatCount(count("finished"))} of ${formatCount(trials.length)} trials${included} ` +
    `ran all ${folds} folds; ${race}; ${count("failed") === 0 ? "none" : formatCount(count("failed"))} failed.`
  );
}

/**
 * What a reader must know before believing a number: trials that failed, and checks that cry out. A page shows it as
 * `<div class="notice error {{alarmClass}}">{{alarms}}</div>`, which is absent in a sound run.
 */
export function honestyFacts({checks}: HonestyBook, {failures}: ExperimentsBook): Facts {
  const broken = checks.filter((d) => d.kind === "alarm" && !d.passed).map((d) => `\u201c${d.title}\u201d does not hold: ${d.detail}.`);
  const lost = failures.map(
    (failure) => `${saySearchFailure(failure)} The first error: ${failure.error}${/[.!?]$/.test(failure.error) ? "" : "."}`
  );
  const alarms = [...broken, ...lost];
  return {
    alarmClass: alarms.length > 0 ? "shown" : "absent",
    alarms: alarms.length > 0 ? `Mind this before you believe a number here. ${alarms.join(" ")}` : ""
  };
}
