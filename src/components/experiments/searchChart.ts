import * as Plot from "@observablehq/plot";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {MetricInfo} from "../../lib/book/models.js";
import type {FinishedRow, TrialRow} from "./trialRows.js";
import {formatMetric, isShare} from "../shared/metricWords.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {finishedRows} from "./trialRows.js";
import {lowerFirst} from "../../lib/format.js";

export interface TrialChartOptions {
  metric: MetricInfo;
  /** by learner or recipe */
  colorOf: (group: string) => string;
  /** the picked trial's id, or "none" */
  picked: string;
}

/** Where every finished trial landed, learner by learner and recipe by recipe, against the base rate and what luck alone would give. */
export function searchChart(book: ExperimentsBook, rows: readonly TrialRow[], {metric, colorOf, picked}: TrialChartOptions): HTMLElement {
  const finished = finishedRows(rows, metric.better);
  if (finished.length === 0) return emptyState("No trial of these finished.", statesSentence(rows));
  const nLanes = new Set(finished.map((d) => d.group)).size;
  const height = 72 + 64 * nLanes;
  const show = (value: number): string => formatMetric(metric.name, value);
  return chartFigure({
    title: searchClaim(finished, book, metric),
    subtitle: `${metric.title}, ${metric.better} is better: one dot per finished trial, its mean over ${book.folds} folds; ringed: the learner's finalist`,
    describe: `${searchClaim(finished, book, metric)}. ${statesSentence(rows)}`,
    height,
    chart: (width) => drawSearch(book, finished, {width, height, metric, colorOf, picked}),
    table: {
      rows: finished,
      columns: [
        {key: "id", title: "Trial"},
        {key: "groupTitle", title: "Learner"},
        {key: "mean", title: metric.title, format: show},
        {key: "params", title: "Hyper-parameters"}
      ]
    },
    note: [luckSentence(book, metric, finished[0]), statesSentence(rows)].filter(Boolean).join(" "),
    fileName: `trials-${metric.name}`
  });
}

interface DrawOptions extends TrialChartOptions {
  width: number;
  height: number;
}

function drawSearch(book: ExperimentsBook, finished: readonly FinishedRow[], {width, height, metric, colorOf, picked}: DrawOptions): Node {
  const lanes = [...new Map(finished.map((d) => [d.group, d.groupTitle])).entries()].map(([group, title]) => ({group, title}));
  const dots = jitter(finished);
  const base = {x: "mean", y: "offset", fy: "group"} as const;
  const fill = (d: {group: string}): string => colorOf(d.group);
  const tip = (d: FinishedRow): string =>
    `${d.id}\n${metric.title} ${formatMetric(metric.name, d.mean)}\n${d.params.replaceAll(" · ", "\n")}`;
  const reference = (value: number | undefined, text: string, dy: number): Plot.Markish[] =>
    value === undefined
      ? []
      : [
          Plot.ruleX([value], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: dy < -20 ? "2,3" : "5,4"}),
          Plot.text([value], {
            x: (d: number) => d,
            fy: () => lanes[0].group,
            frameAnchor: "top",
            dy,
            text: [text],
            textAnchor: "end",
            dx: 3,
            fill: colors.muted,
            fontWeight: 500
          })
        ];
  return drawPlot({
    width,
    height,
    marginTop: 38,
    marginLeft: 8,
    marginRight: 12,
    x: {
      label: `${metric.title}${isShare(metric.name) ? " (%)" : ""}, ${metric.better} is better →`,
      percent: isShare(metric.name),
      nice: true,
      ticks: width < 480 ? 4 : 8
    },
    y: {axis: null, domain: [-0.1, 1.6]},
    fy: {axis: null, domain: lanes.map((d) => d.group), padding: 0.1},
    marks: [
      gridLinesX(),
      ...reference(book.rareUnderShuffledLabels?.[metric.name], "luck, 1 in 20", -28),
      ...reference(book.baseline[metric.name], "base rate", -12),
      Plot.dot(dots, {...base, r: 4, fill, fillOpacity: 0.65, stroke: colors.paper, strokeWidth: 0.75}),
      Plot.dot(
        dots.filter((d) => d.finalist),
        {...base, r: 7, stroke: fill, strokeWidth: 2}
      ),
      Plot.dot(
        dots.filter((d) => d.id === picked),
        {...base, r: 6, fill: colors.accent, stroke: colors.paper, strokeWidth: 2}
      ),
      Plot.text(lanes, {
        fy: "group",
        frameAnchor: "top-left",
        dy: -2,
        text: "title",
        fontWeight: 600,
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      }),
      Plot.tip(dots, Plot.pointer({...base, title: (d: Jittered<FinishedRow>) => tip(d), maxRadius: 20}))
    ]
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
  const verdict = beyond ? "the best trial here lies beyond that" : "the best trial here does not lie beyond that, so it may be luck";
  return (
    `With labels shuffled, so that there is nothing to learn, the best of as many trials reaches ${lowerFirst(title)} ` +
    `${formatMetric(name, luck[name])} on average over ${shuffles} shuffles, and ${formatMetric(name, rare[name])} ` +
    `or better in one of 20: ${verdict}. The line is drawn at the latter.`
  );
}

/** How the trials ended, in a sentence. */
export function statesSentence(rows: readonly TrialRow[]): string {
  const count = (state: TrialRow["state"]): number => rows.filter((d) => d.state === state).length;
  const [finished, stopped, failed] = [count("finished"), count("stopped"), count("failed")];
  return (
    `${finished} finished, ${stopped} ${stopped === 1 ? "was" : "were"} stopped by the race after fewer folds and ${stopped === 1 ? "is" : "are"} ` +
    `not drawn, ${failed} failed.`
  );
}

/** How much the folds move against how much the best trials differ, as a claim. @param shown best first, at least one */
export function foldClaim(shown: readonly FinishedRow[], metric: string): string {
  const [best] = shown;
  const folds = formatMetric(metric, spreadOf(best.folds));
  if (shown.length === 1) return `${best.id} moves by ${folds} from fold to fold`;
  const means = spreadOf(shown.map((d) => d.mean));
  const more = means > spreadOf(best.folds);
  return (
    `From fold to fold the best trial moves by ${folds}, the means of these ${shown.length} trials by ${more ? "more" : "only"} ` +
    `${more ? `(${formatMetric(metric, means)})` : formatMetric(metric, means)}`
  );
}

function spreadOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** A row with a place across its lane. */
export type Jittered<R> = R & {offset: number};

const GOLDEN = 0.6180339887498949;

/** Spreads rows across a lane so that dots seldom cover each other: multiples of the golden ratio, the same at every drawing. */
export function jitter<R extends object>(rows: readonly R[]): Jittered<R>[] {
  return rows.map((row, i) => ({...row, offset: (i * GOLDEN) % 1}));
}
