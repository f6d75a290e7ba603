import type {ExperimentsBook, Trial} from "../../lib/book/experiments.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import type {ParamValue} from "../../lib/book/common.js";
import {describeParams} from "../../lib/model/describeParams.js";

export type ParamKey = `param:${string}`;

/** A trial as tables and charts read it, judged by one metric. */
export interface TrialRow {
  id: string;
  learner: string;
  /** the learner's name, or the recipe's: somebody else's recipe has inputs of its own and is never mixed with ours */
  group: string;
  groupTitle: string;
  state: Trial["state"];
  finalist: boolean;
  /** null when no fold was scored, or one called too few to tell */
  mean: number | null;
  /** null when fewer than two folds were scored */
  standardError: number | null;
  folds: number[];
  /** seconds of fitting and scoring; null when the run did not time it */
  seconds: number | null;
  /** how many inputs it was fitted on */
  inputs: number;
  params: string;
  error: string | null;
  [param: ParamKey]: ParamValue | undefined;
}

/** One row per trial, the failed ones too, in the book's order. */
export function trialRows(book: ExperimentsBook, metric: string, trialSeconds: PipelineBook["trialSeconds"]): TrialRow[] {
  const learners = new Map(book.learners.map((d) => [d.name, d]));
  return book.trials.map((trial): TrialRow => {
    const scores = trial.scores[metric];
    const folds = scores?.folds ?? [];
    const learner = learners.get(trial.learner);
    const row: TrialRow = {
      id: trial.id,
      learner: trial.learner,
      group: trial.recipe ?? trial.learner,
      groupTitle: trial.recipe === null ? (learner?.title ?? trial.learner) : recipeTitle(trial.recipe),
      state: trial.state,
      finalist: trial.finalist,
      mean: scores?.mean ?? null,
      standardError: scores && folds.length > 1 ? scores.standardError : null,
      folds,
      seconds: trialSeconds[trial.id] ?? null,
      inputs: trial.inputs,
      params: describeParams(trial.params, learner?.paramTitles ?? {}),
      error: trial.error
    };
    return {...row, ...Object.fromEntries(Object.entries(trial.params).map(([name, value]) => [`param:${name}`, value]))};
  });
}

/** A trial whose every fold was scored. */
export type FinishedRow = TrialRow & {mean: number};

/** The trials that count in a comparison: finished, with a score; best first. */
export function finishedRows(rows: readonly TrialRow[], better: "lower" | "higher"): FinishedRow[] {
  const sign = better === "lower" ? 1 : -1;
  return rows.filter((d): d is FinishedRow => d.state === "finished" && d.mean !== null).toSorted((a, b) => sign * (a.mean - b.mean));
}

/** Trials on the folds that all of them ran. */
export interface ComparableTrials {
  /** best first; `mean` is over the first `nFolds` folds */
  rows: FinishedRow[];
  nFolds: number;
}

/**
 * Every trial that has a score, judged by the folds that all of these ran: so those that the race stopped count as much as those that
 * it let run. Their order is the noisier the fewer the folds are.
 */
export function comparableTrials(rows: readonly TrialRow[], better: "lower" | "higher"): ComparableTrials {
  const scored = rows.filter((d) => d.folds.length > 0);
  const nFolds = Math.min(...scored.map((d) => d.folds.length));
  const sign = better === "lower" ? 1 : -1;
  const meanOf = (folds: readonly number[]): number => folds.slice(0, nFolds).reduce((a, b) => a + b, 0) / nFolds;
  const compared = scored.map((d): FinishedRow => ({...d, mean: meanOf(d.folds)})).toSorted((a, b) => sign * (a.mean - b.mean));
  return {rows: compared, nFolds: scored.length === 0 ? 0 : nFolds};
}

/** What a recipe's trials are called. */
function recipeTitle(recipe: string): string {
  return `Recipe “${recipe}”`;
}

/** Every group of trials with its title: the learners in their order, then the recipes. */
export function trialGroups({learners, trials}: ExperimentsBook): {name: string; title: string}[] {
  const recipes = [...new Set(trials.map((d) => d.recipe))].filter((d) => d !== null);
  return [...learners.map(({name, title}) => ({name, title})), ...recipes.map((name) => ({name, title: recipeTitle(name)}))];
}

/** Everything, or one group or state. */
export interface TrialFilter {
  /** the name of a learner or recipe, or "all" */
  group: string;
  /** a state, or "all" */
  state: Trial["state"] | "all";
}

export function filterRows(rows: readonly TrialRow[], {group, state}: TrialFilter): TrialRow[] {
  return rows.filter((d) => (group === "all" || d.group === group) && (state === "all" || d.state === state));
}

/** The group to look into: the chosen one, else the learner of the best finished trial which had enough trials to search, or any. */
export function groupToShow(rows: readonly TrialRow[], group: string, better: "lower" | "higher"): string {
  if (group !== "all") return group;
  const searched = finishedRows(rows, better).filter((d) => Object.keys(d).some((key) => key.startsWith("param:")));
  const best = searched.find((d) => rows.filter((other) => other.group === d.group).length >= ENOUGH) ?? searched[0];
  return best?.group ?? rows[0]?.group ?? "";
}

/** Below this many trials a trend is not worth a word. */
export const ENOUGH = 8;
