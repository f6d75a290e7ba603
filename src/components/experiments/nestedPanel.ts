import type {HonestyBook, NestedBook} from "../../lib/book/honesty.js";
import type {MetricInfo} from "../../lib/book/models.js";
import {sayDifference, formatSigned} from "../../lib/format.js";
import {formatMetric} from "../shared/metricWords.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";
import {lowerFirst} from "../../lib/format.js";
import {rowUnit} from "../ui/rowUnit.js";

/** What the whole search, repeated within folds, promised and kept; or how to have it run. */
export function nestedPanel({nested, nestedCommand}: HonestyBook, metrics: readonly MetricInfo[]): HTMLElement {
  if (nested === null) {
    return notice(
      "info",
      "Not run: the whole search repeated within folds",
      el(
        "p",
        {},
        "The best of many trials looks a little better than it is. Repeating the search within each fold, and judging " +
          "what it chose on rows that it never saw, measures by how much; it takes several times as long as the " +
          "search itself. To have it run: ",
        el("code", {}, nestedCommand),
        "."
      )
    );
  }
  const metric = metrics.find((d) => d.name === nested.metric) as MetricInfo;
  const show = (value: number): string => formatMetric(nested.metric, value);
  const rows = nested.folds.map(({trial, promised, keptByFewer, kept}, i) => ({fold: i + 1, trial, promised, keptByFewer, kept}));
  return el(
    "div",
    {},
    dataTable({
      caption: nestedClaim(nested, metric),
      rows,
      sortable: false,
      columns: [
        {key: "fold", title: "Fold", align: "left"},
        {key: "trial", title: "Chosen within it", align: "left"},
        {key: "promised", title: "Promised", format: show},
        {key: "keptByFewer", title: "Kept", format: show},
        {key: "kept", title: "Kept, refitted on all inner rows", format: show}
      ]
    }),
    el(
      "p",
      {class: "figure-note"},
      `Optimism ${optimismWords(nested)}, with its 95% interval, corrected for what folds share (Nadeau and Bengio, 2003): ` +
        `how much worse the score was than promised, fitted on as many ${rowUnit.many}, over ${nested.folds.length} outer folds, ` +
        `each with its own search of ${nested.nTrials} trials on ${nested.innerFolds} folds. The refit on ` +
        `all inner rows is ${formatSigned(nested.moreRows, 4)} better, which is what more ${rowUnit.many} give and no part of the ` +
        "promise. The search within folds knows neither the race nor the gates nor recalibration."
    )
  );
}

/** Whether choosing by the score that one reports flattered it, as a claim. */
export function nestedClaim({promised, keptByFewer, optimism}: NestedBook, metric: MetricInfo): string {
  const [said, was] = [promised.mean, keptByFewer.mean].map((value) => formatMetric(metric.name, value));
  const outcome = `promised ${lowerFirst(metric.title)} ${said}, kept ${was}`;
  if (optimism.low > 0) return `The search promises too much: ${outcome}`;
  if (optimism.high < 0) return `The search promises too little: ${outcome}`;
  return `The search keeps its promise, as far as the folds can tell: ${outcome}`;
}

/** @example "+0.0004 (−0.0012 to +0.0020)" */
export function optimismWords({optimism}: NestedBook): string {
  return sayDifference(optimism, 4);
}
