import type {ModelsBook} from "../../lib/book/models.js";
import type {Selection} from "../../lib/champion/select.js";
import type {Column} from "../ui/dataTable.js";
import type {LeaderboardRow, MetricCell, MetricKey} from "./leaderboardRows.js";
import {formatBytes} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {formatEstimate, formatMetric, formatMetricInterval, getMetricInfo} from "../shared/metricWords.js";
import {modelLabel} from "../shared/roles.js";
import {foldNoiseSentence, leaderboardMetrics, leaderboardRows} from "./leaderboardRows.js";
import {lowerFirst} from "../../lib/format.js";

/**
 * All finalists by several yardsticks: the base rate pinned on top, in each cell the mean over folds with its standard error
 * and the test estimate with its 95% interval. Accuracy is greyed and carries the base rate, for it cannot tell models apart.
 */
export function leaderboard(book: ModelsBook, {crown}: {crown: Selection}): HTMLElement {
  const names = leaderboardMetrics(book, crown.metric);
  const columns: Column<LeaderboardRow>[] = [
    {key: "title", title: "Model", format: (title, row) => el("span", {}, modelLabel(title, row.role), el("small", {}, sizeOf(row)))},
    ...names.map((name) => metricColumn(book, name))
  ];
  const table = dataTable({
    columns,
    rows: leaderboardRows(book, crown),
    pinned: (row) => row.role === "baseline",
    rowClass: (row) => (row.crowned ? "crowned" : row.role === "recipe" ? "recipe" : null),
    caption: `Finalists, best ${lowerFirst(getMetricInfo(book, crown.metric).title)} first`
  });
  const legend = "In each cell: mean over folds ± its standard error, then the estimate on test rows and its 95% interval.";
  return el("div", {class: "leaderboard"}, table, el("p", {class: "figure-note"}, `${legend} ${foldNoiseSentence(book)}`));
}

function sizeOf({role, inputs, bytes}: LeaderboardRow): string {
  if (role === "baseline") return `looks at no input, ${formatBytes(bytes)}`;
  return `${inputs === 1 ? "1 input" : `${inputs} inputs`}, ${formatBytes(bytes)}`;
}

function metricColumn(book: ModelsBook, name: string): Column<LeaderboardRow> {
  const {title, better, meaning} = getMetricInfo(book, name);
  const key: MetricKey = `metric:${name}`;
  return {
    key,
    title,
    unit: better === "lower" ? "low is good" : "high is good",
    align: "right",
    hint: `${meaning} ${better === "lower" ? "Lower" : "Higher"} is better.`,
    format: (cell: MetricCell) => estimateCell(cell),
    sortValue: (cell: MetricCell) => cell.cv.mean
  };
}

function estimateCell({metric, cv, test, baseline}: MetricCell): HTMLElement {
  const grey = metric === "accuracy";
  return el(
    "span",
    {class: grey ? "estimate grey" : "estimate"},
    el(
      "span",
      {},
      formatMetric(metric, cv.mean, cv.standardError),
      el("span", {class: "error"}, ` ± ${formatMetric(metric, cv.standardError, cv.standardError)}`)
    ),
    el("small", {}, test ? `test ${formatEstimate(metric, test)}` : "not tested"),
    el("small", {}, grey ? `base rate ${formatMetric(metric, baseline)}` : test ? formatMetricInterval(metric, test) : null)
  );
}
