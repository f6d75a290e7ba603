import * as Plot from "@observablehq/plot";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {MetricInfo} from "../../lib/book/models.js";
import type {FinishedRow, TrialRow} from "./trialRows.js";
import {formatMetric, isShare} from "../shared/metricWords.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import type {AxisCut} from "../ui/axisCut.js";
import {finishedRows} from "./trialRows.js";
import {cutAxis, sideOf} from "../ui/axisCut.js";
import {lowerFirst} from "../../lib/format.js";

export interface TrialChartOptions {
  metric: MetricInfo;
  /** by learner or recipe */
  colorOf: (group: string) => string;
  /** ids of the chosen trials */
  picked: readonly string[];
}

export interface SearchChartOptions extends TrialChartOptions {
  /** called when a dot is pressed */
  onPick: (id: string) => void;
}

/**
 * Where every finished trial landed, learner by learner and recipe by recipe, on an axis that shows their differences: what lies far
 * off, trials, base rate or luck, stands at its edge.
 */
export function searchChart(book: ExperimentsBook, rows: readonly TrialRow[], options: SearchChartOptions): HTMLElement {
  const {metric} = options;
  const finished = finishedRows(rows, metric.better);
  if (finished.length === 0) return emptyState("No trial of these finished.", statesSentence(rows));
  const drawn = finished.some((d) => !isBaseRate(d)) ? finished.filter((d) => !isBaseRate(d)) : finished;
  const cut = cutAxis(
    drawn.map((d) => d.mean),
    metric.better
  );
  const nLanes = new Set(drawn.map((d) => d.group)).size;
  const height = 92 + 54 * nLanes;
  const show = (value: number): string => formatMetric(metric.name, value);
  return chartFigure({
    title: searchClaim(finished, book, metric),
    subtitle: `${metric.title}, ${metric.better} is better: a dot per finished trial, its mean over ${book.folds} folds; ringed: the finalist`,
    describe: statesSentence(rows),
    height,
    chart: (width) => drawSearch(book, drawn, {...options, width, height, cut}),
    table: {
      rows: finished,
      columns: [
        {key: "id", title: "Trial"},
        {key: "groupTitle", title: "Learner"},
        {key: "mean", title: metric.title, format: show},
        {key: "params", title: "Hyper-parameters"}
      ]
    },
    note: [luckSentence(book, metric, finished[0]), sayBeyond(cut), statesSentence(rows)].filter(Boolean).join(" "),
    fileName: `trials-${metric.name}`
  });
}

/** The base rate is a trial like any other, and a line in the chart. */
function isBaseRate({group}: TrialRow): boolean {
  return group === "baseline";
}

/** What lies beyond the axis, in a sentence; null where nothing does. */
function sayBeyond({nBeyond}: AxisCut): string | null {
  if (nBeyond === 0) return null;
  const [lie, stand] = nBeyond === 1 ? ["One trial lies", "stands"] : [`${nBeyond} trials lie`, "stand"];
  return `${lie} far beyond the others, and ${stand} at the edge as ${nBeyond === 1 ? "an arrow" : "arrows"}.`;
}

interface DrawOptions extends SearchChartOptions {
  width: number;
  height: number;
  cut: AxisCut;
}

function drawSearch(book: ExperimentsBook, rows: readonly FinishedRow[], options: DrawOptions): Node {
  const {width, height, metric, colorOf, picked, onPick, cut} = options;
  const lanes = [...new Map(rows.map((d) => [d.group, d.groupTitle])).entries()].map(([group, title]) => ({group, title}));
  const axis = axisOf(cut, metric);
  const dots = jitter(rows).map((d) => ({...d, at: axis.place(d.mean), isBeyond: sideOf(cut, d.mean) !== 0}));
  const base = {x: "at", y: "offset", fy: "group"} as const;
  const fill = (d: {group: string}): string => colorOf(d.group);
  const tip = (d: FinishedRow): string =>
    `${d.id}\n${metric.title} ${formatMetric(metric.name, d.mean)}\n${d.params.replaceAll(" · ", "\n")}`;
  const chosen = dots.filter((d) => picked.includes(d.id));
  const plot = drawPlot({
    width,
    height,
    marginTop: 44,
    marginLeft: 8,
    marginRight: 12,
    x: {
      label: `${metric.title}${isShare(metric.name) ? " (%)" : ""}, ${metric.better} is better`,
      labelArrow: "none",
      percent: isShare(metric.name),
      domain: axis.domain.map((d) => (isShare(metric.name) ? 100 * d : d)),
      ticks: width < 480 ? 4 : 8
    },
    y: {axis: null, domain: [-0.5, 2.3]},
    fy: {axis: null, domain: lanes.map((d) => d.group), padding: 0.08},
    marks: [
      gridLinesX(),
      ...referenceMarks(book, options, axis),
      Plot.dot(
        dots.filter((d) => !d.isBeyond),
        {...base, r: 4, fill, fillOpacity: 0.65, stroke: colors.paper, strokeWidth: 0.75}
      ),
      Plot.dot(
        dots.filter((d) => d.isBeyond),
        {...base, r: 4, symbol: "triangle", rotate: metric.better === "lower" ? 90 : -90, fill, fillOpacity: 0.65}
      ),
      Plot.dot(
        dots.filter((d) => d.finalist),
        {...base, r: 7, stroke: fill, strokeWidth: 2}
      ),
      Plot.dot(chosen, {...base, r: 6, fill: colors.accent, stroke: colors.paper, strokeWidth: 2}),
      Plot.text(lanes, {
        fy: "group",
        frameAnchor: "top-left",
        dy: 2,
        text: "title",
        fontWeight: 600,
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      }),
      Plot.tip(dots, Plot.pointer({...base, title: tip, maxRadius: 20}))
    ]
  });
  plot.addEventListener("click", () => {
    const at = (plot as {value?: FinishedRow | null}).value;
    if (at) onPick(at.id);
  });
  return plot;
}

interface Axis {
  domain: [number, number];
  /** where a value is drawn: what lies beyond the cut, at the edge */
  place: (value: number) => number;
}

/** The axis with air at both ends, and room at its edge for what lies beyond. */
function axisOf(cut: AxisCut, {better}: MetricInfo): Axis {
  const span = cut.high - cut.low || Math.abs(cut.low) / 100 || 0.01;
  const [low, high] = [cut.low - 0.06 * span, cut.high + 0.06 * span];
  const room = cut.nBeyond > 0 ? 0.12 * span : 0;
  const domain: [number, number] = better === "lower" ? [low, high + room] : [low - room, high];
  return {
    domain,
    place(value) {
      const side = sideOf(cut, value);
      return side === 0 ? value : side > 0 ? domain[1] - room / 3 : domain[0] + room / 3;
    }
  };
}

/** The base rate, and what luck alone would give: a line where the axis reaches so far, else words at its edge. */
function referenceMarks(book: ExperimentsBook, {metric}: DrawOptions, {domain: [low, high]}: Axis): Plot.Markish[] {
  const references = [
    {value: book.baseline[metric.name], text: "base rate", dash: "5,4", dy: -14},
    {value: book.rareUnderShuffledLabels?.[metric.name], text: "luck, 1 in 20", dash: "2,3", dy: -30}
  ];
  return references.flatMap(({value, text, dash, dy}) => {
    if (value === undefined) return [];
    const words = `${text}: ${formatMetric(metric.name, value)}`;
    const style = {fill: colors.muted, fontWeight: 500, dy, facetAnchor: "top"} as const;
    if (value > high) return [Plot.text([`${words} ▸`], {...style, text: String, frameAnchor: "top-right"})];
    if (value < low) return [Plot.text([`◂ ${words}`], {...style, text: String, frameAnchor: "top-left"})];
    const textAnchor = value > (low + high) / 2 ? "end" : "start";
    return [
      Plot.ruleX([value], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: dash}),
      Plot.text([value], {...style, x: (d: number) => d, text: [words], textAnchor, frameAnchor: "top"})
    ];
  });
}

/** What the search found against the base rate, as a claim. @param finished best first */
export function searchClaim(
  finished: readonly FinishedRow[],
  book: Pick<ExperimentsBook, "baseline">,
  {name, title, better}: MetricInfo
): string {
  const best = finished[0];
  const baseline = book.baseline[name];
  const metric = lowerFirst(title);
  const count = finished.length === 1 ? "The only finished trial" : `The best of ${finished.length} finished trials`;
  const reached = `${count} reaches ${metric} ${formatMetric(name, best.mean)}`;
  if (baseline === undefined) return reached;
  const beats = better === "lower" ? best.mean < baseline : best.mean > baseline;
  return `${reached}; the base rate ${beats ? "has" : "is no worse with"} ${formatMetric(name, baseline)}`;
}

/** What luck alone would have given, in a sentence; null where it was not run. */
export function luckSentence(
  {bestUnderShuffledLabels: luck, rareUnderShuffledLabels: rare, shuffles}: ExperimentsBook,
  {name, title, better}: MetricInfo,
  best: FinishedRow | undefined
): string | null {
  if (luck === null || rare === null || luck[name] === undefined || !best) return null;
  const beyond = better === "lower" ? best.mean < rare[name] : best.mean > rare[name];
  const verdict = beyond
    ? "the best trial here lies beyond that, which alone proves nothing, since trials on shuffled labels spread less than the search’s own"
    : "the best trial here does not lie beyond that, so it may be luck";
  return (
    `With labels shuffled, so that there is nothing to learn, the best of as many trials reaches ${lowerFirst(title)} ` +
    `${formatMetric(name, luck[name])} on average over ${shuffles} shuffles, and ${formatMetric(name, rare[name])} ` +
    `or better in one of 20: ${verdict}. The mark stands at the latter.`
  );
}

/** How the trials ended, in a sentence. */
export function statesSentence(rows: readonly TrialRow[]): string {
  const count = (state: TrialRow["state"]): number => rows.filter((d) => d.state === state).length;
  const [finished, stopped, failed] = [count("finished"), count("stopped"), count("failed")];
  if (stopped + failed === 0) return finished === 1 ? "The one trial finished." : `All ${finished} trials finished.`;
  const [was, is] = stopped === 1 ? ["was", "is"] : ["were", "are"];
  return [
    `${finished} finished`,
    ...(stopped > 0 ? [`${stopped} ${was} stopped by the race after fewer folds and ${is} not drawn`] : []),
    ...(failed > 0 ? [`${failed} failed`] : [])
  ]
    .join(", ")
    .concat(".");
}

/** A row with a place across its lane. */
export type Jittered<R> = R & {offset: number};

const GOLDEN = 0.6180339887498949;

/** Spreads rows across a lane so that dots seldom cover each other: multiples of the golden ratio, the same at every drawing. */
export function jitter<R extends object>(rows: readonly R[]): Jittered<R>[] {
  return rows.map((row, i) => ({...row, offset: (i * GOLDEN) % 1}));
}
