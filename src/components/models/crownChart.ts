import * as Plot from "@observablehq/plot";
import type {Finalist, ModelsBook} from "../../lib/book/models.js";
import type {Selection} from "../../lib/champion/select.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {formatMetric, isShare, getMetricInfo, UNTOLD} from "../shared/metricWords.js";
import {finalistColors} from "../shared/roles.js";
import {formatFixed, formatShare} from "../../lib/format.js";
import {findNamed} from "../../lib/named.js";
import {crownClaim, isAnyLead} from "./crown.js";
import {rankFinalists} from "./leaderboardRows.js";

interface CrownRow {
  name: string;
  title: string;
  /** null: too few to tell, and nothing is drawn */
  mean: number | null;
  /** standard error of its difference to the best on the same users; null where it was not compared */
  error: number | null;
  low: number | null;
  high: number | null;
  folds: number[];
  within: string;
}

/** The written rule at work on one metric: fold means, the best of them as a line, and how near to it each other candidate comes. */
export function crownChart(book: ModelsBook, {crown}: {crown: Selection}): ChartFigure {
  const {metric} = crown;
  const {title, better} = getMetricInfo(book, metric);
  const rows = rankFinalists(book.finalists, {name: metric, better}).map((d) => toRow(d, crown));
  const show = (value: number | null): string => (value === null ? UNTOLD : formatMetric(metric, value));
  const nFolds = book.finalists[0].cv.logLoss.folds.length;
  return chartFigure({
    title: crownClaim(book, crown),
    subtitle: `${title}, ${better} is better: each fold a small dot, the mean of ${nFolds} a large one, with the standard error of its difference to the best`,
    describe: rows.map((d) => `${d.title}: ${show(d.mean)}${d.error ? ` ± ${formatError(metric, d.error)}` : ""}.`).join(" "),
    height: 56 + 46 * rows.length,
    chart: (width) => drawCrown(book, crown, {width, rows}),
    table: {
      rows,
      columns: [
        {key: "title", title: "Model"},
        {key: "mean", title: "Mean", format: show},
        {key: "error", title: "SE of the difference to the best", format: (error) => (error === null ? "" : formatError(metric, error))},
        {key: "folds", title: "Folds", format: (folds) => folds.map(show).join(", ") || UNTOLD, sortable: false},
        {key: "within", title: "Within one SE"}
      ]
    },
    note: `${crown.steps.map((step) => step.text).join(" ")} ${noteOf(crown)}`,
    source: `${nFolds}-fold cross-validation on train rows`,
    fileName: `crown-${metric}`
  });
}

function noteOf(crown: Selection): string {
  if (!crown.passed) return "There is no candidate, so there is no best to compare with.";
  if (isAnyLead(crown)) return "The line is the best mean: by this rule any lead wins, however small.";
  return "The line is the best mean; of the candidates whose bar reaches it, the simplest wears the crown.";
}

/** A difference needs one digit more than the values that it lies between. */
function formatError(metric: string, error: number): string {
  return isShare(metric) ? formatShare(error, 2) : formatFixed(error, 4);
}

function toRow({name, title, cv}: Finalist, {metric, within, errors}: Selection): CrownRow {
  const {mean, folds} = findNamed(cv, metric) ?? {mean: null, folds: []};
  const error = findNamed(errors, name) ?? null;
  const reach = error ?? 0;
  const ends = mean === null ? {low: null, high: null} : {low: mean - reach, high: mean + reach};
  return {name, title, mean, error, ...ends, folds, within: within.includes(name) ? "yes" : "no"};
}

function drawCrown(book: ModelsBook, crown: Selection, {width, rows}: {width: number; rows: CrownRow[]}): Node {
  const {metric} = crown;
  const {title, better} = getMetricInfo(book, metric);
  const winner = crown.passed ? crown.champion : null;
  const baseline = rows[0];
  const colorOf = finalistColors(book);
  const color = (d: {name: string}): string => colorOf(d.name);
  const folds = rows.flatMap(({name, folds}) => folds.map((score) => ({name, score})));
  const told = rows.filter((d): d is CrownRow & {mean: number} => d.mean !== null);
  return drawPlot({
    width,
    height: 56 + 46 * rows.length,
    marginLeft: 8,
    marginRight: 16,
    x: {
      label: `${title}${isShare(metric) ? " (%)" : ""}, ${better} is better →`,
      nice: true,
      percent: isShare(metric),
      ticks: width < 480 ? 4 : 8
    },
    y: {domain: rows.map((d) => d.name), axis: null},
    marks: [
      gridLinesX(),
      Plot.ruleX(crown.passed && crown.bestMean !== null ? [crown.bestMean] : [], {stroke: colors.champion, strokeWidth: 1}),
      Plot.ruleX(baseline.mean === null ? [] : [baseline.mean], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.dot(folds, {x: "score", y: "name", r: 2.5, fill: color, fillOpacity: 0.45, ariaHidden: "true"}),
      Plot.ruleY(told, {y: "name", x1: "low", x2: "high", stroke: color, strokeWidth: 3}),
      Plot.dot(told, {
        x: "mean",
        y: "name",
        r: 6,
        fill: color,
        stroke: colors.paper,
        strokeWidth: 1.5,
        symbol: (d: CrownRow) => (d.name === winner ? "star" : "circle"),
        tip: true,
        title: (d: (typeof told)[number]) => `${d.title}\n${title} ${formatMetric(metric, d.mean)}`
      }),
      Plot.text(rows, {
        y: "name",
        frameAnchor: "left",
        fontWeight: 600,
        text: (d: CrownRow) => (d.name === winner ? `★ ${d.title}, crowned` : d.mean === null ? `${d.title}: ${UNTOLD}` : d.title),
        dy: -16,
        textAnchor: "start",
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      })
    ]
  });
}
