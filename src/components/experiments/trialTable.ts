import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Column} from "../ui/dataTable.js";
import type {StateView} from "../ui/store.js";
import type {UrlState} from "../ui/urlState.js";
import type {ExperimentsChoice} from "./experimentsState.js";
import type {ParamKey, TrialRow} from "./trialRows.js";
import {formatSeconds} from "../../lib/format.js";
import {formatMetric, getMetricInfo} from "../shared/metricWords.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {announce, stateView} from "../ui/store.js";
import {stateTag} from "../shared/stateTag.js";
import {describeValue, shortTitle} from "../shared/describeParams.js";

export interface TrialTableOptions {
  metric: string;
  /** the learner whose hyper-parameters get a column each, or "all" */
  group: string;
  state: UrlState<ExperimentsChoice>;
}

/**
 * Every trial, the failed and the stopped too, to sort by anything; a trial's name picks it out in all charts. For `view(...)`:
 * its value is the picked trial's id, or "none".
 */
export function trialTable(
  book: ExperimentsBook,
  rows: readonly TrialRow[],
  {metric, group, state}: TrialTableOptions
): StateView<HTMLElement, string> {
  const {title, better} = getMetricInfo(book, metric);
  const titles = book.learners.find((d) => d.name === group)?.paramTitles;
  const columns: Column<TrialRow>[] = [
    {key: "id", title: "Trial", format: (_id, row) => trialName(row)},
    {key: "state", title: "Ended", format: (state) => stateTag(state)},
    {
      key: "mean",
      title,
      sortValue: (mean, row) => (row.state === "finished" ? mean : null),
      unit: better === "lower" ? "low is good" : "high is good",
      align: "right",
      format: (mean, row) =>
        mean === null
          ? "no score"
          : el("span", {class: row.state === "finished" ? null : "muted"}, formatMetric(metric, mean), errorText(row, metric))
    },
    {
      key: "folds",
      title: "Folds",
      align: "right",
      sortValue: (folds) => folds.length,
      format: (folds) => `${folds.length} of ${book.folds}`
    },
    {key: "seconds", title: "Time", align: "right", format: (seconds) => (seconds === null ? "not timed" : formatSeconds(seconds))},
    ...(titles ? Object.entries(titles).map(([name, title]) => paramColumn(name, title)) : [paramsColumn])
  ];
  const table = dataTable({
    columns,
    rows,
    sort: {key: "mean", descending: better === "higher"},
    pinned: (row) => row.group === "baseline",
    caption: `${rows.length} of ${book.trials.length} trials`,
    empty: "No trial ended like this. Choose another state or learner.",
    onSort: () => queueMicrotask(mark)
  });
  const view = stateView(el("div", {class: "trial-table"}, table), () => state.value.trial);

  function mark(): void {
    for (const button of view.querySelectorAll<HTMLElement>("button.pick")) {
      const pressed = button.dataset.trial === state.value.trial;
      button.setAttribute("aria-pressed", String(pressed));
      button.closest("tr")?.classList.toggle("selected", pressed);
    }
  }
  view.addEventListener("click", (event) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>("button.pick")?.dataset.trial;
    if (!id) return;
    state.set({trial: id === state.value.trial ? "none" : id});
    mark();
    announce(view);
  });
  mark();
  return view;
}

const paramsColumn: Column<TrialRow> = {
  key: "params",
  title: "Hyper-parameters",
  sortable: false,
  format: (params, row) => el("span", {class: "params"}, row.error ?? params)
};

function paramColumn(name: string, title: string): Column<TrialRow> {
  const key: ParamKey = `param:${name}`;
  return {
    key,
    title: shortTitle(title),
    hint: title,
    align: "right",
    format: (value) => (value === undefined ? "–" : describeValue(value))
  };
}

function errorText({standardError}: TrialRow, metric: string): HTMLElement | null {
  return standardError === null ? null : el("span", {class: "muted"}, ` ± ${formatMetric(metric, standardError)}`);
}

function trialName({id, finalist}: TrialRow): HTMLElement {
  return el(
    "span",
    {},
    el("button", {type: "button", class: "pick", "data-trial": id, title: "Pick out in every chart"}, id),
    finalist ? el("small", {}, "finalist") : null
  );
}
