import * as Plot from "@observablehq/plot";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX, gridLinesY} from "../ui/drawPlot.js";

export interface CalibrationPlotOptions {
  width: number;
  height: number;
  /** the greatest chance that is drawn: both axes end at its next twentieth */
  top: number;
  /** @param end where the axes end */
  marks: (end: number) => Plot.Markish[];
}

/** What was said against what happened, both in 100, with the diagonal on which the two are the same. */
export function drawCalibrationPlot({width, height, top, marks}: CalibrationPlotOptions): Node {
  const end = Math.min(1, Math.ceil(top * 20) / 20);
  const ticks = width < 420 ? 3 : 5;
  return drawPlot({
    width,
    height,
    x: {domain: [0, end * 100], percent: true, ticks, label: "The model says (in 100) →"},
    y: {domain: [0, end * 100], percent: true, ticks, label: "↑ Churned (in 100)"},
    marks: [
      gridLinesX({ticks}),
      gridLinesY({ticks}),
      Plot.link([0], {x1: 0, y1: 0, x2: end, y2: end, stroke: colors.ruleStrong, strokeWidth: 1.5}),
      ...marks(end)
    ]
  });
}
