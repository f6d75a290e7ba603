import * as Plot from "@observablehq/plot";
import type {ScoreGroup} from "../../lib/book/scores.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import type {DrawnEvidence, Marked} from "./curveParts.js";
import {capitalised, formatCount, formatInHundred, formatShare} from "../../lib/format.js";
import {formatLine} from "../../lib/whatif/values.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesY} from "../ui/drawPlot.js";
import {describeUsers} from "./curveParts.js";
import {rowUnit} from "../ui/rowUnit.js";

const HEIGHT = 320;

export interface HistogramOptions {
  marked: Marked;
  /** the claim; its text follows the threshold */
  title: Node;
}

/** Who scores how high: retained and churned users by score, with the line that calls them churned. */
export function histogramChart(model: DrawnEvidence, {marked, title}: HistogramOptions): ChartFigure {
  const bars = scoreHistogram(model.groups);
  return chartFigure({
    title,
    subtitle: `${capitalised(rowUnit.many)} by score, ${model.title}; ${describeUsers(model)}`,
    describe: "In each bar churned below and retained above; the upright lines are the chosen line and the base rate.",
    height: HEIGHT,
    chart: (width) => drawHistogram(bars, model.baseRate, {width, threshold: marked.threshold}),
    table: {
      rows: bars,
      at: {x: (d) => (d.low + d.high) / 2},
      columns: [
        {key: "low", title: "Score from", format: (value) => formatShare(value, 0)},
        {key: "high", title: "to under", format: (value) => formatShare(value, 0)},
        {key: "churned", title: "Churned", format: formatCount},
        {key: "retained", title: "Retained", format: formatCount}
      ]
    },
    source: "Full colour: called churned. Pale: left alone.",
    fileName: "scores-by-class",
    drawsLine: true
  });
}

function drawHistogram(bars: readonly ScoreBar[], baseRate: number, {width, threshold}: {width: number; threshold: number}): Node {
  const called = (d: ScoreBar): number => ((d.low + d.high) / 2 >= threshold ? 1 : 0.4);
  const box = {x1: "low", x2: "high", insetLeft: 0.5, insetRight: 0.5, fillOpacity: called};
  const lines = Number.isFinite(threshold) ? [threshold] : []; // none while nobody is contacted
  const end = Math.max(bars[bars.length - 1].high, ...lines.map((line) => Math.min(1, line + 0.02)));
  const label = {frameAnchor: "top", fill: colors.ink, stroke: colors.paper, strokeWidth: 4, fontWeight: 600} as const;
  const onLeft = threshold > end * 0.7;
  return drawPlot({
    width,
    height: HEIGHT,
    marginTop: 52,
    x: {domain: [0, end * 100], percent: true, label: "Score (in 100) →", ticks: width < 420 ? 4 : 8},
    y: {label: `↑ ${capitalised(rowUnit.many)}`, ticks: 4},
    marks: [
      gridLinesY({ticks: 4}),
      Plot.rectY(bars, {...box, y1: 0, y2: "churned", fill: colors.churned}),
      Plot.rectY(bars, {...box, y1: "churned", y2: (d: ScoreBar) => d.churned + d.retained, fill: colors.retained}),
      Plot.ruleX([baseRate], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.ruleX(lines, {stroke: colors.accent, strokeWidth: 2.5}),
      Plot.text(lines, {
        ...label,
        x: (d: number) => d,
        text: [`line ${formatLine(threshold)}`],
        dy: -30,
        dx: onLeft ? -2 : 2,
        textAnchor: onLeft ? "end" : "start"
      }),
      Plot.text([baseRate], {
        ...label,
        x: (d: number) => d,
        text: [`base rate ${formatInHundred(baseRate)}`],
        fill: colors.muted,
        fontWeight: 500,
        dy: -13,
        dx: -2,
        textAnchor: "start"
      }),
      Plot.text([0], {...label, frameAnchor: "right", text: ["■ retained"], fill: colors.retained, dy: -10, textAnchor: "end"}),
      Plot.text([0], {...label, frameAnchor: "right", text: ["■ churned"], fill: colors.churned, dy: 8, textAnchor: "end"})
    ]
  });
}

/** Users whose score lies in [low, high). */
export interface ScoreBar {
  low: number;
  high: number;
  retained: number;
  churned: number;
}

/**
 * Counts users by score and class in bins of equal width, from 0 to the last bin that holds anybody. A group of users
 * counts whole where its mean score lies, so a bar may hold some of its neighbour's users.
 *
 * @param groups from the highest scores down
 */
export function scoreHistogram(groups: readonly ScoreGroup[], {nBins = 50} = {}): ScoreBar[] {
  const bars = Array.from({length: nBins}, (_, i): ScoreBar => ({low: i / nBins, high: (i + 1) / nBins, retained: 0, churned: 0}));
  let last = 0;
  for (const {n, churned, mean} of groups) {
    const bin = Math.min(nBins - 1, Math.floor(mean * nBins + 1e-9));
    bars[bin].churned += churned;
    bars[bin].retained += n - churned;
    last = Math.max(last, bin);
  }
  return bars.slice(0, last + 1);
}
