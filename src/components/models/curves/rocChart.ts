import * as Plot from "@observablehq/plot";
import {formatFixed, formatShare} from "../../../lib/format.js";
import type {ChartFigure} from "../../ui/chartFigure.js";
import {chartFigure} from "../../ui/chartFigure.js";
import {colors} from "../../ui/colors.js";
import {drawPlot, gridLinesX, gridLinesY} from "../../ui/drawPlot.js";
import {rocClaim} from "./curveClaims.js";
import type {DrawnEvidence} from "./pairOf.js";
import type {Marked} from "./shared.js";
import {CURVE_HEIGHT, curveMarks, describeUsers, nameMarks, thresholdMarks} from "./shared.js";

/** How well scores rank: churners found against retained users disturbed, at every line one could draw. */
export function rocChart(models: readonly DrawnEvidence[], marked: Marked): ChartFigure {
  const rows = models.flatMap(({title, thresholds}) =>
    thresholds.map(({threshold, recall, specificity}) => ({title, threshold, recall, falseAlarms: 1 - specificity}))
  );
  return chartFigure({
    title: rocClaim(models),
    subtitle: `ROC curve; ${describeUsers(models[0])}; area ${models.map((d) => formatFixed(d.rocAuc, 3)).join(" and ")}`,
    describe: `${rocClaim(models)}. The dashed diagonal is chance, which is also the base rate.`,
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
    fileName: "roc-curve"
  });
}

function drawRoc(models: readonly DrawnEvidence[], width: number, threshold: number): Node {
  const points = models.map((model) => {
    const {recall, specificity} = model.at(threshold);
    return {x: 1 - specificity, y: recall, color: model.color};
  });
  const ticks = width < 420 ? 3 : 5;
  return drawPlot({
    width,
    height: CURVE_HEIGHT,
    x: {domain: [0, 100], percent: true, ticks, label: "Retained users called churned (%) →"},
    y: {domain: [0, 100], percent: true, ticks, label: "↑ Churners found (%)"},
    marks: [
      gridLinesX({ticks}),
      gridLinesY({ticks}),
      Plot.link([0], {x1: 0, y1: 0, x2: 1, y2: 1, stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "2,4"}),
      ...curveMarks(models, {points: (d) => d.roc, x: (d) => d.falsePositiveRate, y: (d) => d.truePositiveRate}),
      ...thresholdMarks(points, threshold),
      Plot.text([[0.5, 0.5]], {text: ["chance"], dx: 10, dy: 12, textAnchor: "start", fill: colors.muted, stroke: colors.paper, strokeWidth: 4}),
      ...nameMarks(models, "bottom-right")
    ]
  });
}
