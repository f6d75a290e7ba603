import type {ExperimentsBook} from "../../../lib/book/experiments.js";
import type {MetricInfo} from "../../../lib/book/models.js";
import {formatMetric, titleInSentence} from "../../models/formatMetric.js";
import type {FinishedRow, TrialRow} from "../trials/trialRows.js";

/** What the search found against the base rate, as a claim. @param finished best first */
export function searchClaim(finished: readonly FinishedRow[], book: Pick<ExperimentsBook, "baseline">, {name, title, better}: MetricInfo): string {
  const best = finished[0];
  const baseline = book.baseline[name];
  const metric = titleInSentence(title);
  const count = finished.length === 1 ? "The only finished trial" : `The best of ${finished.length} finished trials`;
  const reached = `${count} reaches ${metric} ${formatMetric(name, best.mean)}`;
  if (baseline === undefined) return reached;
  const beats = better === "lower" ? best.mean < baseline : best.mean > baseline;
  return `${reached}; the base rate ${beats ? "has" : "is no worse with"} ${formatMetric(name, baseline)}`;
}

/** What luck alone would have given, in a sentence; null where it was not run. */
export function luckSentence({bestUnderShuffledLabels: luck, rareUnderShuffledLabels: rare, shuffles}: ExperimentsBook, {name, title, better}: MetricInfo, best: FinishedRow | undefined): string | null {
  if (luck === null || rare === null || luck[name] === undefined || !best) return null;
  const beyond = better === "lower" ? best.mean < rare[name] : best.mean > rare[name];
  const verdict = beyond ? "the best trial here lies beyond that" : "the best trial here does not lie beyond that, so it may be luck";
  return `With labels shuffled, so that there is nothing to learn, the best of as many trials reaches ${titleInSentence(title)} ${formatMetric(name, luck[name])} on average over ${shuffles} shuffles, and ${formatMetric(name, rare[name])} or better in one of 20: ${verdict}. The line is drawn at the latter.`;
}

/** How the trials ended, in a sentence. */
export function statesSentence(rows: readonly TrialRow[]): string {
  const count = (state: TrialRow["state"]): number => rows.filter((d) => d.state === state).length;
  const [finished, stopped, failed] = [count("finished"), count("stopped"), count("failed")];
  return `${finished} finished, ${stopped} ${stopped === 1 ? "was" : "were"} stopped by the race after fewer folds and ${stopped === 1 ? "is" : "are"} not drawn, ${failed} failed.`;
}

/** How much the folds move against how much the best trials differ, as a claim. @param shown best first, at least one */
export function foldClaim(shown: readonly FinishedRow[], metric: string): string {
  const [best] = shown;
  const folds = formatMetric(metric, spreadOf(best.folds));
  if (shown.length === 1) return `${best.id} moves by ${folds} from fold to fold`;
  const means = spreadOf(shown.map((d) => d.mean));
  const more = means > spreadOf(best.folds);
  return `From fold to fold the best trial moves by ${folds}, the means of these ${shown.length} trials by ${more ? "more" : "only"} ${more ? `(${formatMetric(metric, means)})` : formatMetric(metric, means)}`;
}

function spreadOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
