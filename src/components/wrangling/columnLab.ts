import * as Plot from "@observablehq/plot";
import type {Interval} from "../../lib/book/common.js";
import type {ColumnLabEntry, WranglingBook} from "../../lib/book/wrangling.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import {formatFixed, sayDifference} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {segmentedControl} from "../ui/controls.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {choiceField, urlState} from "../ui/urlState.js";

type Yardstick = "rocAuc" | "logLoss";

interface Entry {
  title: string;
  inputs: number;
  names: string;
  mean: number;
  folds: number[];
  difference: Interval | null;
}

const yardsticks: Record<Yardstick, {title: string; axis: string}> = {
  rocAuc: {title: "ROC AUC", axis: "ROC AUC, higher is better →"},
  logLoss: {title: "Log loss", axis: "← log loss, lower is better"}
};
const halo = {stroke: colors.paper, strokeWidth: 4} as const;

/** The same logistic regression under the same folds, on different sets of columns; null where the definition names none. */
export function columnLab(
  {columnLab: lab}: WranglingBook,
  {baseRate, titleOf}: {baseRate: number; titleOf: (input: string) => string}
): ChartFigure | null {
  if (lab.length === 0) return null;
  const state = urlState({by: choiceField<Yardstick>(["rocAuc", "logLoss"], "rocAuc")});
  const rowsBy = (by: Yardstick): Entry[] => labEntries(lab, by, titleOf);
  const rows = rowsBy("rocAuc");
  const height = 62 * rows.length + 84;
  const control = segmentedControl<Yardstick>({
    label: "Measured by",
    value: state.value.by,
    choices: [
      {value: "rocAuc", label: "ROC AUC"},
      {value: "logLoss", label: "Log loss"}
    ],
    onChange: (by) => {
      state.set({by});
      figure.redraw();
    }
  });
  const figure = chartFigure({
    title: claimOfLab(lab),
    subtitle:
      "Cross-validated score of one logistic regression on each set of columns; small dots are the folds, and the difference to all inputs has " +
      "a 95% interval, corrected for what folds share (Nadeau and Bengio, 2003)",
    describe: rows.map(({title, mean}) => `${title}: ROC AUC ${formatFixed(mean, 3)}`).join("; "),
    fileName: "column-lab",
    controls: control.element,
    height,
    chart: (width) => drawLab(rowsBy(state.value.by), {width, height, by: state.value.by, baseRate}),
    table: {
      columns: [
        {key: "title", title: "Columns", format: (title, {inputs}) => `${title} (${inputs})`},
        {key: "mean", title: "ROC AUC", format: (value) => formatFixed(value, 4)},
        {key: "difference", title: "Difference to all", align: "right", sortValue: (d) => d?.estimate ?? 0, format: differenceWords},
        {key: "names", title: "Which"}
      ],
      rows
    }
  });
  return figure;
}

function labEntries(lab: readonly ColumnLabEntry[], by: Yardstick, titleOf: (input: string) => string): Entry[] {
  return lab
    .map(({title, inputs, metrics, rocAucDifference, logLossDifference}) => ({
      title,
      inputs: inputs.length,
      names: inputs.map(titleOf).join(", "),
      mean: metrics[by].mean,
      folds: metrics[by].folds,
      difference: by === "rocAuc" ? rocAucDifference : logLossDifference
    }))
    .sort((a, b) => (by === "rocAuc" ? a.mean - b.mean : b.mean - a.mean));
}

/** What the best single column reaches of the full set, else the range. */
export function claimOfLab(lab: readonly ColumnLabEntry[]): string {
  const auc = ({metrics}: ColumnLabEntry): number => metrics.rocAuc.mean;
  const sorted = [...lab].sort((a, b) => auc(a) - auc(b));
  const [worst, best] = [sorted[0], sorted[sorted.length - 1]];
  const single = sorted.filter(({inputs}) => inputs.length === 1).pop();
  const start = `${worst.title}: ${formatFixed(auc(worst), 2)}.`;
  if (!single || single === best) return `${start} ${best.title}: ${formatFixed(auc(best), 2)}`;
  return `${start} ${single.title}: ${formatFixed(auc(single), 2)}. ${best.title}: ${formatFixed(auc(best), 2)}`;
}

function differenceWords(difference: Interval | null): string {
  if (!difference) return "the reference";
  return sayDifference(difference, 3);
}

function drawLab(
  rows: readonly Entry[],
  {width, height, by, baseRate}: {width: number; height: number; by: Yardstick; baseRate: number}
): Node {
  const small = width < 620;
  const baseline = by === "rocAuc" ? 0.5 : -(baseRate * Math.log(baseRate) + (1 - baseRate) * Math.log(1 - baseRate));
  const all = rows.flatMap(({folds, title}) => folds.map((score) => ({score, title})));
  const ends = [...all.map(({score}) => score), baseline];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const pad = (high - low) * 0.06;
  return drawPlot({
    width,
    height,
    marginLeft: small ? 8 : 270,
    marginRight: small ? 16 : 190,
    marginTop: small ? 56 : 40,
    x: {domain: [low - pad, high + pad]},
    y: {domain: rows.map(({title}) => title), axis: null},
    marks: [
      gridLinesX({ticks: 5}),
      Plot.axisX({ticks: 5, tickSize: 0, label: yardsticks[by].axis, labelArrow: "none", labelAnchor: "center"}),
      Plot.ruleX([baseline], {stroke: colors.baseline, strokeWidth: 2, strokeDasharray: "5,4"}),
      Plot.text([baseline], {
        x: (d: number) => d,
        frameAnchor: "top",
        dy: small ? -36 : -18,
        text: ["base rate"],
        fill: colors.muted,
        fontWeight: 600,
        textAnchor: by === "rocAuc" ? "start" : "end"
      }),
      Plot.ruleY(rows, {y: "title", x1: () => baseline, x2: "mean", stroke: colors.ruleStrong, strokeWidth: 1.5}),
      Plot.dot(all, {x: "score", y: "title", r: 2.5, fill: colors.accent, fillOpacity: 0.55, dy: 9}),
      Plot.dot(rows, {x: "mean", y: "title", r: 7, fill: colors.accent, stroke: colors.paper, strokeWidth: 1.5}),
      Plot.text(rows, {
        x: "mean",
        y: "title",
        text: ({mean}: Entry) => formatFixed(mean, 3),
        dy: -16,
        fontWeight: 650,
        fontSize: 13,
        fill: colors.ink,
        ...halo
      }),
      ...(small ? nameAbove(rows) : nameBeside(rows))
    ]
  });
}

function nameAbove(rows: readonly Entry[]): Plot.Markish[] {
  return [
    Plot.text(rows, {
      frameAnchor: "left",
      y: "title",
      text: ({title, inputs}: Entry) => `${title} (${inputs})`,
      textAnchor: "start",
      dy: -31,
      fontWeight: 600,
      fill: colors.ink,
      ...halo
    })
  ];
}

/** The set's name and size at the left, its difference to all inputs at the right. */
function nameBeside(rows: readonly Entry[]): Plot.Markish[] {
  const left = {frameAnchor: "left", dx: -270, y: "title", textAnchor: "start"} as const;
  return [
    Plot.text(rows, {
      ...left,
      text: "title",
      fontSize: 13,
      fontWeight: 600,
      fill: colors.ink,
      dy: -7,
      lineWidth: 20,
      textOverflow: "ellipsis"
    }),
    Plot.text(rows, {
      ...left,
      text: ({inputs}: Entry) => `${inputs} column${inputs === 1 ? "" : "s"}`,
      fill: colors.muted,
      dy: 10
    }),
    Plot.text(rows, {
      frameAnchor: "right",
      dx: 190,
      y: "title",
      text: ({difference}: Entry) => differenceWords(difference),
      textAnchor: "end",
      fill: colors.muted
    })
  ];
}
