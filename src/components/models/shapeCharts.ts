import * as Plot from "@observablehq/plot";
import type {ModelsBook} from "../../lib/book/models.js";
import type {InputShape, ShapeMethod, ShapesBook} from "../../lib/book/shapes.js";
import {
  capitalised,
  formatCount,
  formatInHundred,
  formatShare,
  formatTick,
  formatTogether,
  formatValue,
  hardlyMoves,
  listWords,
  shorten
} from "../../lib/format.js";
import {clamp} from "../../lib/numbers.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {el} from "../ui/dom.js";
import {drawPlot, gridLinesY} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";
import {finalistColors, getFinalist} from "../shared/roles.js";

const METHODS: Record<ShapeMethod, string> = {
  exact: "its exact shape",
  dependence: `its mean score if every ${rowUnit.one} had the value`,
  local: `its steps among ${rowUnit.many} near the value, added up, since the input moves together with others`
};
const HEIGHT = 260;
/** So many charts stand open: those of the inputs that the Champion leans on most come first. */
const SHOWN = 6;
/** Half of how wide a level is drawn, where the next is 1 away. */
const LEVEL = 0.3;

/** How the scores of Champion and Challenger run along each input, over what was observed there: one chart per input. */
export function shapeCharts(book: ModelsBook, shapes: ShapesBook): HTMLElement {
  const drawn = shapes.inputs.filter(({curves}) => curves.length > 0);
  if (drawn.length === 0) return emptyState("The crowned model reads no input, so there is no curve to draw.");
  const colorOf = finalistColors(book);
  const titleOf = (name: string): string => getFinalist(book, name).title;
  // once above all charts, and with each that stands alone
  const key = (name: "key" | "key key-alone"): HTMLElement =>
    el(
      "ul",
      {class: name},
      shapes.models.map((model) =>
        el(
          "li",
          {class: "line", style: `--swatch: ${colorOf(model.name)}`},
          `${titleOf(model.name)}, ${model.name === book.champion ? "Champion" : "Challenger"}`
        )
      ),
      el("li", {class: "ring"}, "observed churn rate, 95% interval")
    );
  const charts = drawn.map((shape) => shapeChart(shape, {colorOf, titleOf, champion: book.champion, key: key("key key-alone")}));
  const more = charts.slice(SHOWN);
  return el(
    "div",
    {},
    key("key"),
    el("div", {class: "shape-charts"}, charts.slice(0, SHOWN)),
    more.length > 0
      ? el(
          "details",
          {class: "expert"},
          el("summary", {}, more.length === 1 ? "One more input" : `${more.length} more inputs`),
          el("div", {class: "shape-charts"}, more)
        )
      : null,
    el(
      "details",
      {class: "expert"},
      el("summary", {}, "How these curves were drawn"),
      el("p", {class: "figure-note"}, methodsSentence(drawn, {titleOf, nAveraged: shapes.nAveraged})),
      el("p", {class: "figure-note"}, pairSentence(shapes, titleOf))
    ),
    shapes.others.length > 0
      ? el("p", {class: "figure-note"}, `Not drawn, since the Champion leans on them less: ${shorten(listWords(shapes.others), 400)}.`)
      : null
  );
}

interface Naming {
  colorOf: (name: string) => string;
  titleOf: (name: string) => string;
  champion: string;
}

/** What the curves are, by model: one of them may be made otherwise for inputs that move together. */
function methodsSentence(
  shapes: readonly Pick<InputShape, "title" | "curves">[],
  {titleOf, nAveraged}: Pick<Naming, "titleOf"> & {nAveraged: number}
): string {
  const models = new Map<string, Map<ShapeMethod, string[]>>();
  for (const {title, curves} of shapes) {
    for (const {model, method} of curves) {
      const methods = models.get(model) ?? new Map<ShapeMethod, string[]>();
      models.set(model, methods.set(method, [...(methods.get(method) ?? []), title]));
    }
  }
  const sentences = [...models].map(([model, methods]) => {
    const parts = [...methods].map(
      ([method, titles]) => METHODS[method] + (methods.size > 1 ? ` (${shorten(listWords(titles), 120)})` : "")
    );
    return `${titleOf(model)}: ${parts.join("; ")}.`;
  });
  const isAveraged = [...models.values()].some((methods) => [...methods.keys()].some((method) => method !== "exact"));
  return [...sentences, isAveraged ? `Averages are over ${formatCount(nAveraged)} train ${rowUnit.many}.` : ""].filter(Boolean).join(" ");
}

function shapeChart(shape: InputShape, {colorOf, titleOf, champion, key}: Naming & {key: HTMLElement}): HTMLElement {
  const {title, rates, curves, kind} = shape;
  const placeOf = (rate: InputShape["rates"][number]): number => (kind === "category" ? rate.from : middleOf(rate));
  const rows = rates.map((rate) => ({
    place: placeOf(rate),
    band: rate.label,
    n: rate.n,
    rate: rate.rate,
    interval: `${formatShare(rate.low)} to ${formatShare(rate.high)}`,
    ...Object.fromEntries(curves.map(({points}, i) => [`curve${i}`, heightNear(points, placeOf(rate))]))
  }));
  return chartFigure({
    title: shapeClaim(shape, {champion, titleOf}),
    describe: `Observed: ${rows
      .filter((_, i) => i === 0 || i === rows.length - 1)
      .map((d) => `${formatInHundred(d.rate)} at ${d.band}`)
      .join(", ")}.`,
    controls: key,
    height: HEIGHT,
    chart: (width) => drawShape(shape, width, colorOf),
    table: {
      rows,
      at: {x: (d) => d.place, y: (d) => d.rate, nearest: "x"},
      columns: [
        {key: "band", title: title, sortable: false},
        {key: "n", title: capitalised(rowUnit.many), format: formatCount},
        {key: "rate", title: "Observed", format: (d: number) => formatShare(d)},
        {key: "interval", title: "95% interval", sortable: false},
        ...curves.map(({model}, i) => ({
          key: `curve${i}` as "rate",
          title: titleOf(model),
          format: (d: number) => (Number.isNaN(d) ? "" : formatShare(d))
        }))
      ]
    },
    fileName: `shape-${shape.input}`
  });
}

function middleOf({from, to}: {from: number; to: number}): number {
  return (from + to) / 2;
}

/** A curve's height at a place, on the line between its neighbours; NaN beyond its ends. */
function heightNear(points: InputShape["curves"][number]["points"], x: number): number {
  const after = points.findIndex((d) => d.x >= x);
  if (after < 0) return NaN;
  const [a, b] = [points[Math.max(0, after - 1)], points[after]];
  if (a.x === b.x || b.x === x) return b.x === x ? b.p : NaN;
  return a.p + ((b.p - a.p) * (x - a.x)) / (b.x - a.x);
}

/** What the Champion's curve does, as a claim; the Challenger's, by its name, where it alone reads the input. */
export function shapeClaim(
  {title, curves: [curve], kind, rates}: InputShape,
  {champion, titleOf}: Pick<Naming, "champion" | "titleOf">
): string {
  const ordered = curve.points.toSorted((a, b) => a.p - b.p);
  const [least, most] = [ordered[0], ordered[ordered.length - 1]];
  const at = (x: number): string => (kind === "category" ? `“${rates.find((d) => d.from === x)?.label ?? ""}”` : formatValue(x));
  const other = curve.model === champion ? null : titleOf(curve.model);
  // what an average hides may differ by other inputs
  const how = curve.method === "exact" ? "" : " on average";
  const gap = curve.missing ?? least.p;
  const near = clamp(gap, least.p, most.p);
  const tells = !hardlyMoves(Math.min(gap, near), Math.max(gap, near)); // by being missing, and not as any value does
  const [low, high, missing] = formatTogether(tells ? [least.p, most.p, gap] : [least.p, most.p]);
  const where = tells ? `; ${missing} where it is missing` : "";
  if (hardlyMoves(least.p, most.p)) return `${title} hardly moves the score${other === null ? "" : ` of ${other}`}${how}${where}`;
  return `${title}: from ${low} at ${at(least.x)} to ${high} at ${at(most.x)}${other === null ? "" : `, in ${other} alone`}${where}`;
}

/** How far each model is from a sum over inputs, in a sentence. */
export function pairSentence(
  {models}: {models: readonly Pick<ShapesBook["models"][number], "name" | "pair">[]},
  titleOf: (name: string) => string
): string {
  if (models.length > 1 && models.every(({pair}) => pair?.share === 0))
    return (
      `${listWords(models.map(({name}) => titleOf(name)))} each add one shape per input to their log-odds: no two inputs do anything ` +
      "together, and the curves are all of both models."
    );
  return models
    .map(({name, pair}) => {
      if (pair === null) return `${titleOf(name)} uses too few inputs for a pair.`;
      const [a, b] = pair.titles;
      if (formatShare(pair.share, 0) === formatShare(0, 0) && pair.share > 0)
        return (
          `${titleOf(name)} hardly uses two inputs together: of what any two do to its log-odds, less than 1% is more than each does ` +
          "for itself."
        );
      if (pair.share === 0)
        return `${titleOf(name)} adds one shape per input to its log-odds: no two inputs do anything together, and the curves are all of it.`;
      return (
        `${titleOf(name)} uses ${a} and ${b} together most: ${formatShare(pair.share, 0)} of what both do to its log-odds is more than each does ` +
        "for itself, which no curve of one input shows."
      );
    })
    .join(" ");
}

function drawShape({unit, kind, rates, histogram, curves}: InputShape, width: number, colorOf: (name: string) => string): Node {
  const isCategory = kind === "category";
  const top = Math.max(...rates.map((d) => d.high), ...curves.flatMap(({points}) => points.map(({p}) => p)));
  const bars = barsOf({histogram, kind}, top);
  const labels = new Map(rates.map(({from, label}) => [from, label]));
  const ends = [Math.min(...rates.map((d) => d.from)), Math.max(...rates.map((d) => d.to))];
  const xOf = (d: {from: number; to: number}): number => (isCategory ? d.from : middleOf(d));
  return drawPlot({
    width,
    height: HEIGHT,
    marginLeft: 44,
    marginRight: 14,
    x: {type: "linear", domain: isCategory ? [ends[0] - 0.6, ends[1] + 0.6] : ends, clamp: true},
    y: {domain: [-0.22 * top, top * 1.05]},
    marks: [
      gridLinesY({ticks: 4}),
      Plot.axisX(isCategory ? [...labels.keys()] : undefined, {
        ...(isCategory
          ? {tickFormat: (d: number) => shorten(labels.get(d) ?? "", Math.max(6, Math.floor(width / rates.length / 8)))}
          : {ticks: Math.max(3, Math.floor(width / 90)), tickFormat: (d: number) => formatValue(d)}),
        tickSize: 4,
        label: unit ? `${unit} →` : null // the claim begins with the input’s name
      }),
      Plot.axisY({ticks: 4, tickFormat: (d: number) => (d < 0 ? "" : formatTick(d)), tickSize: 0, label: "↑ churn"}),
      Plot.rect(bars, {x1: "low", x2: "high", y1: "floor", y2: "height", fill: colors.muted, fillOpacity: 0.28}),
      Plot.ruleX(rates, {x: xOf, y1: "low", y2: "high", stroke: colors.muted, strokeWidth: 1.5}),
      Plot.dot(rates, {x: xOf, y: "rate", r: 3.2, fill: colors.paper, stroke: colors.muted, strokeWidth: 1.5}),
      ...curves
        .toReversed()
        .map(({model, points}) =>
          isCategory
            ? Plot.link(points, {x1: ({x}) => x - LEVEL, x2: ({x}) => x + LEVEL, y1: "p", y2: "p", stroke: colorOf(model), strokeWidth: 3})
            : Plot.line(points, {x: "x", y: "p", stroke: colorOf(model), strokeWidth: 2.5, curve: "monotone-x"})
        )
    ]
  });
}

/** The histogram below the zero line, as high as a fifth of the chart where most users lie. */
function barsOf(
  {histogram, kind}: Pick<InputShape, "histogram" | "kind">,
  top: number
): {low: number; high: number; floor: number; height: number}[] {
  const widthOf = ({low, high}: {low: number; high: number}): number => (kind !== "category" && high > low ? high - low : 1);
  const heights = histogram.map((bin) => (bin.churned + bin.retained) / widthOf(bin));
  const most = heights.reduce((a, b) => Math.max(a, b), 1e-12);
  return histogram.map(({low, high}, i) => ({
    low: kind === "category" ? low - LEVEL : low,
    high: kind === "category" ? low + LEVEL : high,
    floor: -0.2 * top,
    height: -0.2 * top + (0.18 * top * heights[i]) / most
  }));
}
