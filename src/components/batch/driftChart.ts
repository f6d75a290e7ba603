import * as Plot from "@observablehq/plot";
import type {FileComparison, JudgedInput} from "../../lib/drift/compareFile.js";
import type {NamedInput} from "../../lib/drift/words.js";
import type {Interval} from "../../lib/book/common.js";
import {INDEX_BARS} from "../../lib/drift/compareFile.js";
import {describeDirection, describeDrift, verdictWords} from "../../lib/drift/words.js";
import {formatCount, formatFixed, formatP, sayShare, sayWithin} from "../../lib/format.js";

import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";

const ROW = 34;
const MARGINS = 100;

/** One input as the chart and its twin say it. */
interface DriftRow {
  title: string;
  verdict: string;
  direction: string;
  index: number;
  low: number;
  high: number;
  chance: number;
  gap: number | null;
  gapInterval: Interval | null;
  adjusted: number;
  n: number;
}

export interface DriftChartOptions {
  nameOf: (input: string) => NamedInput;
  /** users that the file is compared with */
  nUsers: number;
}

/** How much each input differs from training, with what chance alone would give. */
export function driftChart(compared: FileComparison, {nameOf, nUsers}: DriftChartOptions): HTMLElement {
  const rows = compared.inputs.map((input) => toRow(input, nameOf(input.reference.name))).sort((a, b) => b.index - a.index);
  const height = rows.length * ROW + MARGINS;
  return chartFigure<DriftRow>({
    title: describeDrift(compared, (name) => nameOf(name).title),
    subtitle:
      `Population stability index by input, with its 95% interval: ${formatCount(compared.n)} rows of the file ` +
      `against ${formatCount(nUsers)} labelled ${rowUnit.many}`,
    describe:
      "Inputs from the most to the least different. A tick marks what chance alone would give so few rows; the " +
      "vertical lines are where a difference counts, and where it is large.",
    height,
    chart: (width) => draw(rows, width, height),
    table: {
      rows,
      columns: [
        {key: "title", title: "Input"},
        {key: "verdict", title: "Verdict"},
        {key: "direction", title: "How", sortable: false},
        {
          key: "index",
          title: "Stability index",
          format: (estimate, {low, high}) => sayWithin({estimate, low, high}, 3),
          hint: `0: the same shares in each tenth of the training ${rowUnit.many}`
        },
        {key: "chance", title: "By chance", format: (value) => formatFixed(value, 3)},
        {
          key: "gap",
          title: "Largest gap, with its 95% interval",
          format: (gap, {gapInterval}) => (gap === null || !gapInterval ? "–" : sayShare({...gapInterval, estimate: gap})),
          hint: "Of the two distribution functions (Kolmogorov-Smirnov D), or of a level’s share"
        },
        {key: "adjusted", title: "p, adjusted", format: formatP},
        {key: "n", title: "Rows", format: formatCount}
      ]
    },
    note:
      `Tick: what chance alone gives, about. The index sums over tenths of the training ${rowUnit.many} how far the file’s ` +
      "shares are from a tenth; by custom 0.1 is where a difference counts and 0.25 where it is large. “Beyond " +
      `chance” is judged over all ${rows.length} inputs together (Holm), so that the chance of any false alarm stays ` +
      "under 5 in 100.",
    fileName: "batch-drift",
    isOwn: true
  });
}

function toRow(input: JudgedInput, named: NamedInput): DriftRow {
  const {index, chance, gap, adjusted, n, verdict} = input;
  return {
    title: named.title,
    verdict: verdictWords[verdict],
    direction: describeDirection(input, named),
    index: index.estimate,
    low: index.low,
    high: index.high,
    chance,
    gap: gap?.size.estimate ?? null,
    gapInterval: gap?.size ?? null,
    adjusted,
    n
  };
}

function draw(rows: readonly DriftRow[], width: number, height: number): Node {
  const isNarrow = width < 520;
  const most = Math.max(0.3, ...rows.map((d) => d.high)) * 1.08;
  const bars = [
    {at: INDEX_BARS.some, text: "a difference counts", anchor: "end"},
    {at: INDEX_BARS.large, text: "large", anchor: "start"}
  ] as const;
  const y = {y: "title", insetTop: 0} as const;
  return drawPlot({
    width,
    height,
    marginTop: 44,
    marginLeft: isNarrow ? 8 : 190,
    marginRight: 16,
    x: {
      type: "sqrt",
      domain: [0, most],
      label: "Stability index →",
      ticks: [0, 0.01, 0.1, 0.25, 0.5, 1, 2, 5, 10].filter((d) => d <= most && !(isNarrow && d === 0.01)),
      tickFormat: String
    },
    y: {domain: rows.map((d) => d.title), label: null, axis: isNarrow ? null : "left", tickSize: 0},
    marks: [
      gridLinesX({ticks: []}),
      Plot.ruleX(bars, {x: "at", stroke: colors.baseline, strokeDasharray: "5,4", strokeWidth: 1.5}),
      bars.map(({at, text, anchor}) =>
        Plot.text([at], {
          x: (d: number) => d,
          text: [isNarrow && anchor === "end" ? "counts" : text],
          textAnchor: anchor,
          dx: anchor === "end" ? 10 : -10,
          frameAnchor: "top",
          dy: -16,
          fill: colors.muted,
          fontWeight: 500
        })
      ),
      Plot.ruleY(rows, {...y, x1: "low", x2: "high", stroke: colors.accent, strokeWidth: 3, strokeOpacity: 0.55, strokeLinecap: "round"}),
      Plot.tickX(rows, {y: "title", x: "chance", stroke: colors.muted, strokeWidth: 2, insetTop: 7, insetBottom: 7}),
      Plot.dot(rows, {...y, x: "index", r: 5, fill: colors.accent, stroke: colors.paper}),
      isNarrow
        ? Plot.text(rows, {
            ...y,
            frameAnchor: "left",
            text: "title",
            dy: -14,
            textAnchor: "start",
            fill: colors.ink,
            stroke: colors.paper,
            strokeWidth: 6
          })
        : null
    ]
  });
}
