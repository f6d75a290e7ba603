import {formatFixed, formatInHundred, formatShare} from "../../../lib/format.js";
import type {ChartFigure} from "../../ui/chartFigure.js";
import {chartFigure} from "../../ui/chartFigure.js";
import {baseRateRuleY, drawPlot, gridLinesX, gridLinesY} from "../../ui/drawPlot.js";
import {precisionRecallClaim} from "./curveClaims.js";
import type {DrawnEvidence} from "./pairOf.js";
import type {Marked} from "./shared.js";
import {CURVE_HEIGHT, curveMarks, describeUsers, nameMarks, thresholdMarks} from "./shared.js";

/** How many of those called churned did churn, against the share of churners found; the base rate as the floor. */
export function precisionRecallChart(models: readonly DrawnEvidence[], marked: Marked): ChartFigure {
  const rows = models.flatMap(({title, thresholds}) =>
    thresholds.filter((d) => d.contacted > 0).map(({threshold, recall, precision, contacted}) => ({title, threshold, recall, precision, contacted}))
  );
  return chartFigure({
    title: precisionRecallClaim(models),
    subtitle: `Precision and recall; ${describeUsers(models[0])}; average precision ${models.map((d) => formatFixed(d.averagePrecision, 3)).join(" and ")}`,
    describe: `${precisionRecallClaim(models)}. The dashed line is the base rate, ${formatInHundred(models[0].baseRate)}.`,
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
        {key: "contacted", title: "Users called", format: (value) => formatShare(value)}
      ]
    },
    source: "Dots: the line chosen below",
    fileName: "precision-recall"
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
      baseRateRuleY(models[0].baseRate, `base rate ${formatInHundred(models[0].baseRate)}`, {frameAnchor: "left", textAnchor: "start", dx: 8, dy: 12}),
      ...curveMarks(models, {points: (d) => d.precisionRecall, x: (d) => d.recall, y: (d) => d.precision}),
      ...thresholdMarks(points, threshold, {above: true}),
      ...nameMarks(models, "top-right")
    ]
  });
}
