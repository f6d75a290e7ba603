import type {ExperimentsBook, Trial} from "../../lib/book/experiments.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import type {StateView} from "../ui/store.js";
import type {UrlState} from "../ui/urlState.js";
import type {ExperimentsChoice} from "./experimentsState.js";
import type {TrialRow} from "./trialRows.js";
import {getMetricInfo} from "../shared/metricWords.js";
import {controlBar, segmentedControl, selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {announce, stateView} from "../ui/store.js";
import {columnChooser} from "./columnChooser.js";
import {MOST_CHOSEN} from "./experimentsState.js";
import {searchChart} from "./searchChart.js";
import {trialCard} from "./trialCard.js";
import {trialComparison} from "./trialComparison.js";
import {filterRows, trialGroups, trialRows} from "./trialRows.js";
import {trialTable} from "./trialTable.js";

export interface TrialDeskOptions {
  state: UrlState<ExperimentsChoice>;
  colorOf: (group: string) => string;
  trialSeconds: PipelineBook["trialSeconds"];
}

const STATES: (Trial["state"] | "all")[] = ["all", "finished", "stopped", "failed"];

/**
 * The search at work: what to judge by and which trials, the plot of where they landed beside the table of them, and the chosen
 * ones side by side. For `view(...)`: its value is the choice.
 */
export function trialDesk(
  book: ExperimentsBook,
  {state, colorOf, trialSeconds}: TrialDeskOptions
): StateView<HTMLElement, ExperimentsChoice> {
  const controls = deskControls(book, state, change);
  const plot = el("div", {class: "trial-plot"});
  const chosen = el("div", {class: "trial-chosen", role: "region", "aria-live": "polite", "aria-label": "Chosen trials"});
  const table = trialTable(book, {colorOf, onPick: pick, onSort: (sort) => change({sort})});
  const columns = columnChooser(book, (hide) => change({hide}));
  let last: ExperimentsChoice | null = null;
  let rows: TrialRow[] = [];
  let all: TrialRow[] = [];

  function pick(id: string): void {
    const {trial} = state.value;
    change({trial: trial.includes(id) ? trial.filter((d) => d !== id) : [...trial, id].slice(-MOST_CHOSEN)});
  }
  function change(choice: Partial<ExperimentsChoice>): void {
    state.set(choice);
    show();
    announce(view);
  }
  function show(): void {
    const choice = state.value;
    const {metric, group, state: ended, trial} = choice;
    if (last?.metric !== metric) all = trialRows(book, metric, trialSeconds);
    if (last?.metric !== metric || last.group !== group || last.state !== ended) rows = filterRows(all, choice);
    if (last?.metric !== metric || last.group !== group || last.state !== ended || last.trial !== trial) {
      plot.replaceChildren(searchChart(book, rows, {metric: getMetricInfo(book, metric), colorOf, picked: trial, onPick: pick}));
      const picked = trial.flatMap((id) => all.find((d) => d.id === id) ?? []);
      chosen.replaceChildren(
        picked.length > 1 ? trialComparison(book, picked, metric) : trialCard(book, {id: picked[0]?.id ?? null, trialSeconds})
      );
    }
    controls.show(choice);
    columns.show({rows, choice});
    table.show({rows, choice});
    last = choice;
  }
  const view = stateView(
    el(
      "div",
      {class: "trial-desk"},
      controlBar(controls.element, columns.element),
      el("div", {class: "trial-sides"}, plot, table.element),
      chosen
    ),
    () => state.value
  );
  state.onChange(() => {
    show();
    announce(view);
  });
  show();
  return view;
}

/** Chooses metric, learner and state. */
function deskControls(
  book: ExperimentsBook,
  {value}: UrlState<ExperimentsChoice>,
  change: (choice: Partial<ExperimentsChoice>) => void
): {element: HTMLElement; show: (choice: ExperimentsChoice) => void} {
  const rows = trialRows(book, book.selectionMetric, {});
  const count = (group: string, state: Trial["state"] | "all"): number => filterRows(rows, {group, state}).length;
  const metric = selectControl({
    label: "Judge by",
    choices: book.metrics.map(({name, title, better}) => ({value: name, label: `${title} (${better} is better)`})),
    value: value.metric,
    onChange: (metric) => change({metric, sort: null})
  });
  const group = selectControl({
    label: "Learner",
    choices: [
      {value: "all", label: `all (${rows.length})`},
      ...trialGroups(book).map(({name, title}) => ({value: name, label: `${title} (${count(name, "all")})`}))
    ],
    value: value.group,
    onChange: (group) => change({group, sort: null})
  });
  const ended = segmentedControl<Trial["state"] | "all">({
    label: "How it ended",
    choices: STATES.map((state) => ({value: state, label: `${state} (${count("all", state)})`})),
    value: value.state,
    onChange: (state) => change({state})
  });
  return {
    element: controlBar(metric.element, group.element, ended.element),
    show(choice) {
      metric.set(choice.metric);
      group.set(choice.group);
      ended.set(choice.state);
    }
  };
}
