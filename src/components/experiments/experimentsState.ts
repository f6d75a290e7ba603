import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {UrlState} from "../ui/urlState.js";
import {choiceField, urlState} from "../ui/urlState.js";
import type {TrialFilter} from "./trials/trialRows.js";
import {trialGroups} from "./trials/trialRows.js";

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
    metric: choiceField(metrics.map((d) => d.name), selectionMetric),
    group: choiceField(["all", ...trialGroups(book).map((d) => d.name)], "all"),
    state: choiceField(["all", "finished", "stopped", "failed"], "all"),
    trial: choiceField(["none", ...trials.map((d) => d.id)], "none")
  });
}
