import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import {formatSeconds} from "../../lib/format.js";
import {formatMetric} from "../shared/metricWords.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";
import {stateTag} from "../shared/stateTag.js";
import {describeValue} from "../shared/describeParams.js";

export interface TrialCardOptions {
  /** a trial's id, or "none" */
  id: string;
  trialSeconds: PipelineBook["trialSeconds"];
}

/** All that is known of one trial: hyper-parameters in words, every fold by every metric, how it ended and why. */
export function trialCard(book: ExperimentsBook, {id, trialSeconds}: TrialCardOptions): HTMLElement {
  const trial = book.trials.find((d) => d.id === id);
  if (!trial)
    return el("p", {class: "ui muted"}, "Pick a trial by its name in the table: it is then marked in every chart and described here.");
  const {learner, params, scores, state, error, inputs, recipe} = trial;
  const about = book.learners.find((d) => d.name === learner);
  const facts = [
    ["Inputs", String(inputs)],
    ["Time", id in trialSeconds ? formatSeconds(trialSeconds[id]) : "not timed"],
    ...(recipe ? [["Recipe", recipe]] : []),
    ...Object.entries(params).map(([name, value]) => [about?.paramTitles[name] ?? name, describeValue(value)])
  ];
  const rows = book.metrics.filter(({name}) => scores[name]).map(({name, title}) => ({name, title, ...scores[name]}));
  return el(
    "section",
    {class: "card trial-card"},
    el("h3", {}, `${id}: ${about?.title ?? learner}`, stateTag(state)),
    error ? notice("error", "It failed", error) : null,
    el(
      "dl",
      {},
      facts.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value)))
    ),
    rows.length === 0
      ? null
      : dataTable({
          columns: [
            {key: "title", title: "Metric"},
            {key: "mean", title: "Mean", format: (mean, row) => formatMetric(row.name, mean)},
            {key: "standardError", title: "SE", format: (value, row) => (row.folds.length > 1 ? formatMetric(row.name, value) : "–")},
            {
              key: "folds",
              title: "Fold by fold",
              align: "right",
              format: (folds, row) => folds.map((score) => formatMetric(row.name, score)).join("  ")
            }
          ],
          rows,
          sortable: false,
          caption: `Scores of ${id}`,
          hideCaption: true
        })
  );
}
