import * as Plot from "@observablehq/plot";
import type {RateMove} from "../../lib/model/shiftBaseRate.js";
import type {ScoreReference} from "../../lib/book/reference.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import type {Line} from "./countCards.js";
import {LEAST_ROWS} from "../../lib/drift/compareFile.js";
import {summariseScores} from "../../lib/drift/summarise.js";
import {formatCount, formatInHundred, formatShare} from "../../lib/format.js";
import {formatBeside, formatLine} from "../../lib/whatif/values.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesY} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";

const HEIGHT = 320;

interface Bar {
  low: number;
  high: number;
  /** shares of the file's rows and of the training users */
  file: number;
  training: number;
}

export interface ScoreChartOptions {
  scores: Float64Array;
  training: ScoreReference;
  model: string;
  baseRate: number;
  /** how the file's scores were moved, and the training users' were not; null: neither were */
  rate: RateMove | null;
  /** the line as it is now */
  line: () => Line;
}

/** The file's scores beside those of the training users, whom models scored that had not seen them. */
export function scoreChart(options: ScoreChartOptions): ChartFigure {
  const {scores, training, model, rate} = options;
  const file = summariseScores(scores);
  const bars = toBars(file, training);
  const n = training.counts.reduce((a, b) => a + b, 0);
  return chartFigure<Bar>({
    title: claimOfScores({file: file.mean, training: training.mean, n: scores.length}, rate),
    subtitle:
      `Share of rows by score, ${model}: ${formatCount(scores.length)} ${scores.length === 1 ? "row" : "rows"} of the file` +
      `${rate ? `, moved to a churn rate of ${formatLine(rate.to)}` : ""}; ` +
      `${formatCount(n)} training ${rowUnit.many}, out-of-fold${rate ? ", not moved" : ""}`,
    describe: `Bars are the file’s rows by score; the stepped line is the training ${rowUnit.many}. The vertical lines are the contact line and the base rate.`,
    height: HEIGHT,
    chart: (width) => draw(bars, width, options),
    table: {
      rows: bars,
      columns: [
        {key: "low", title: "Score from", format: (value) => formatShare(value, 0)},
        {key: "high", title: "to under", format: (value) => formatShare(value, 0)},
        {key: "file", title: "Rows of the file", format: (value) => formatShare(value)},
        {key: "training", title: `Training ${rowUnit.many}`, format: (value) => formatShare(value)}
      ]
    },
    fileName: "batch-scores",
    isOwn: true
  });
}

/** What the means say of two sets of scores; of few rows nothing but the means. @param n rows of the file */
export function claimOfScores({file, training, n}: {file: number; training: number; n: number}, rate: RateMove | null): string {
  const [now, before] = [formatBeside(file, training), formatBeside(training, file)];
  if (rate)
    return `Moved to the churn rate known of now, the rows score ${now} on average; the training ${rowUnit.many}, not moved, ${before}`;
  if (n < LEAST_ROWS) return `${n === 1 ? "The row scores" : "The rows score"} ${now} on average, the training ${rowUnit.many} ${before}`;
  const way = Math.abs(file - training) < 0.01 ? "about as high as" : file > training ? "higher than" : "lower than";
  return `The rows score ${way} the training ${rowUnit.many}: ${now} on average, against ${before}`;
}

function toBars(file: ScoreReference, training: ScoreReference): Bar[] {
  const total = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0) || 1;
  const [n, m, width] = [total(file.counts), total(training.counts), file.counts.length];
  const last = Math.max(...[file, training].map(({counts}) => counts.findLastIndex((d) => d > 0)));
  return file.counts
    .slice(0, last + 1)
    .map((count, i) => ({low: i / width, high: (i + 1) / width, file: count / n, training: training.counts[i] / m}));
}

function draw(bars: readonly Bar[], width: number, {baseRate, line}: ScoreChartOptions): Node {
  const {value, isDrawn} = line();
  const end = Math.max(bars[bars.length - 1]?.high ?? 0.1, Math.min(1, value + 0.02));
  const label = {frameAnchor: "top", stroke: colors.paper, strokeWidth: 4} as const;
  const onLeft = value > end * 0.7;
  const outline = [
    {at: 0, share: 0},
    ...bars.flatMap((d) => [
      {at: d.low, share: d.training},
      {at: d.high, share: d.training}
    ])
  ];
  return drawPlot({
    width,
    height: HEIGHT,
    marginTop: 56,
    x: {domain: [0, end * 100], percent: true, label: "Score (in 100) →", ticks: width < 420 ? 4 : 8},
    y: {percent: true, label: "↑ Share of rows (%)", ticks: 4},
    marks: [
      gridLinesY({ticks: 4}),
      Plot.rectY(bars, {x1: "low", x2: "high", y: "file", insetLeft: 0.5, insetRight: 0.5, fill: colors.accent, fillOpacity: 0.55}),
      Plot.line(outline, {x: "at", y: "share", stroke: colors.ink, strokeWidth: 1.5}),
      Plot.ruleX([baseRate], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      isDrawn ? Plot.ruleX([value], {stroke: colors.accent, strokeWidth: 2.5}) : null,
      isDrawn
        ? Plot.text([value], {
            ...label,
            x: (d: number) => d,
            text: [`line ${formatLine(value)}`],
            fill: colors.ink,
            fontWeight: 600,
            dy: -34,
            dx: onLeft ? -2 : 2,
            textAnchor: onLeft ? "end" : "start"
          })
        : null,
      Plot.text([baseRate], {
        ...label,
        x: (d: number) => d,
        text: [`base rate ${formatInHundred(baseRate)}`],
        fill: colors.muted,
        fontWeight: 500,
        dy: -15,
        dx: -2,
        textAnchor: "start"
      }),
      Plot.text([0], {...label, frameAnchor: "top-right", text: ["■ rows of the file"], fill: colors.accent, dy: 2, textAnchor: "end"}),
      Plot.text([0], {
        ...label,
        frameAnchor: "top-right",
        text: [`— training ${rowUnit.many}`],
        fill: colors.ink,
        dy: 20,
        textAnchor: "end"
      })
    ]
  });
}
