import type {ExperimentsBook, Trial} from "../../lib/book/experiments.js";
import type {StateView} from "../ui/store.js";
import type {UrlState} from "../ui/urlState.js";
import type {ExperimentsChoice, TrialChoice} from "./experimentsState.js";
import type {TrialRow} from "./trialRows.js";
import {controlBar, selectControl, segmentedControl} from "../ui/controls.js";
import {announce, stateView} from "../ui/store.js";
import {filterRows, trialGroups} from "./trialRows.js";

export interface TrialChooserOptions {
  state: UrlState<ExperimentsChoice>;
  /** every trial, for the counts beside the choices */
  rows: readonly TrialRow[];
}

const STATES: (Trial["state"] | "all")[] = ["all", "finished", "stopped", "failed"];

/** Chooses metric, learner and state. For `view(...)`: its value is the choice. */
export function trialChooser(book: ExperimentsBook, {state, rows}: TrialChooserOptions): StateView<HTMLElement, TrialChoice> {
  const count = (group: string, state: Trial["state"] | "all"): number => filterRows(rows, {group, state}).length;
  function change(choice: Partial<TrialChoice>): void {
    state.set(choice);
    announce(view);
  }
  const metric = selectControl({
    label: "Judge by",
    choices: book.metrics.map(({name, title, better}) => ({value: name, label: `${title} (${better} is better)`})),
    value: state.value.metric,
    onChange: (metric) => change({metric})
  });
  const group = selectControl({
    label: "Learner",
    choices: [
      {value: "all", label: `all (${rows.length})`},
      ...trialGroups(book).map(({name, title}) => ({value: name, label: `${title} (${count(name, "all")})`}))
    ],
    value: state.value.group,
    onChange: (group) => change({group})
  });
  const ended = segmentedControl<Trial["state"] | "all">({
    label: "How it ended",
    choices: STATES.map((value) => ({value, label: `${value} (${count("all", value)})`})),
    value: state.value.state,
    onChange: (state) => change({state})
  });
  const view = stateView(controlBar(metric.element, group.element, ended.element), (): TrialChoice => ({
    metric: state.value.metric,
    group: state.value.group,
    state: state.value.state
  }));
  state.onChange((value) => {
    metric.set(value.metric);
    group.set(value.group);
    ended.set(value.state);
    announce(view);
  });
  return view;
}
