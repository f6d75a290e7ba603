import * as Plot from "@observablehq/plot";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {FinishedRow, TrialRow} from "./trialRows.js";
import type {TrialChartOptions} from "./searchChart.js";
import {formatMetric, isShare} from "../shared/metricWords.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {finishedRows} from "./trialRows.js";
import {foldClaim} from "./searchChart.js";

/** Charts show this many trials; the table below has all. */
const SHOWN = 15;

/** How much the folds of the best trials differ: a dot per fold, the mean, the base rate, and what luck alone would give. */
export function foldChart(book: ExperimentsBook, rows: readonly TrialRow[], options: TrialChartOptions): HTMLElement {
  const {metric, picked} = options;
  const finished = finishedRows(rows, metric.better);
  if (finished.length === 0) return emptyState("No trial of these finished, so there are no folds to compare.");
  const best = finished.slice(0, SHOWN);
  const shown = [...best, ...finished.slice(SHOWN).filter((d) => d.id === picked)];
  const height = 78 + 30 * shown.length;
  const show = (value: number): string => formatMetric(metric.name, value);
  return chartFigure({
    title: foldClaim(best, metric.name),
    subtitle:
      `${metric.title}, ${metric.better} is better: a small dot per fold, a bar for the mean, of the ${best.length === 1 ? "one" : best.length} ` +
      "best finished",
    describe: best.map((d) => `${d.id}: ${show(d.mean)}, folds ${d.folds.map(show).join(", ")}.`).join(" "),
    height,
    chart: (width) => drawFolds(book, shown, {...options, width, height}),
    table: {
      rows: shown,
      columns: [
        {key: "id", title: "Trial"},
        {key: "mean", title: "Mean", format: show},
        {key: "standardError", title: "Standard error", format: (value) => (value === null ? "–" : show(value))},
        {key: "folds", title: "Folds", sortable: false, format: (folds) => folds.map(show).join(", ")}
      ]
    },
    note: "The trials shown ran all folds, the same for each, so a fold that is hard for one is hard for all: compare along a fold, not across.",
    fileName: `folds-${metric.name}`
  });
}

function drawFolds(
  book: ExperimentsBook,
  shown: readonly FinishedRow[],
  {metric, colorOf, picked, width, height}: TrialChartOptions & {width: number; height: number}
): Node {
  const folds = shown.flatMap(({id, group, folds: scores}) => scores.map((score, i) => ({id, group, score, fold: i + 1})));
  const fill = (d: {group: string}): string => colorOf(d.group);
  const luck = book.rareUnderShuffledLabels?.[metric.name];
  const baseline = book.baseline[metric.name];
  const lines = [
    ...(baseline === undefined ? [] : [{value: baseline, text: "base rate", dash: "5,4", dy: -10}]),
    ...(luck === undefined ? [] : [{value: luck, text: "luck, 1 in 20", dash: "2,3", dy: -25}])
  ];
  return drawPlot({
    width,
    height,
    marginTop: 36,
    marginLeft: width < 480 ? 96 : 150,
    x: {
      label: `${metric.title}${isShare(metric.name) ? " (%)" : ""}, ${metric.better} is better →`,
      percent: isShare(metric.name),
      nice: true,
      ticks: width < 480 ? 3 : 7
    },
    y: {domain: shown.map((d) => d.id), label: null, tickSize: 0},
    marks: [
      gridLinesX(),
      ...lines.flatMap(({value, text, dash, dy}) => [
        Plot.ruleX([value], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: dash}),
        Plot.text([value], {
          x: (d: number) => d,
          frameAnchor: "top",
          dy,
          text: [text],
          textAnchor: "end",
          dx: 3,
          fill: colors.muted,
          fontWeight: 500
        })
      ]),
      Plot.ruleY(
        shown.filter((d) => d.id === picked),
        {y: "id", stroke: colors.accent, strokeOpacity: 0.25, strokeWidth: 20}
      ),
      Plot.dot(folds, {
        x: "score",
        y: "id",
        r: 3,
        fill,
        fillOpacity: 0.55,
        tip: true,
        title: (d: (typeof folds)[number]) => `${d.id}, fold ${d.fold}\n${formatMetric(metric.name, d.score)}`
      }),
      Plot.tickX(shown, {x: "mean", y: "id", stroke: fill, strokeWidth: 3.5, insetTop: 4, insetBottom: 4})
    ]
  });
}
