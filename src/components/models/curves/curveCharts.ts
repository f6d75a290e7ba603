import {el} from "../../ui/dom.js";
import {calibrationChart} from "./calibrationChart.js";
import type {DrawnEvidence} from "./pairOf.js";
import {precisionRecallChart} from "./precisionRecallChart.js";
import {rocChart} from "./rocChart.js";

/** The three curves side by side; `mark` moves the points that show where a threshold lies. */
export interface CurveCharts extends HTMLElement {
  mark: (threshold: number) => void;
}

/** ROC, precision-recall and calibration of one or two models, chance or base rate drawn in each. */
export function curveCharts(models: readonly DrawnEvidence[], {threshold}: {threshold: number}): CurveCharts {
  const marked = {threshold};
  const charts = [rocChart(models, marked), precisionRecallChart(models, marked), calibrationChart(models, marked)];
  const mark = (next: number): void => {
    marked.threshold = next;
    charts.forEach((chart) => chart.redraw());
  };
  return Object.assign(el("div", {class: "curve-charts"}, charts), {mark});
}
