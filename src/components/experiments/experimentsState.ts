import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {UrlState} from "../ui/urlState.js";
import type {TrialFilter} from "./trialRows.js";
import type {Registry} from "../../lib/book/registry.js";
import {choiceField, urlState} from "../ui/urlState.js";
import {trialGroups} from "./trialRows.js";
import {modelColorScale} from "../ui/colors.js";

/** Which trials, judged by what. */
export interface TrialChoice extends TrialFilter {
  metric: string;
}

/** Everything a reader can choose on the experiments page; all of it stands in the address. */
export interface ExperimentsChoice extends TrialChoice {
  /** the picked trial's id, or "none" */
  trial: string;
}

/** The page's choices, kept in the address; by default every trial, judged by the written rule's metric. */
export function experimentsState(book: ExperimentsBook): UrlState<ExperimentsChoice> {
  const {metrics, selectionMetric, trials} = book;
  return urlState<ExperimentsChoice>({
    metric: choiceField(
      metrics.map((d) => d.name),
      selectionMetric
    ),
    group: choiceField(["all", ...trialGroups(book).map((d) => d.name)], "all"),
    state: choiceField(["all", "finished", "stopped", "failed"], "all"),
    trial: choiceField(["none", ...trials.map((d) => d.id)], "none")
  });
}

/**
 * One colour per learner: that of the finalist of the same name, so that no page contradicts another.
 *
 * @param registry its first version is the base rate
 */
export function learnerColors({learners}: ExperimentsBook, {versions, aliases}: Registry): (learner: string) => string {
  const names = versions.map((d) => d.name);
  const others = learners.map((d) => d.name).filter((name) => !names.includes(name));
  return modelColorScale([...names, ...others], {champion: aliases.champion, challenger: aliases.challenger, baseline: names[0]});
}
