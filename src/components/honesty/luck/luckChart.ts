import * as Plot from "@observablehq/plot";
import type {ExperimentsBook} from "../../../lib/book/experiments.js";
import type {HonestyBook} from "../../../lib/book/honesty.js";
import type {MetricInfo} from "../../../lib/book/models.js";
import {formatMetric, isShare} from "../../models/formatMetric.js";
import {chartFigure} from "../../ui/chartFigure.js";
import {colors} from "../../ui/colors.js";
import {drawPlot, gridLinesX} from "../../ui/drawPlot.js";
import {emptyState} from "../../ui/notice.js";
import {luckClaim, luckGrowth, luckRange, luckSpread, shuffledSentence} from "./luckClaims.js";

interface LuckRow {
  labels: "real labels" | "shuffled labels";
  score: number;
}

const LANES = ["real labels", "shuffled labels"] as const;

/** Every finished trial beside as many trials on labels dealt out at random. */
export function luckChart(book: ExperimentsBook, {luck, checks, shuffled}: HonestyBook, metric: MetricInfo): HTMLElement {
  const own = book.trials.filter((d) => d.recipe === null && d.state === "finished");
  const sign = metric.better === "lower" ? 1 : -1;
  const means = own.map((d) => d.scores[metric.name].mean).toSorted((a, b) => sign * (a - b));
  if (means.length === 0) return emptyState("No trial finished, so there is nothing to set beside luck.");
  const rows = [
    ...means.map((score): LuckRow => ({labels: "real labels", score})),
    ...luck.scores[metric.name].map((score): LuckRow => ({labels: "shuffled labels", score}))
  ];
  const verdict = checks.find((d) => d.name === "shuffledLabels");
  const title = book.learners.find((d) => d.name === shuffled.model)?.title ?? "The Champion";
  const show = (value: number): string => formatMetric(metric.name, value);
  const range = luckRange(luck, metric, means);
  const drawn = rows.filter((d) => d.score >= range.low && d.score <= range.high);
  const height = 230;
  return chartFigure({
    title: luckClaim(luck, metric, means[0]),
    subtitle: `${metric.title}, ${metric.better} is better: one stroke per trial, its mean over ${book.folds} folds; on top every finished trial, below ${luck.nTrials} trials on each of ${luck.scores[metric.name].length / luck.nTrials} of the ${luck.shuffles} shuffles of the labels; thick: what the best reaches in one of 20 shuffles`,
    describe: `${luckClaim(luck, metric, means[0])}. ${luckGrowth(luck, metric)}`,
    height,
    chart: (width) => drawLuck(drawn, {width, height, metric, marks: {best: means[0], luck: luck.rare[metric.name], baseline: book.baseline[metric.name]}}),
    table: {
      rows,
      at: {x: (d) => d.score, fy: (d) => d.labels},
      columns: [
        {key: "labels", title: "Trial on"},
        {key: "score", title: metric.title, format: show}
      ]
    },
    note: [
      luckGrowth(luck, metric),
      luckSpread(luck, metric),
      verdict ? shuffledSentence(title, verdict.detail, verdict.passed) : "",
      range.nBeyond > 0 ? `${range.nBeyond} hopeless ${range.nBeyond === 1 ? "trial" : "trials"} on shuffled labels, beyond the ${metric.better === "lower" ? "right" : "left"} edge, ${range.nBeyond === 1 ? "is" : "are"} not drawn.` : "",
      luck.share < 1 ? `Trials on shuffled labels are fitted on ${Math.round(100 * luck.share)}% of the users and judged on whole folds, which most of a ranking's luck hangs on; fitted on all, they would spread somewhat wider.` : ""
    ].filter(Boolean).join(" "),
    fileName: `luck-${metric.name}`
  });
}

interface DrawOptions {
  width: number;
  height: number;
  metric: MetricInfo;
  marks: {best: number; luck: number; baseline: number | undefined};
}

function drawLuck(rows: readonly LuckRow[], {width, height, metric, marks}: DrawOptions): Node {
  const ends = [
    {labels: LANES[0], score: marks.best, text: `best ${formatMetric(metric.name, marks.best)}`},
    {labels: LANES[1], score: marks.luck, text: `luck, 1 in 20: ${formatMetric(metric.name, marks.luck)}`}
  ];
  const stroke = (d: {labels: string}): string => (d.labels === LANES[0] ? colors.accent : colors.muted);
  const scores = rows.map((d) => d.score);
  const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
  const [left, right] = [ends.filter((d) => d.score > middle), ends.filter((d) => d.score <= middle)];
  const label = (data: typeof ends, textAnchor: "start" | "end"): Plot.Markish =>
    Plot.text(data, {x: "score", fy: "labels", frameAnchor: "bottom", dy: 4, dx: textAnchor === "end" ? -6 : 6, text: "text", textAnchor, fontWeight: 600, fill: colors.ink, stroke: colors.paper, strokeWidth: 5});
  return drawPlot({
    width,
    height,
    marginTop: 20,
    marginLeft: 8,
    marginRight: 12,
    x: {label: `${metric.title}${isShare(metric.name) ? " (%)" : ""}, ${metric.better} is better →`, percent: isShare(metric.name), nice: true, ticks: width < 480 ? 4 : 8},
    fy: {axis: null, domain: LANES, padding: 0.22},
    marks: [
      gridLinesX(),
      ...(marks.baseline === undefined ? [] : [Plot.ruleX([marks.baseline], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"})]),
      Plot.ruleX(rows, {x: "score", fy: "labels", stroke, strokeOpacity: 0.45, strokeWidth: 1.5, insetTop: 20, insetBottom: 14}),
      Plot.ruleX(ends, {x: "score", fy: "labels", stroke, strokeWidth: 4, insetTop: 16, insetBottom: 10}),
      Plot.text(LANES.map((labels) => ({labels})), {fy: "labels", frameAnchor: "top-left", dy: -4, text: "labels", fontWeight: 600, fill: colors.ink, stroke: colors.paper, strokeWidth: 4}),
      label(left, "end"),
      label(right, "start")
    ]
  });
}
