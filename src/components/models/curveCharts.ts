import * as Plot from "@observablehq/plot";
import type {DrawnEvidence, Marked} from "./curveParts.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import {el} from "../ui/dom.js";
import {capitalised, formatCount, formatFixed, formatInHundred, formatShare} from "../../lib/format.js";
import {tooFew} from "./thresholdTables.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {baseRateRuleY, drawPlot, gridLinesX, gridLinesY} from "../ui/drawPlot.js";
import {
  calibrationClaim,
  CURVE_HEIGHT,
  describeUsers,
  nameMarks,
  precisionRecallClaim,
  curveMarks,
  thresholdMarks,
  rocClaim
} from "./curveParts.js";
import {rowUnit} from "../ui/rowUnit.js";
import {drawCalibrationPlot} from "../shared/calibrationPlot.js";
import {differenceCurves, gapChart} from "./differenceCurves.js";

export interface CurveOptions {
  threshold: number;
  /** whom two models are compared with, on the same users */
  champion: DrawnEvidence | null;
}

/** The three curves side by side; `mark` moves the points that show where a threshold lies. */
export interface CurveCharts extends HTMLElement {
  mark: (threshold: number) => void;
}

/**
 * Of one model ROC, precision-recall and calibration, chance or base rate drawn in each. Of two how their gains and ROC curves
 * differ from the Champion's, and how far each one's words are from what happened: as lines on top of each other they would hide it.
 */
export function curveCharts(models: readonly DrawnEvidence[], {threshold, champion}: CurveOptions): CurveCharts {
  if (models.length === 0 || champion === null) return Object.assign(tooFew(), {mark: () => undefined});
  const marked = {threshold};
  const others = models.filter(({name}) => name !== champion.name);
  const charts =
    models.length === 1
      ? [rocChart(models, marked), precisionRecallChart(models, marked), calibrationChart(models, marked)]
      : [...differenceCurves(others, champion, marked), gapChart(models, marked)];
  const mark = (next: number): void => {
    marked.threshold = next;
    charts.forEach((chart) => chart.redraw());
  };
  return Object.assign(el("div", {class: "curve-charts"}, charts), {mark});
}

/** Whether 26 in 100 means 26 in 100: users of similar score, what was said against what happened. */
function calibrationChart(models: readonly DrawnEvidence[], marked: Marked): ChartFigure {
  const rows = models.flatMap(({title, calibration}) => calibration.map((bin) => ({title, ...bin})));
  return chartFigure({
    title: calibrationClaim(models),
    subtitle:
      `Calibration in ${models[0].calibration.length === 1 ? "one group" : `${models[0].calibration.length} groups`} ` +
      `of similar score, with 95% intervals; ${describeUsers(models[0])}`,
    describe: "On the diagonal, the score means what it says. The dashed line is the base rate.",
    height: CURVE_HEIGHT,
    chart: (width) => drawCalibration(models, width, marked.threshold),
    table: {
      rows,
      at: {x: (d) => d.predicted, y: (d) => d.observed},
      columns: [
        {key: "title", title: "Model"},
        {key: "n", title: capitalised(rowUnit.many), format: formatCount},
        {key: "predicted", title: "Said", format: (value) => formatShare(value)},
        {key: "observed", title: "Churned", format: (value) => formatShare(value)},
        {key: "low", title: "From", format: (value) => formatShare(value)},
        {key: "high", title: "To", format: (value) => formatShare(value)}
      ]
    },
    source: "Above the diagonal: more churned than the score said",
    fileName: "calibration",
    drawsLine: true
  });
}

function drawCalibration(models: readonly DrawnEvidence[], width: number, threshold: number): Node {
  const top = Math.max(0.1, ...models.flatMap((d) => d.calibration.flatMap((bin) => [bin.predicted, bin.high])));
  const {baseRate} = models[0];
  return drawCalibrationPlot({
    width,
    height: CURVE_HEIGHT,
    top,
    marks: (end) => [
      baseRateRuleY(baseRate, `base rate ${formatInHundred(baseRate)}`),
      threshold <= end ? Plot.ruleX([threshold], {stroke: colors.accent, strokeWidth: 1, strokeOpacity: 0.6}) : null,
      ...models.flatMap((model, i) => [
        Plot.ruleX(model.calibration, {x: "predicted", y1: "low", y2: "high", stroke: model.color, strokeWidth: 2, strokeOpacity: 0.5}),
        Plot.line(model.calibration, {
          x: "predicted",
          y: "observed",
          stroke: model.color,
          strokeWidth: 1.5,
          strokeOpacity: 0.7,
          strokeDasharray: model.dash
        }),
        Plot.dot(model.calibration, {
          x: "predicted",
          y: "observed",
          r: 4.5,
          symbol: i === 0 ? "circle" : "diamond",
          fill: model.color,
          stroke: colors.paper
        })
      ]),
      ...nameMarks(models, "top-left")
    ]
  });
}

/** How many of those called churned did churn, against the share of churners found; the base rate as the floor. */
function precisionRecallChart(models: readonly DrawnEvidence[], marked: Marked): ChartFigure {
  const rows = models.flatMap(({title, thresholds}) =>
    thresholds
      .filter((d) => d.contacted > 0)
      .map(({threshold, recall, precision, contacted}) => ({title, threshold, recall, precision, contacted}))
  );
  return chartFigure({
    title: precisionRecallClaim(models),
    subtitle: `Precision and recall; ${describeUsers(models[0])}; average precision ${models.map((d) => formatFixed(d.averagePrecision, 3)).join(" and ")}`,
    describe: `The dashed line is the base rate, ${formatInHundred(models[0].baseRate)}.`,
    height: CURVE_HEIGHT,
    chart: (width) => drawPrecisionRecall(models, width, marked.threshold),
    table: {
      rows,
      at: {x: (d) => d.recall, y: (d) => d.precision},
      columns: [
        {key: "title", title: "Model"},
        {key: "threshold", title: "Line", format: (value) => formatShare(value, 0)},
        {key: "precision", title: "Churned among the called", format: (value) => formatShare(value)},
        {key: "recall", title: "Churners found", format: (value) => formatShare(value)},
        {key: "contacted", title: "Called churned", format: (value) => formatShare(value)}
      ]
    },
    source: "Dots: the line chosen below",
    fileName: "precision-recall",
    drawsLine: true
  });
}

function drawPrecisionRecall(models: readonly DrawnEvidence[], width: number, threshold: number): Node {
  const points = models
    .map((model) => ({row: model.at(threshold), color: model.color}))
    .filter(({row}) => row.contacted > 0)
    .map(({row, color}) => ({x: row.recall, y: row.precision, color}));
  const ticks = width < 420 ? 3 : 5;
  return drawPlot({
    width,
    height: CURVE_HEIGHT,
    x: {domain: [0, 100], percent: true, ticks, label: "Churners found (%) →"},
    y: {domain: [0, 100], percent: true, ticks, label: "↑ Churned among those called (%)"},
    marks: [
      gridLinesX({ticks}),
      gridLinesY({ticks}),
      baseRateRuleY(models[0].baseRate, `base rate ${formatInHundred(models[0].baseRate)}`, {
        frameAnchor: "left",
        textAnchor: "start",
        dx: 8,
        dy: 12
      }),
      ...curveMarks(models, {points: (d) => d.precisionRecall, x: (d) => d.recall, y: (d) => d.precision}),
      ...thresholdMarks(points, threshold, {above: true}),
      ...nameMarks(models, "top-right")
    ]
  });
}

/** How well scores rank: churners found against retained users disturbed, at every line one could draw. */
function rocChart(models: readonly DrawnEvidence[], marked: Marked): ChartFigure {
  const rows = models.flatMap(({title, thresholds}) =>
    thresholds.map(({threshold, recall, specificity}) => ({title, threshold, recall, falseAlarms: 1 - specificity}))
  );
  return chartFigure({
    title: rocClaim(models),
    subtitle: `ROC curve; ${describeUsers(models[0])}; area ${models.map((d) => formatFixed(d.rocAuc, 3)).join(" and ")}`,
    describe: "The dashed diagonal is chance, which is also the base rate.",
    height: CURVE_HEIGHT,
    chart: (width) => drawRoc(models, width, marked.threshold),
    table: {
      rows,
      at: {x: (d) => d.falseAlarms, y: (d) => d.recall},
      columns: [
        {key: "title", title: "Model"},
        {key: "threshold", title: "Line", format: (value) => formatShare(value, 0)},
        {key: "recall", title: "Churners found", format: (value) => formatShare(value)},
        {key: "falseAlarms", title: "Retained called churned", format: (value) => formatShare(value)}
      ]
    },
    source: "Dots: the line chosen below",
    fileName: "roc-curve",
    drawsLine: true
  });
}

function drawRoc(models: readonly DrawnEvidence[], width: number, threshold: number): Node {
  const points = models
    .map((model) => ({row: model.at(threshold), color: model.color}))
    .filter(({row}) => row.contacted > 0)
    .map(({row, color}) => ({x: 1 - row.specificity, y: row.recall, color}));
  const ticks = width < 420 ? 3 : 5;
  return drawPlot({
    width,
    height: CURVE_HEIGHT,
    x: {domain: [0, 100], percent: true, ticks, label: `Retained ${rowUnit.many} called churned (%) →`},
    y: {domain: [0, 100], percent: true, ticks, label: "↑ Churners found (%)"},
    marks: [
      gridLinesX({ticks}),
      gridLinesY({ticks}),
      Plot.link([0], {x1: 0, y1: 0, x2: 1, y2: 1, stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "2,4"}),
      ...curveMarks(models, {points: (d) => d.roc, x: (d) => d.falsePositiveRate, y: (d) => d.truePositiveRate}),
      ...thresholdMarks(points, threshold),
      Plot.text([[0.5, 0.5]], {
        text: ["chance"],
        dx: 10,
        dy: 12,
        textAnchor: "start",
        fill: colors.muted,
        stroke: colors.paper,
        strokeWidth: 4
      }),
      ...nameMarks(models, "bottom-right")
    ]
  });
}
