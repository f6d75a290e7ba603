import type {SearchFailure, Trial} from "../../book/experiments.js";

/** Whose trials to look at, in order. */
export interface SearchName {
  /** the learner's name, or the recipe's */
  name: string;
  title: string;
}

/**
 * The searches that lost trials, the whole losses first: what a reader must know before believing a ranking.
 *
 * @param trials of all searches; a recipe's trials count for the recipe, not for their learner
 * @param names every learner and recipe that was searched
 */
export function findSearchFailures(
  trials: readonly Pick<Trial, "learner" | "recipe" | "state" | "error">[],
  names: readonly SearchName[]
): SearchFailure[] {
  return names
    .map(({name, title}): SearchFailure => {
      const own = trials.filter((d) => (d.recipe ?? d.learner) === name);
      const failed = own.filter((d) => d.state === "failed");
      const nFinished = own.filter((d) => d.state === "finished").length;
      return {name, title, nTrials: own.length, nFailed: failed.length, nFinished, error: failed[0]?.error ?? ""};
    })
    .filter((d) => d.nFailed > 0)
    .sort((a, b) => Math.min(a.nFinished, 1) - Math.min(b.nFinished, 1));
}

/**
 * One failure as a sentence for a log or a reader, without the message.
 *
 * @example "Decision tree: none of 20 trials finished, so it took no part in the choice."
 */
export function saySearchFailure({title, nTrials, nFailed, nFinished}: SearchFailure): string {
  if (nFinished > 0) return `${title}: ${nFailed} of ${nTrials} trials failed, so its best is the best of those that are left.`;
  return `${title}: ${nTrials === 1 ? "its only trial failed" : `none of ${nTrials} trials finished`}, so it took no part in the choice.`;
}
