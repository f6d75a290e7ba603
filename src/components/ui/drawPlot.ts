import * as Plot from "@observablehq/plot";
import {shorten} from "../../lib/format.js";
import {colors} from "./colors.js";

/**
 * A Plot with the house style: Inter, no frame, transparent ground, room for the axis titles.
 * Options given here win over the style's.
 *
 * @returns the SVG (or the figure that Plot wraps round it when it draws a legend)
 */
export function drawPlot(options: Plot.PlotOptions): SVGSVGElement | HTMLElement {
  const {style, ...rest} = options;
  return Plot.plot({
    marginTop: 24,
    marginRight: 24,
    marginBottom: 44,
    marginLeft: 48,
    ...rest,
    className: "plot",
    style: {
      fontFamily: "var(--sans)",
      fontSize: "12px",
      color: colors.ink,
      background: "transparent",
      overflow: "visible",
      ...(typeof style === "object" && style !== null ? style : {})
    }
  });
}

/** About the width of a letter of an axis title, in pixels. */
const LETTER = 6.4;

/** The title of an axis, cut off where it would reach beyond so many pixels: SVG wraps no line. */
export function fitTitle(title: string, width: number): string {
  return shorten(title, Math.max(12, Math.floor(width / LETTER) - 2)); // an arrow beside it
}

/** Horizontal hairlines behind the marks. */
export function gridLinesY(options: Plot.GridYOptions = {}): Plot.Markish {
  return Plot.gridY({stroke: colors.rule, strokeOpacity: 1, ...options});
}

/** Vertical hairlines behind the marks. */
export function gridLinesX(options: Plot.GridXOptions = {}): Plot.Markish {
  return Plot.gridX({stroke: colors.rule, strokeOpacity: 1, ...options});
}

/** The base rate as a dashed horizontal line with its own label, at the right end. `y` in the chart's unit. */
export function baseRateRuleY(y: number, label: string, options: Plot.TextOptions = {}): Plot.Markish {
  return [
    Plot.ruleY([y], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
    Plot.text([y], {
      y: (d: number) => d,
      frameAnchor: "right",
      text: [label],
      textAnchor: "end",
      dy: -7,
      fill: colors.muted,
      stroke: colors.paper,
      strokeWidth: 4,
      fontWeight: 500,
      ...options
    })
  ];
}
