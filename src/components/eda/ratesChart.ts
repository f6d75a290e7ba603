import * as Plot from "@observablehq/plot";
import type {RateBin, VariableSummary} from "../../lib/book/eda.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesY} from "../ui/drawPlot.js";

export interface RatesChartOptions {
  baseRate: number;
  width: number;
  height: number;
  /** top of the scale, shared between variables so that heights compare */
  top: number;
}

const percent = (value: number): string => `${Math.round(value * 100)}%`;

/** Churn rate by bin with 95 % intervals; the base rate runs through. */
export function ratesChart({rates, title, unit}: VariableSummary, {baseRate, width, height, top}: RatesChartOptions): Node {
  const longest = Math.max(...rates.map(({label}) => label.length));
  const crowded = (width - 110) / rates.length < longest * 6.6 + 6;
  const narrow = (width - 110) / rates.length < 34;
  return drawPlot({
    width, height, marginTop: 40, marginLeft: 44, marginRight: 62, marginBottom: crowded ? 52 + longest * 4.2 : 44,
    x: {type: "band", domain: rates.map(({label}) => label), padding: 0.2},
    y: {domain: [0, top]},
    marks: [
      gridLinesY({ticks: 5}),
      Plot.axisX({tickSize: 0, tickRotate: crowded ? -50 : 0, label: `${title}${unit ? `, ${unit}` : ""} →`, labelArrow: "none", labelAnchor: "right"}),
      Plot.axisY({ticks: 5, tickFormat: percent, tickSize: 0, label: "↑ churned"}),
      Plot.barY(rates, {x: "label", y1: "low", y2: "high", fill: colors.churned, fillOpacity: 0.22, rx: 2}),
      Plot.tickY(rates, {x: "label", y: "rate", stroke: colors.churned, strokeWidth: 3}),
      Plot.text(rates, {x: "label", y: "high", text: ({rate}: RateBin) => (narrow ? String(Math.round(rate * 100)) : percent(rate)), dy: -9, fill: colors.churned, fontWeight: 600}),
      Plot.ruleY([baseRate], {stroke: colors.ink, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.text([baseRate], {y: (d: number) => d, frameAnchor: "right", text: [`everyone\n${percent(baseRate)}`], textAnchor: "start", dx: 6, fill: colors.ink, fontWeight: 600}),
      Plot.tip(rates, Plot.pointerX({x: "label", y: "rate", title: (d: RateBin) => `${d.label}: ${formatShare(d.rate)} churned\n${formatShare(d.low)} to ${formatShare(d.high)}\n${formatCount(d.n)} users`}))
    ]
  });
}
