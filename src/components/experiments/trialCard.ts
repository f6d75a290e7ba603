import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import {formatSeconds} from "../../lib/format.js";
import {formatMetric, UNTOLD} from "../shared/metricWords.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";
import {stateTag} from "../shared/stateTag.js";
import {describeValue} from "../../lib/model/describeParams.js";

export interface TrialCardOptions {
  /** null: none is chosen */
  id: string | null;
  trialSeconds: PipelineBook["trialSeconds"];
}

/** All that is known of one trial: hyper-parameters in words, every fold by every metric, how it ended and why. */
export function trialCard(book: ExperimentsBook, {id, trialSeconds}: TrialCardOptions): HTMLElement {
  const trial = book.trials.find((d) => d.id === id);
  if (!trial) {
    const help = "Choose a trial in the table or the plot to see all that is known of it here; two to four stand side by side.";
    return el("p", {class: "ui muted no-print"}, help);
  }
  const {learner, params, scores, state, error, inputs, recipe} = trial;
  const about = book.learners.find((d) => d.name === learner);
  const facts = [
    ["Inputs", String(inputs)],
    ["Time", trial.id in trialSeconds ? formatSeconds(trialSeconds[trial.id]) : "not timed"],
    ...(recipe ? [["Recipe", recipe]] : []),
    ...Object.entries(params).map(([name, value]) => [about?.paramTitles[name] ?? name, describeValue(value)])
  ];
  const rows = book.metrics.map(({name, title}) => ({name, title, mean: null, standardError: null, folds: [], ...scores[name]}));
  return el(
    "section",
    {class: "card trial-card"},
    el("h3", {}, `${trial.id}: ${about?.title ?? learner}`, stateTag(state)),
    error ? notice("error", "It failed", error) : null,
    el(
      "dl",
      {},
      facts.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value)))
    ),
    Object.keys(scores).length === 0
      ? null
      : dataTable({
          columns: [
            {key: "title", title: "Metric"},
            {key: "mean", title: "Mean", format: (mean, row) => (mean === null ? UNTOLD : formatMetric(row.name, mean))},
            {
              key: "standardError",
              title: "SE",
              format: (value, row) => (value !== null && row.folds.length > 1 ? formatMetric(row.name, value) : "–")
            },
            {
              key: "folds",
              title: "Fold by fold",
              align: "right",
              format: (folds, row) => folds.map((score) => formatMetric(row.name, score)).join("  ")
            }
          ],
          rows,
          sortable: false,
          caption: `Scores of ${trial.id}`,
          hideCaption: true
        })
  );
}
