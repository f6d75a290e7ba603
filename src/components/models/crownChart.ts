import * as Plot from "@observablehq/plot";
import type {Finalist, ModelsBook} from "../../lib/book/models.js";
import type {Selection} from "../../lib/champion/select.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {formatMetric, isShare, getMetricInfo} from "../shared/metricWords.js";
import {finalistColors} from "../shared/roles.js";
import {crownClaim} from "./crown.js";
import {rankFinalists} from "./leaderboardRows.js";

interface CrownRow {
  name: string;
  title: string;
  mean: number;
  low: number;
  high: number;
  folds: number[];
  within: string;
}

/** The written rule at work on one metric: fold means with their standard errors, and the bound that the best one sets. */
export function crownChart(book: ModelsBook, {crown}: {crown: Selection}): ChartFigure {
  const {metric} = crown;
  const {title, better} = getMetricInfo(book, metric);
  const rows = rankFinalists(book.finalists, {name: metric, better}).map((d) => toRow(d, metric, crown.within));
  const show = (value: number): string => formatMetric(metric, value);
  const nFolds = rows[0].folds.length;
  return chartFigure({
    title: crownClaim(book, crown),
    subtitle: `${title}, ${better} is better: each fold a small dot, the mean of ${nFolds} folds a large one, with one standard error`,
    describe: rows.map((d) => `${d.title}: ${show(d.mean)} ± ${show(d.mean - d.low)}.`).join(" "),
    height: 56 + 46 * rows.length,
    chart: (width) => drawCrown(book, crown, {width, rows}),
    table: {
      rows,
      columns: [
        {key: "title", title: "Model"},
        {key: "mean", title: "Mean", format: show},
        {key: "low", title: "Mean − SE", format: show},
        {key: "high", title: "Mean + SE", format: show},
        {key: "folds", title: "Folds", format: (folds) => folds.map(show).join(", "), sortable: false},
        {key: "within", title: "Within the bound"}
      ]
    },
    note: noteOf(crown, show),
    source: `${nFolds}-fold cross-validation on train rows`,
    fileName: `crown-${metric}`
  });
}

function noteOf({bestMean, bound, passed}: Selection, show: (value: number) => string): string {
  if (!passed) return "There is no candidate, so there is no bound to draw.";
  if (bestMean === bound) return "The line is the best mean: by this rule any lead wins, however small.";
  return `The shaded band is one standard error of the best mean, ${show(bestMean)} to ${show(bound)}. Of the candidates in it, the simplest wears the crown.`;
}

function toRow({name, title, cv}: Finalist, metric: string, within: readonly string[]): CrownRow {
  const {mean, standardError, folds} = cv[metric];
  return {name, title, mean, low: mean - standardError, high: mean + standardError, folds, within: within.includes(name) ? "yes" : "no"};
}

function drawCrown(book: ModelsBook, crown: Selection, {width, rows}: {width: number; rows: CrownRow[]}): Node {
  const {metric} = crown;
  const {title, better} = getMetricInfo(book, metric);
  const winner = crown.passed ? crown.champion : null;
  const baseline = rows[0];
  const colorOf = finalistColors(book);
  const color = (d: {name: string}): string => colorOf(d.name);
  const folds = rows.flatMap(({name, folds}) => folds.map((score) => ({name, score})));
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
      Plot.rectX(crown.passed ? [crown] : [], {
        x1: (d) => Math.min(d.bestMean, d.bound),
        x2: (d) => Math.max(d.bestMean, d.bound),
        fill: colors.champion,
        fillOpacity: 0.14
      }),
      Plot.ruleX(crown.passed ? [crown.bound] : [], {stroke: colors.champion, strokeWidth: 1}),
      Plot.ruleX([baseline.mean], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.dot(folds, {x: "score", y: "name", r: 2.5, fill: color, fillOpacity: 0.45, ariaHidden: "true"}),
      Plot.ruleY(rows, {y: "name", x1: "low", x2: "high", stroke: color, strokeWidth: 3}),
      Plot.dot(rows, {
        x: "mean",
        y: "name",
        r: 6,
        fill: color,
        stroke: colors.paper,
        strokeWidth: 1.5,
        symbol: (d: CrownRow) => (d.name === winner ? "star" : "circle"),
        tip: true,
        title: (d: CrownRow) => `${d.title}\n${title} ${formatMetric(metric, d.mean)} ± ${formatMetric(metric, d.mean - d.low)}`
      }),
      Plot.text(rows, {
        y: "name",
        frameAnchor: "left",
        fontWeight: 600,
        text: (d: CrownRow) => (d.name === winner ? `★ ${d.title}, crowned` : d.title),
        dy: -16,
        textAnchor: "start",
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      })
    ]
  });
}
