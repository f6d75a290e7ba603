import * as Plot from "@observablehq/plot";
import type {HistoryIndex, IndexedBuild} from "../../lib/book/history.js";
import type {MetricInfo} from "../../lib/book/models.js";
import type {Column} from "../ui/dataTable.js";
import {formatRange, lowerFirst, sayDay, sayMoment, tickDigits, formatShare} from "../../lib/format.js";
import {verdictOf} from "../../lib/history/changes.js";
import {findNamed} from "../../lib/named.js";
import {formatMetric, halfOf} from "../../lib/metrics/formatMetric.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {el, svg} from "../ui/dom.js";
import {drawPlot, gridLinesY} from "../ui/drawPlot.js";
import {isShare} from "./metricWords.js";
import {rowUnit} from "../ui/rowUnit.js";

export interface HistoryChartOptions {
  metrics: readonly MetricInfo[];
  /** the metric that the claim is about */
  claimed: string;
}

/** The Champion of every build on every metric, with intervals, and the base rate beside it; empty where there is one build alone. */
export function historyChart({builds}: Pick<HistoryIndex, "builds">, {metrics, claimed}: HistoryChartOptions): HTMLElement {
  const shown = metrics.filter(({name}) => builds.some((build) => findNamed(build.metrics, name) !== undefined));
  if (builds.length < 2 || shown.length === 0) return el("div", {hidden: true});
  const rows = builds.map(describeRow);
  const title = historyClaim(builds, shown.find(({name}) => name === claimed) ?? shown[0]);
  return chartFigure({
    title,
    subtitle:
      `The Champion of each of ${builds.length} builds on its own test ${rowUnit.many}, over the time of the builds; 95% intervals. ` +
      "Dashed: the base rate. An upright line: another kind of model was crowned",
    describe: `${builds.length} builds, from ${rows[0].built} to ${rows[rows.length - 1].built}.`,
    height: (width) => Math.ceil(shown.length / columnsAt(width)) * PANEL,
    chart: (width) => drawPanels(builds, shown, width),
    table: {
      rows,
      columns: [
        {key: "built", title: "Built on"},
        {key: "data", title: "Data as of"},
        {key: "champion", title: "Champion"},
        ...shown.map(({name, title: heading}): Column<HistoryRow> => ({
          key: "build",
          title: heading,
          align: "right",
          sortable: false,
          format: (build) => sayMetric(build, name)
        }))
      ]
    },
    note: "Figures are told so coarsely that two builds do not tell of fewer than 20 by whom they differ, and stay until they have moved by as much.",
    fileName: "builds"
  });
}

interface HistoryRow {
  built: string;
  data: string;
  champion: string;
  build: IndexedBuild;
}

function describeRow(build: IndexedBuild): HistoryRow {
  return {built: sayMoment(build.builtOn), data: build.date ? sayDay(build.date.date) : "not known", champion: build.title, build};
}

function sayMetric({metrics}: IndexedBuild, name: string): string {
  const found = findNamed(metrics, name);
  if (found === undefined) return "–";
  const [estimate, low, high] = found;
  const print = (value: number): string => formatMetric(name, value, halfOf({low, high}));
  return low === null ? print(estimate) : `${print(estimate)} (${formatRange({low, high}, print)})`;
}

/** Whether the first and the last build can be told apart, of different users. @param metric that both have */
function historyClaim(builds: readonly IndexedBuild[], {name, title, better}: MetricInfo): string {
  const told = builds.flatMap((build) => {
    const [estimate, low, high] = findNamed(build.metrics, name) ?? [null, null, null];
    return estimate === null || low === null || high === null ? [] : [{estimate, low, high}];
  });
  const metric = lowerFirst(title);
  if (told.length < 2) return `The Champion’s ${metric}, build by build`;
  const [first, last] = [told[0], told[told.length - 1]];
  const [from, to] = [first, last].map((d) => formatMetric(name, d.estimate, halfOf(d)));
  if (verdictOf(first, last) !== "changed")
    return `From the first build to the last, the Champion’s ${metric} moved no more than chance moves it`;
  const way = last.estimate > first.estimate === (better === "higher") ? "better" : "worse";
  return `The Champion’s ${metric} grew ${way} beyond chance, from ${from} to ${to}`;
}

/** Height of one metric's panel, and the least width of one, in pixels. */
const [PANEL, NARROWEST] = [190, 270];
/** Of more builds than this no dots are drawn, and the intervals as one band. */
const FEW = 60;

function columnsAt(width: number): number {
  return Math.max(1, Math.min(3, Math.floor(width / NARROWEST)));
}

/** One drawing, so that it can be saved as one. */
function drawPanels(builds: readonly IndexedBuild[], metrics: readonly MetricInfo[], width: number): SVGElement {
  const columns = columnsAt(width);
  const each = Math.floor(width / columns);
  const height = Math.ceil(metrics.length / columns) * PANEL;
  const panels = metrics.map((metric, i) => {
    const panel = drawPanel(builds, metric, each);
    panel.setAttribute("x", String((i % columns) * each));
    panel.setAttribute("y", String(Math.floor(i / columns) * PANEL));
    return panel;
  });
  return svg("svg", {width, height, viewBox: `0 0 ${width} ${height}`}, panels);
}

interface Point {
  at: Date;
  estimate: number;
  low: number | null;
  high: number | null;
  base: number | null;
}

/** Of one day's builds the axis says the time as the rest of the page does. */
function isWithinADay(points: readonly Point[]): boolean {
  const [first, last] = [points[0], points[points.length - 1]];
  return points.length > 0 && last.at.getTime() - first.at.getTime() < 24 * 3600 * 1000;
}

function drawPanel(builds: readonly IndexedBuild[], {name, title}: MetricInfo, width: number): Element {
  const points = builds.flatMap((build): Point[] => {
    const found = findNamed(build.metrics, name);
    if (found === undefined) return [];
    const [estimate, low, high] = found;
    return [{at: new Date(build.builtOn), estimate, low, high, base: findNamed(build.base, name) ?? null}];
  });
  const changes = builds.filter((build, i) => i > 0 && build.champion !== builds[i - 1].champion).map(({builtOn}) => new Date(builtOn));
  const isFew = points.length <= FEW;
  return drawPlot({
    width,
    height: PANEL,
    marginTop: 34,
    marginRight: 16,
    marginBottom: 30,
    x: {type: "utc", label: null, ticks: width < 360 ? 3 : 4, ...(isWithinADay(points) ? {tickFormat: "%H:%M"} : {})},
    y: {label: null, nice: true, ticks: 4, tickFormat: (d: number) => (isShare(name) ? formatShare(d, tickDigits(100 * d)) : String(d))},
    marks: [
      gridLinesY({ticks: 4}),
      Plot.ruleX(changes, {stroke: colors.ruleStrong}),
      Plot.lineY(points, {x: "at", y: "base", stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      isFew
        ? Plot.ruleX(points, {x: "at", y1: "low", y2: "high", stroke: colors.champion, strokeWidth: 2, strokeOpacity: 0.5})
        : Plot.areaY(points, {x: "at", y1: "low", y2: "high", fill: colors.champion, fillOpacity: 0.2}),
      Plot.lineY(points, {x: "at", y: "estimate", stroke: colors.champion, strokeWidth: 1.5}),
      isFew ? Plot.dot(points, {x: "at", y: "estimate", r: 3, fill: colors.champion}) : null,
      Plot.text([title], {frameAnchor: "top-left", dy: -22, dx: -30, fontWeight: 600, fill: colors.ink})
    ]
  });
}
