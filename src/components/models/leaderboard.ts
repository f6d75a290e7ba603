import type {ModelsBook} from "../../lib/book/models.js";
import type {Selection} from "../../lib/champion/select.js";
import type {Column} from "../ui/dataTable.js";
import type {LeaderboardRow, MetricCell, MetricKey} from "./leaderboardRows.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {formatEstimate, formatMetric, formatMetricInterval, getMetricInfo, UNTOLD} from "../shared/metricWords.js";
import {modelLabel} from "../shared/roles.js";
import {foldNoiseSentence, leaderboardMetrics, leaderboardRows} from "./leaderboardRows.js";
import {lowerFirst} from "../../lib/format.js";

/**
 * All finalists by several yardsticks, the base rate pinned on top: in each cell the mean over folds, and a bar that says how much
 * better or worse than the base rate that is. Errors, test rows and intervals stand in a second table, on demand. Accuracy is greyed,
 * for it cannot tell models apart.
 *
 * @param crown by the reader's rule
 */
export function leaderboard(book: ModelsBook, {crown}: {crown: Selection}): HTMLElement {
  const caption = `Finalists: the base rate, then by ${lowerFirst(getMetricInfo(book, crown.metric).title)}, the best first`;
  const legend =
    "Means over folds. Bars: better than the base rate to the right, worse to the left; pale where test rows cannot tell the two apart.";
  return el(
    "div",
    {class: "leaderboard"},
    finalistsTable(book, crown, {caption, format: barCell}),
    el("p", {class: "figure-note"}, legend),
    wholeTable(book, crown)
  );
}

/** Every number of the cells, made when it is first asked for. */
function wholeTable(book: ModelsBook, crown: Selection): HTMLElement {
  const fold = el("details", {class: "twin"}, el("summary", {}, "Show errors, test rows and intervals"));
  fold.addEventListener("toggle", () => {
    if (!fold.open || fold.childElementCount > 1) return;
    const caption = "In each cell: mean over folds ± its standard error, the estimate on test rows, its 95% interval";
    fold.append(finalistsTable(book, crown, {caption, format: estimateCell}), el("p", {class: "figure-note"}, foldNoiseSentence(book)));
  });
  return fold;
}

interface TableStyle {
  caption: string;
  format: (cell: MetricCell) => HTMLElement;
}

function finalistsTable(book: ModelsBook, crown: Selection, {caption, format}: TableStyle): HTMLElement {
  const columns: Column<LeaderboardRow>[] = [
    {key: "title", title: "Model", format: (title, row) => modelLabel(title, row.role)},
    ...leaderboardMetrics(book, crown.metric).map((name): Column<LeaderboardRow> => {
      const {title, better, meaning} = getMetricInfo(book, name);
      const key: MetricKey = `metric:${name}`;
      const hint = `${meaning} ${better === "lower" ? "Lower" : "Higher"} is better.`;
      return {key, title, align: "right", hint, format, sortValue: (cell: MetricCell) => cell.cv?.mean ?? null};
    })
  ];
  return dataTable({
    columns,
    rows: leaderboardRows(book, crown),
    pinned: (row) => row.role === "baseline",
    rowClass: (row) => (row.crowned ? "crowned" : row.role === "recipe" ? "recipe" : null),
    caption
  });
}

function barCell({metric, cv, gain, isTold}: MetricCell): HTMLElement {
  const bar =
    gain === null ? null : el("span", {class: isTold ? "gain" : "gain pale", style: `--gain: ${gain.toFixed(3)}`, "aria-hidden": "true"});
  return el(
    "span",
    {class: metric === "accuracy" ? "estimate grey" : "estimate"},
    el("span", {}, cv === null ? UNTOLD : formatMetric(metric, cv.mean, cv.standardError)),
    bar
  );
}

function estimateCell({metric, cv, test, baseline}: MetricCell): HTMLElement {
  const grey = metric === "accuracy";
  return el(
    "span",
    {class: grey ? "estimate grey" : "estimate"},
    cv === null
      ? el("span", {}, UNTOLD)
      : el(
          "span",
          {},
          formatMetric(metric, cv.mean, cv.standardError),
          el("span", {class: "error"}, ` ± ${formatMetric(metric, cv.standardError, cv.standardError)}`)
        ),
    el("small", {}, test ? `test ${formatEstimate(metric, test)}` : "not tested"),
    el(
      "small",
      {},
      grey && baseline !== null ? `base rate ${formatMetric(metric, baseline)}` : test ? formatMetricInterval(metric, test) : null
    )
  );
}
