import * as Plot from "@observablehq/plot";
import type {HistogramBin, VariableSummary, RateBin} from "../../lib/book/eda.js";
import {formatValue, formatCount, formatShare, formatTick, shorten} from "../../lib/format.js";
import {titleWithUnit} from "../../lib/whatif/values.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesY, fitTitle} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";

interface Share {
  label: string;
  low: number;
  high: number;
  share: number;
  of: "churned" | "retained";
}

const halo = {stroke: colors.paper, strokeWidth: 4} as const;

/** Each class's own distribution: shares within the class, so that the rarer one is as tall as the other. */
export function distributionChart(variable: VariableSummary, width: number, height: number): Node {
  const shares = sharesOf(foldTail(variable.histogram));
  return variable.kind === "category" ? categoryChart(shares, width, height) : numberChart(variable, shares, {width, height});
}

/** Where a long tail begins that the last bin gathers, because it is wider than the one before; null if there is none. */
export function tailStart(histogram: readonly HistogramBin[]): number | null {
  const [before, last] = histogram.slice(-2);
  return last && last.high - last.low > 1.5 * (before.high - before.low) ? last.low : null;
}

/** The gathered tail drawn as wide as the bin before it, so that area does not exaggerate it. */
function foldTail(histogram: readonly HistogramBin[]): HistogramBin[] {
  if (tailStart(histogram) === null) return [...histogram];
  const [before, last] = histogram.slice(-2);
  return [...histogram.slice(0, -1), {...last, high: last.low + before.high - before.low}];
}

/** Shares of a class; of bins joined because few users are in them, the share of each bar as wide as the narrowest. */
function sharesOf(histogram: readonly HistogramBin[]): Share[] {
  const widths = histogram.map(({low, high}) => high - low);
  const base = Math.min(...widths);
  return (["retained", "churned"] as const).flatMap((of) => {
    const total = histogram.reduce((sum, bin) => sum + bin[of], 0);
    return histogram.map(({label, low, high, [of]: count}, i) => ({
      label,
      low,
      high,
      share: ((total > 0 ? count / total : 0) * (base > 0 ? base : 1)) / (base > 0 ? widths[i] : 1),
      of
    }));
  });
}

function numberChart(
  {churned, retained, unit, title}: VariableSummary,
  shares: readonly Share[],
  {width, height}: {width: number; height: number}
): Node {
  const of = (name: "churned" | "retained"): Share[] => shares.filter((d) => d.of === name);
  const outline = (name: "churned" | "retained"): [number, number][] =>
    of(name).flatMap(({low, high, share}) => [
      [low, share],
      [high, share]
    ]);
  const medians = [
    {of: "churned", x: churned?.median},
    {of: "retained", x: retained?.median}
  ].flatMap(({of: name, x}) => (x === undefined ? [] : [{name, x}]));
  const middle = (shares[0].low + shares[shares.length - 1].high) / 2;
  return drawPlot({
    width,
    height,
    marginTop: 40,
    marginLeft: 44,
    marginRight: 12,
    x: {type: "linear", domain: [shares[0].low, Math.max(...shares.map(({high}) => high))]},
    y: {domain: [0, Math.max(...shares.map(({share}) => share)) * 1.02]},
    color: {domain: ["retained", "churned"], range: [colors.retained, colors.churned]},
    marks: [
      gridLinesY({ticks: 4}),
      Plot.axisX({
        ticks: Math.max(3, Math.floor(width / 90)),
        tickFormat: (v: number) => formatValue(v),
        tickSize: 4,
        label: `${fitTitle(titleWithUnit({title, unit}), width)} →`
      }),
      Plot.axisY({ticks: 4, tickFormat: formatTick, tickSize: 0, label: "↑ share of the class"}),
      Plot.rectY(of("retained"), {x1: "low", x2: "high", y: "share", fill: colors.retained, fillOpacity: 0.2, insetLeft: 0, insetRight: 0}),
      Plot.line(outline("retained"), {stroke: colors.retained, strokeWidth: 2}),
      Plot.rectY(of("churned"), {x1: "low", x2: "high", y: "share", fill: colors.churned, fillOpacity: 0.14, insetLeft: 0, insetRight: 0}),
      Plot.line(outline("churned"), {stroke: colors.churned, strokeWidth: 2}),
      Plot.ruleX(medians, {x: "x", stroke: "name", strokeWidth: 2, strokeDasharray: "2,3"}),
      ...medians.map((median, i) =>
        Plot.text([median], {
          x: "x",
          frameAnchor: "top",
          text: ({name, x}: {name: string; x: number}) => `${name}, median ${formatValue(x)}`,
          fill: "name",
          fontWeight: 600,
          dy: -8 - 15 * i,
          textAnchor: median.x > middle ? "end" : "start",
          dx: median.x > middle ? -4 : 4,
          ...halo
        })
      )
    ]
  });
}

/** Pixels of a bar that carries its class in words, "retained 19%"; its share, "9.7%"; or its share in whole percent, "10". */
const WORDED_BAR = 92;
const SHARED_BAR = 34;
const ROUNDED_BAR = 15;

/** What stands over a bar so wide; a narrower one leaves it to the table. */
function barText({of, share}: Share, wide: number): string {
  if (wide >= SHARED_BAR) return wide >= WORDED_BAR ? `${of} ${formatTick(share)}` : formatTick(share);
  return wide >= ROUNDED_BAR ? String(Math.round(share * 100)) : "";
}

/** Letters of a level's name at most. */
const MOST_LETTERS = 30;

/** Room for the names of levels under a chart: they stand aslant where they would meet. */
function roomForNames(labels: readonly string[], width: number): {isAslant: boolean; letters: number; room: number} {
  const step = (width - 56) / labels.length;
  const longest = Math.max(...labels.map((label) => Math.min(MOST_LETTERS, label.length)));
  const isAslant = step < longest * 6.6 + 6;
  const letters = isAslant ? Math.min(longest, Math.floor((44 + step / 2) / 4.3)) : longest; // the first name ends at its bar, and begins in sight
  return {isAslant, letters, room: isAslant ? 20 + letters * 4.6 : 30};
}

/** How high the distribution of a variable is drawn. */
export function distributionHeight({kind, histogram}: VariableSummary, width: number): number {
  const names = histogram.map(({label}) => label);
  return kind === "category" ? 250 + roomForNames(names, width).room : 280;
}

function categoryChart(shares: readonly Share[], width: number, height: number): Node {
  const labels = [...new Set(shares.map(({label}) => label))];
  const wide = ((width - 56) / labels.length) * 0.33;
  const {isAslant, letters, room} = roomForNames(labels, width);
  return drawPlot({
    width,
    height,
    marginTop: 40,
    marginLeft: 44,
    marginRight: 12,
    marginBottom: room,
    fx: {axis: null, padding: 0.25},
    x: {axis: null, padding: 0.12, domain: ["retained", "churned"]},
    y: {domain: [0, 1]},
    color: {domain: ["retained", "churned"], range: [colors.retained, colors.churned]},
    marks: [
      gridLinesY({ticks: 4}),
      Plot.axisFx({
        anchor: "bottom",
        label: null,
        tickRotate: isAslant ? -50 : 0,
        textAnchor: isAslant ? "end" : "middle",
        tickFormat: (label: string) => shorten(label, letters)
      }),
      Plot.axisY({ticks: 4, tickFormat: formatTick, tickSize: 0, label: "↑ share of the class"}),
      Plot.barY(shares, {fx: "label", x: "of", y: "share", fill: "of", fillOpacity: 0.85}),
      Plot.text(shares, {
        fx: "label",
        x: "of",
        y: "share",
        text: (d: Share) => barText(d, wide),
        dy: -9,
        fill: "of",
        fontWeight: 600
      }),
      ...(wide >= WORDED_BAR ? [] : classKey())
    ]
  });
}

/** Which colour is which, once, where bars are too narrow to say it. */
function classKey(): Plot.Markish[] {
  const name = (of: "retained" | "churned", dx: number): Plot.Markish =>
    Plot.text([of], {facet: "super", frameAnchor: "top-right", dy: -30, dx, text: [of], fill: colors[of], fontWeight: 600});
  return [name("retained", -62), name("churned", 0)];
}

export interface RatesChartOptions {
  baseRate: number;
  width: number;
  height: number;
  /** top of the scale, shared between variables so that heights compare */
  top: number;
}

/** Churn rate by bin with 95 % intervals; the base rate runs through. */
export function ratesChart({rates, title, unit}: VariableSummary, {baseRate, width, height, top}: RatesChartOptions): Node {
  const longest = Math.max(...rates.map(({label}) => label.length));
  const crowded = (width - 110) / rates.length < longest * 6.6 + 6;
  const narrow = (width - 110) / rates.length < 34;
  return drawPlot({
    width,
    height,
    marginTop: 40,
    marginLeft: 44,
    marginRight: 62,
    marginBottom: crowded ? 52 + longest * 4.2 : 44,
    x: {type: "band", domain: rates.map(({label}) => label), padding: 0.2},
    y: {domain: [0, top]},
    marks: [
      gridLinesY({ticks: 5}),
      Plot.axisX({
        tickSize: 0,
        tickRotate: crowded ? -50 : 0,
        label: `${fitTitle(titleWithUnit({title, unit}), width)} →`,
        labelArrow: "none",
        labelAnchor: "right"
      }),
      Plot.axisY({ticks: 5, tickFormat: formatTick, tickSize: 0, label: "↑ churned"}),
      Plot.ruleY([baseRate], {stroke: colors.ink, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.barY(rates, {x: "label", y1: "low", y2: "high", fill: colors.churned, fillOpacity: 0.22, rx: 2}),
      Plot.tickY(rates, {x: "label", y: "rate", stroke: colors.churned, strokeWidth: 3}),
      Plot.text(rates, {
        x: "label",
        y: "high",
        text: ({rate}: RateBin) => (narrow ? formatTick(rate).replace("%", "") : formatTick(rate)),
        dy: -9,
        fill: colors.churned,
        fontWeight: 600,
        ...halo
      }),
      Plot.text([baseRate], {
        y: (d: number) => d,
        frameAnchor: "right",
        text: [`everyone\n${formatTick(baseRate)}`],
        textAnchor: "start",
        dx: 6,
        fill: colors.ink,
        fontWeight: 600
      }),
      Plot.tip(
        rates,
        Plot.pointerX({
          x: "label",
          y: "rate",
          title: (d: RateBin) =>
            `${d.label}: ${formatShare(d.rate)} churned\n${formatShare(d.low)} to ${formatShare(d.high)}\n${formatCount(d.n)} ${rowUnit.many}`
        })
      )
    ]
  });
}
