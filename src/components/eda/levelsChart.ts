import * as Plot from "@observablehq/plot";
import type {RateBin} from "../../lib/book/eda.js";
import {areBands} from "../../lib/dataset/sortLevels.js";
import {formatCount, formatShare, shorten, formatTick} from "../../lib/format.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";

/** So many levels stand side by side; more are drawn as rows. */
export const MOST_COLUMNS = 8;
/** Rows that one chart draws: the levels of most users; the table beside it has all. */
const MOST_ROWS = 20;
const ROW = 30;

/** The levels that are drawn: those of most users, and first; bands of numbers, such as ages, in their order. */
export function levelsToDraw(rates: readonly RateBin[]): RateBin[] {
  const drawn = [...rates].sort((a, b) => b.n - a.n).slice(0, MOST_ROWS);
  return areBands(rates.map(({label}) => label)) ? rates.filter((rate) => drawn.includes(rate)) : drawn;
}

export function levelsHeight(rates: readonly RateBin[]): number {
  return ROW * levelsToDraw(rates).length + 70;
}

/** Churn rate by level with 95 % intervals, a row a level: for names that are long or many. The base rate runs through. */
export function levelsChart(rates: readonly RateBin[], {baseRate, width, height}: {baseRate: number; width: number; height: number}): Node {
  const rows = levelsToDraw(rates);
  const isNarrow = width < 520;
  const room = isNarrow ? 110 : 210;
  const ticks = isNarrow ? 3 : 5;
  return drawPlot({
    width,
    height,
    marginTop: 34,
    marginLeft: room,
    marginRight: 44,
    x: {domain: [0, Math.max(baseRate, ...rows.map(({high}) => high))]},
    y: {domain: rows.map(({label}) => label), padding: 0.3},
    marks: [
      gridLinesX({ticks}),
      Plot.axisX({ticks, tickFormat: formatTick, tickSize: 0, label: "churned →"}),
      Plot.axisY({
        tickSize: 0,
        label: null,
        fontSize: isNarrow ? 11 : 13,
        tickFormat: (label: string) => shorten(label, isNarrow ? 15 : 30)
      }),
      Plot.barX(rows, {y: "label", x1: "low", x2: "high", fill: colors.churned, fillOpacity: 0.22, rx: 2}),
      Plot.tickX(rows, {y: "label", x: "rate", stroke: colors.churned, strokeWidth: 3}),
      Plot.text(rows, {
        y: "label",
        x: "high",
        text: ({rate}: RateBin) => formatTick(rate),
        textAnchor: "start",
        dx: 6,
        fill: colors.churned,
        fontWeight: 600
      }),
      Plot.ruleX([baseRate], {stroke: colors.ink, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.text([baseRate], {
        x: (d: number) => d,
        frameAnchor: "top",
        dy: -14,
        text: [`everyone ${formatTick(baseRate)}`],
        fill: colors.ink,
        fontWeight: 600
      }),
      Plot.tip(
        rows,
        Plot.pointerY({
          x: "rate",
          y: "label",
          title: (d: RateBin) =>
            `${d.label}: ${formatShare(d.rate)} churned\n${formatShare(d.low)} to ${formatShare(d.high)}\n${formatCount(d.n)} ${rowUnit.many}`
        })
      )
    ]
  });
}
