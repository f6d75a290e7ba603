import * as Plot from "@observablehq/plot";
import type {ExperimentsBook} from "../../../lib/book/experiments.js";
import type {MetricInfo} from "../../../lib/book/models.js";
import {formatMetric, isShare} from "../../models/formatMetric.js";
import {chartFigure} from "../../ui/chartFigure.js";
import {colors} from "../../ui/colors.js";
import {drawPlot, gridLinesX} from "../../ui/drawPlot.js";
import {emptyState} from "../../ui/notice.js";
import type {FinishedRow, TrialRow} from "../trials/trialRows.js";
import {finishedRows} from "../trials/trialRows.js";
import type {Jittered} from "./jitter.js";
import {jitter} from "./jitter.js";
import {luckSentence, searchClaim, statesSentence} from "./searchClaims.js";

export interface TrialChartOptions {
  metric: MetricInfo;
  /** by learner or recipe */
  colorOf: (group: string) => string;
  /** the picked trial's id, or "none" */
  picked: string;
}

/** Where every finished trial landed, learner by learner and recipe by recipe, against the base rate and what luck alone would give. */
export function searchChart(book: ExperimentsBook, rows: readonly TrialRow[], {metric, colorOf, picked}: TrialChartOptions): HTMLElement {
  const finished = finishedRows(rows, metric.better);
  if (finished.length === 0) return emptyState("No trial of these finished.", statesSentence(rows));
  const nLanes = new Set(finished.map((d) => d.group)).size;
  const height = 72 + 64 * nLanes;
  const show = (value: number): string => formatMetric(metric.name, value);
  return chartFigure({
    title: searchClaim(finished, book, metric),
    subtitle: `${metric.title}, ${metric.better} is better: one dot per finished trial, its mean over ${book.folds} folds; ringed: the learner's finalist`,
    describe: `${searchClaim(finished, book, metric)}. ${statesSentence(rows)}`,
    height,
    chart: (width) => drawSearch(book, finished, {width, height, metric, colorOf, picked}),
    table: {
      rows: finished,
      columns: [
        {key: "id", title: "Trial"},
        {key: "groupTitle", title: "Learner"},
        {key: "mean", title: metric.title, format: show},
        {key: "params", title: "Hyper-parameters"}
      ]
    },
    note: [luckSentence(book, metric, finished[0]), statesSentence(rows)].filter(Boolean).join(" "),
    fileName: `trials-${metric.name}`
  });
}

interface DrawOptions extends TrialChartOptions {
  width: number;
  height: number;
}

function drawSearch(book: ExperimentsBook, finished: readonly FinishedRow[], {width, height, metric, colorOf, picked}: DrawOptions): Node {
  const lanes = [...new Map(finished.map((d) => [d.group, d.groupTitle])).entries()].map(([group, title]) => ({group, title}));
  const dots = jitter(finished);
  const base = {x: "mean", y: "offset", fy: "group"} as const;
  const fill = (d: {group: string}): string => colorOf(d.group);
  const tip = (d: FinishedRow): string => `${d.id}\n${metric.title} ${formatMetric(metric.name, d.mean)}\n${d.params.replaceAll(" · ", "\n")}`;
  const reference = (value: number | undefined, text: string, dy: number): Plot.Markish[] => value === undefined ? [] : [
    Plot.ruleX([value], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: dy < -20 ? "2,3" : "5,4"}),
    Plot.text([value], {x: (d: number) => d, fy: () => lanes[0].group, frameAnchor: "top", dy, text: [text], textAnchor: "end", dx: 3, fill: colors.muted, fontWeight: 500})
  ];
  return drawPlot({
    width,
    height,
    marginTop: 38,
    marginLeft: 8,
    marginRight: 12,
    x: {label: `${metric.title}${isShare(metric.name) ? " (%)" : ""}, ${metric.better} is better →`, percent: isShare(metric.name), nice: true, ticks: width < 480 ? 4 : 8},
    y: {axis: null, domain: [-0.1, 1.6]},
    fy: {axis: null, domain: lanes.map((d) => d.group), padding: 0.1},
    marks: [
      gridLinesX(),
      ...reference(book.rareUnderShuffledLabels?.[metric.name], "luck, 1 in 20", -28),
      ...reference(book.baseline[metric.name], "base rate", -12),
      Plot.dot(dots, {...base, r: 4, fill, fillOpacity: 0.65, stroke: colors.paper, strokeWidth: 0.75}),
      Plot.dot(dots.filter((d) => d.finalist), {...base, r: 7, stroke: fill, strokeWidth: 2}),
      Plot.dot(dots.filter((d) => d.id === picked), {...base, r: 6, fill: colors.accent, stroke: colors.paper, strokeWidth: 2}),
      Plot.text(lanes, {fy: "group", frameAnchor: "top-left", dy: -2, text: "title", fontWeight: 600, fill: colors.ink, stroke: colors.paper, strokeWidth: 4}),
      Plot.tip(dots, Plot.pointer({...base, title: (d: Jittered<FinishedRow>) => tip(d), maxRadius: 20}))
    ]
  });
}
