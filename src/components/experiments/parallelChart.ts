import type {Listed} from "../../lib/named.js";
import * as Plot from "@observablehq/plot";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {FinishedRow, ParamKey, TrialRow} from "./trialRows.js";
import type {ParallelAxis} from "./parallelAxes.js";
import type {TrialChartOptions} from "./searchChart.js";
import {formatCount} from "../../lib/format.js";
import {formatMetric} from "../shared/metricWords.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {describeValue, shortTitle} from "../../lib/model/describeParams.js";
import {comparableTrials, ENOUGH} from "./trialRows.js";
import {createAxis} from "./parallelAxes.js";
import {spearman} from "../../lib/statistics/correlation.js";
import {lowerFirst} from "../../lib/format.js";

type About = ExperimentsBook["learners"][number];

const STEP = 62;

/** The trials of one learner as lines over its hyper-parameters, the metric last; the best tenth stands out. */
export function parallelChart(book: ExperimentsBook, rows: readonly TrialRow[], options: TrialChartOptions & {group: string}): HTMLElement {
  const {metric, group} = options;
  const about = book.learners.find((d) => d.name === group);
  const {rows: trials, nFolds} = comparableTrials(
    rows.filter((d) => d.group === group),
    metric.better
  );
  const names = Object.keys(about?.paramTitles ?? {});
  if (!about)
    return emptyState("A recipe tries several learners, whose hyper-parameters have nothing in common.", "Choose a learner above.");
  const {title} = about;
  if (trials.length === 0) return emptyState(`No trial of ${title} has a score.`, "Choose another learner or state above.");
  if (names.length === 0) return emptyState(`${title} has no hyper-parameters to search.`, "Choose another learner above.");
  const judged =
    nFolds === book.folds ? metric.title : `${metric.title} on ${nFolds === 1 ? "the first fold" : `the first ${nFolds} folds`}`;
  const {axes, constants} = createAxes(about, trials, {...metric, title: judged});
  const trend = strongestTrend(trials, about.paramTitles);
  const height = 40 + STEP * axes.length;
  const nBest = Math.max(1, Math.round(trials.length / 10));
  return chartFigure({
    title: paramClaim(title, trend, {metric: lowerFirst(judged), better: metric.better, nTrials: trials.length}),
    subtitle:
      `${formatCount(trials.length)} trials, one line each, the best ${nBest === 1 ? "one" : nBest} in colour` +
      (nFolds < book.folds ? `; judged by ${nFolds === 1 ? "the one fold" : `the ${nFolds} folds`} that all of them ran` : ""),
    describe: `The best trial, ${trials[0].id}: ${trials[0].params}; ${judged} ${formatMetric(metric.name, trials[0].mean)}.`,
    height,
    chart: (width) => drawParallel(axes, trials, {...options, width, height, nBest, judged}),
    table: {
      rows: trials,
      columns: [
        {key: "id", title: "Trial"},
        {key: "mean", title: judged, format: (mean) => formatMetric(metric.name, mean)},
        {key: "params", title: "Hyper-parameters"}
      ]
    },
    note: constants.length > 0 ? `The same in every trial: ${constants.join(", ")}.` : null,
    fileName: `parameters-${group}`
  });
}

function createAxes(
  {paramTitles, space}: About,
  trials: readonly FinishedRow[],
  metric: TrialChartOptions["metric"]
): {axes: ParallelAxis[]; constants: string[]} {
  const axes: ParallelAxis[] = [];
  const constants: string[] = [];
  for (const [name, long] of Object.entries(paramTitles)) {
    const key: ParamKey = `param:${name}`;
    const title = shortTitle(long);
    const values = trials.map((d) => d[key]).filter((d) => d !== undefined);
    const distinct = [...new Set(values)];
    if (distinct.length > 1) axes.push(createAxis({key, title, range: space[name] ?? null, values}));
    else if (distinct.length === 1) constants.push(`${title} ${describeValue(distinct[0])}`);
  }
  axes.push(
    createAxis({
      key: "mean",
      title: `${metric.title}, ${metric.better} is better`,
      range: null,
      values: trials.map((d) => d.mean),
      format: (value) => formatMetric(metric.name, value)
    })
  );
  return {axes, constants};
}

interface Corner {
  id: string;
  row: number;
  at: number;
  trial: FinishedRow;
}

interface DrawOptions extends TrialChartOptions {
  group: string;
  width: number;
  height: number;
  nBest: number;
  /** the metric and the folds, in words */
  judged: string;
}

function drawParallel(
  axes: readonly ParallelAxis[],
  trials: readonly FinishedRow[],
  {metric, group, colorOf, picked, width, height, nBest, judged}: DrawOptions
): Node {
  const corners = (trials: readonly FinishedRow[]): Corner[] =>
    trials.flatMap((trial) =>
      axes.map((axis, row) => ({
        id: trial.id,
        row,
        at: axis.place(trial[axis.key as ParamKey] ?? undefined) ?? NaN,
        trial
      }))
    );
  const lines = (trials: readonly FinishedRow[], options: Plot.LineOptions): Plot.Markish =>
    Plot.line(corners(trials), {x: "at", y: "row", z: "id", ...options});
  const all = corners(trials);
  const ends = axes.map((axis, row) => ({row, title: axis.scale === "log" ? `${axis.title} (log)` : axis.title}));
  const ticks = axes.flatMap((axis, row) =>
    axis.ticks.map((tick) => ({row, ...tick, anchor: tick.at < 0.03 ? "start" : tick.at > 0.97 ? "end" : "middle"}))
  );
  const label = {y: "row", fill: colors.muted, stroke: colors.paper, strokeWidth: 4} as const;
  return drawPlot({
    width,
    height,
    marginTop: 34,
    marginBottom: 30,
    marginLeft: 12,
    marginRight: 12,
    x: {axis: null, domain: [0, 1]},
    y: {axis: null, domain: [axes.length - 1, 0]},
    marks: [
      lines(trials.slice(nBest), {stroke: colors.muted, strokeWidth: 1, strokeOpacity: trials.length > 100 ? 0.25 : 0.6}),
      Plot.ruleY(ends, {y: "row", stroke: colors.ruleStrong, strokeWidth: 1.5}),
      lines(trials.slice(0, nBest), {stroke: colorOf(group), strokeWidth: 2.25}),
      lines(
        trials.filter((d) => picked.includes(d.id)),
        {stroke: colors.accent, strokeWidth: 3.5}
      ),
      Plot.text(ends, {
        ...label,
        x: 0,
        dy: -14,
        text: "title",
        textAnchor: "start",
        fill: colors.ink,
        fontWeight: 600,
        lineWidth: width / 13,
        textOverflow: "ellipsis-end"
      }),
      ...["start", "middle", "end"].map((textAnchor) =>
        Plot.text(
          ticks.filter((d) => d.anchor === textAnchor),
          {...label, x: "at", dy: 13, text: "label", textAnchor: textAnchor as "start" | "middle" | "end"}
        )
      ),
      Plot.tip(
        all,
        Plot.pointer({
          x: "at",
          y: "row",
          maxRadius: 24,
          title: (d: Corner) => `${d.id}\n${d.trial.params.replaceAll(" · ", "\n")}\n${judged}: ${formatMetric(metric.name, d.trial.mean)}`
        })
      )
    ]
  });
}

/** How a numeric hyper-parameter and the metric go together over the trials of one learner. */
export interface ParamTrend {
  name: string;
  title: string;
  /** rank correlation with the metric, in [-1, 1] */
  rho: number;
}

/** Below this size a trend is not one. */
const MIN_RHO = 0.4;

/**
 * The hyper-parameter whose rank goes most with the metric's (Spearman's rho), and does not turn back; null where trials are few or
 * nothing goes with it.
 *
 * @param trials of one learner
 * @param titles the learner's hyper-parameters
 */
export function strongestTrend(trials: readonly FinishedRow[], titles: Listed<string>): ParamTrend | null {
  if (trials.length < ENOUGH) return null;
  const means = trials.map((d) => d.mean);
  const trends = Object.entries(titles).flatMap(([name, title]): ParamTrend[] => {
    const key: ParamKey = `param:${name}`;
    const values = trials.map((d) => d[key]);
    if (values.some((d) => typeof d !== "number")) return [];
    const rho = spearman(values as number[], means);
    return rho === null || turnsBack(values as number[], means, rho) ? [] : [{name, title, rho}];
  });
  const strongest = trends.toSorted((a, b) => Math.abs(b.rho) - Math.abs(a.rho))[0];
  return strongest && Math.abs(strongest.rho) >= MIN_RHO ? strongest : null;
}

/** Whether the metric turns back: over the smaller half of the values, or over the larger, it goes the other way, as about a best value between them. */
function turnsBack(values: readonly number[], means: readonly number[], rho: number): boolean {
  const order = values.map((_, i) => i).toSorted((a, b) => values[a] - values[b]);
  const middle = Math.ceil(order.length / 2);
  return [order.slice(0, middle), order.slice(-middle)].some((half) => {
    const own = spearman(
      half.map((i) => values[i]),
      half.map((i) => means[i])
    );
    return own !== null && -Math.sign(rho) * own >= MIN_RHO;
  });
}

export interface ParamClaimOptions {
  /** the metric as it stands in a sentence */
  metric: string;
  better: "lower" | "higher";
  nTrials: number;
}

/** What the trials of one learner say about its hyper-parameters, as a claim. */
export function paramClaim(learner: string, trend: ParamTrend | null, {metric, better, nTrials}: ParamClaimOptions): string {
  if (nTrials < ENOUGH)
    return `${learner}: ${nTrials === 1 ? "one trial is" : `${nTrials} trials are`} too few to tell what decides ${metric}`;
  if (trend === null) return `${learner}: no single hyper-parameter goes one way with ${metric}`;
  const improves = better === "lower" ? trend.rho < 0 : trend.rho > 0;
  return `${learner}: the larger “${shortTitle(trend.title)}”, the ${improves ? "better" : "worse"} the ${metric}`;
}
