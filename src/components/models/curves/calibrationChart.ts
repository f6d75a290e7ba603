import * as Plot from "@observablehq/plot";
import {formatCount, formatInHundred, formatShare} from "../../../lib/format.js";
import type {ChartFigure} from "../../ui/chartFigure.js";
import {chartFigure} from "../../ui/chartFigure.js";
import {colors} from "../../ui/colors.js";
import {baseRateRuleY, drawPlot, gridLinesX, gridLinesY} from "../../ui/drawPlot.js";
import {calibrationClaim} from "./curveClaims.js";
import type {DrawnEvidence} from "./pairOf.js";
import type {Marked} from "./shared.js";
import {CURVE_HEIGHT, describeUsers, nameMarks} from "./shared.js";

/** Whether 26 in 100 means 26 in 100: users of similar score, what was said against what happened. */
export function calibrationChart(models: readonly DrawnEvidence[], marked: Marked): ChartFigure {
  const rows = models.flatMap(({title, calibration}) => calibration.map((bin) => ({title, ...bin})));
  return chartFigure({
    title: calibrationClaim(models),
    subtitle: `Calibration in ${models[0].calibration.length === 1 ? "one group" : `${models[0].calibration.length} groups`} of similar score, with 95% intervals; ${describeUsers(models[0])}`,
    describe: `${calibrationClaim(models)}. On the diagonal, the score means what it says. The dashed line is the base rate.`,
    height: CURVE_HEIGHT,
    chart: (width) => drawCalibration(models, width, marked.threshold),
    table: {
      rows,
      at: {x: (d) => d.predicted, y: (d) => d.observed},
      columns: [
        {key: "title", title: "Model"},
        {key: "n", title: "Users", format: formatCount},
        {key: "predicted", title: "Said", format: (value) => formatShare(value)},
        {key: "observed", title: "Churned", format: (value) => formatShare(value)},
        {key: "low", title: "From", format: (value) => formatShare(value)},
        {key: "high", title: "To", format: (value) => formatShare(value)}
      ]
    },
    source: "Above the diagonal: more churned than the score said",
    fileName: "calibration"
  });
}

function drawCalibration(models: readonly DrawnEvidence[], width: number, threshold: number): Node {
  const top = Math.max(0.1, ...models.flatMap((d) => d.calibration.flatMap((bin) => [bin.predicted, bin.high])));
  const end = Math.min(1, Math.ceil(top * 20) / 20);
  const ticks = width < 420 ? 3 : 5;
  const {baseRate} = models[0];
  return drawPlot({
    width,
    height: CURVE_HEIGHT,
    x: {domain: [0, end * 100], percent: true, ticks, label: "The model says (in 100) →"},
    y: {domain: [0, end * 100], percent: true, ticks, label: "↑ Churned (in 100)"},
    marks: [
      gridLinesX({ticks}),
      gridLinesY({ticks}),
      Plot.link([0], {x1: 0, y1: 0, x2: end, y2: end, stroke: colors.ruleStrong, strokeWidth: 1.5}),
      baseRateRuleY(baseRate, `base rate ${formatInHundred(baseRate)}`),
      threshold <= end ? Plot.ruleX([threshold], {stroke: colors.accent, strokeWidth: 1, strokeOpacity: 0.6}) : null,
      ...models.flatMap((model, i) => [
        Plot.ruleX(model.calibration, {x: "predicted", y1: "low", y2: "high", stroke: model.color, strokeWidth: 2, strokeOpacity: 0.5}),
        Plot.line(model.calibration, {x: "predicted", y: "observed", stroke: model.color, strokeWidth: 1.5, strokeOpacity: 0.7, strokeDasharray: i === 0 ? undefined : "6,4"}),
        Plot.dot(model.calibration, {x: "predicted", y: "observed", r: 4.5, symbol: i === 0 ? "circle" : "diamond", fill: model.color, stroke: colors.paper})
      ]),
      ...nameMarks(models, "top-left")
    ]
  });
}
