import * as Plot from "@observablehq/plot";
import type {ModelsBook} from "../../lib/book/models.js";
import type {AxisCut} from "../ui/axisCut.js";
import {formatP, formatSigned, sayDifference, supportedDigits} from "../../lib/format.js";
import {cutAxis, sideOf} from "../ui/axisCut.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {getMetricInfo} from "../shared/metricWords.js";
import {getFinalist} from "../shared/roles.js";
import {lowerFirst} from "../../lib/format.js";
import {rowUnit} from "../ui/rowUnit.js";

/** How far each finalist is from the Champion on the same out-of-fold users, with intervals; zero is the Champion itself. */
export function differenceChart(book: ModelsBook, {metric}: {metric: string}): HTMLElement {
  const differences = differencesTo(book, metric);
  const {title, better} = getMetricInfo(book, metric);
  const champion = getFinalist(book, book.champion).title;
  if (differences.length === 0) {
    return emptyState(`No paired comparison by ${lowerFirst(title)} was run.`, "Choose the written rule’s yardstick above.");
  }
  const height = 76 + 42 * differences.length;
  const cut = cutAxis([0, ...differences.map((d) => d.estimate)], better);
  const signed = (value: number, {low, high}: Difference): string => formatSigned(value, supportedDigits((high - low) / 2, 4));
  return chartFigure({
    title: differenceClaim(title, champion, differences),
    subtitle: `Difference in ${lowerFirst(title)} to ${champion}, out of fold; 95% intervals over who was drawn (${better} is better)`,
    describe: differences
      .slice(0, 3)
      .map((d) => `${d.title}: ${sayDifference(d, 4)}.`)
      .join(" "),
    height,
    chart: (width) => drawDifferences(differences, {width, height, champion, cut, axis: `Difference in ${lowerFirst(title)}`}),
    table: {
      rows: differences,
      columns: [
        {key: "title", title: "Finalist"},
        {key: "estimate", title: "Difference", format: signed},
        {key: "low", title: "From", format: signed},
        {key: "high", title: "To", format: signed},
        {key: "pValue", title: "p", format: formatP},
        {key: "verdict", title: "Against the Champion"}
      ]
    },
    note:
      `Hollow: these ${rowUnit.many} cannot tell the two apart. Intervals are for one comparison each: of several equal finalists, one ` +
      `may seem to differ.${cut.nBeyond > 0 ? " Arrows lie beyond." : ""}`,
    fileName: `difference-${metric}`
  });
}

/** Pixels of a letter, on average, and the least room of the intervals, with names beside them. */
const LETTER = 6.6;
const LEAST_ROOM = 380;

interface DrawOptions {
  width: number;
  height: number;
  champion: string;
  cut: AxisCut;
  axis: string;
}

/** Those far beyond the others stand at the edge, as numbers with an arrow: on the axis they would leave the others no room. */
function drawDifferences(differences: readonly Difference[], {width, height, champion, cut, axis}: DrawOptions): Node {
  const near = differences.filter((d) => sideOf(cut, d.estimate) === 0);
  const far = differences.filter((d) => sideOf(cut, d.estimate) !== 0);
  const isRight = far.some((d) => d.estimate > 0);
  const ends = [Math.min(0, ...near.map((d) => d.low)), Math.max(0, ...near.map((d) => d.high))];
  const ticks = width < 480 ? 4 : 6;
  const digits = Math.max(2, Math.ceil(-Math.log10((ends[1] - ends[0] || 1) / ticks)));
  const fill = (d: Difference): string => (d.verdict === "cannot tell" ? colors.paper : colors.ink);
  const room = 16 + LETTER * Math.max(...differences.map((d) => sayRow(d).length));
  const isBeside = width - room >= LEAST_ROOM;
  return drawPlot({
    width,
    height,
    marginTop: 32,
    marginLeft: isBeside ? room : 8,
    x: {label: `${axis} →`, domain: ends, nice: true, ticks, tickFormat: (d: number) => formatSigned(d, digits)},
    y: {domain: differences.map((d) => d.title), axis: null},
    marks: [
      gridLinesX(),
      Plot.ruleX([0], {stroke: colors.champion, strokeWidth: 2}),
      Plot.text([0], {
        x: (d: number) => d,
        frameAnchor: "top",
        text: [champion],
        dy: -18,
        textAnchor: "start",
        dx: -2,
        fill: colors.champion,
        fontWeight: 600
      }),
      Plot.ruleY(near, {y: "title", x1: "low", x2: "high", stroke: colors.ink, strokeWidth: 2}),
      Plot.text(far, {
        y: "title",
        frameAnchor: isRight ? "right" : "left",
        textAnchor: isRight ? "end" : "start",
        text: ({estimate}: Difference) => (isRight ? `${formatSigned(estimate, 3)} ▸` : `◂ ${formatSigned(estimate, 3)}`),
        fill: colors.ink
      }),
      Plot.dot(near, {x: "estimate", y: "title", r: 5, fill, stroke: colors.ink, strokeWidth: 2}),
      Plot.text(differences, {
        y: "title",
        frameAnchor: "left",
        textAnchor: "start",
        ...(isBeside ? {dx: -room} : {dy: -15}),
        text: sayRow,
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      })
    ]
  });
}

function sayRow({title, verdict}: Difference): string {
  return `${title}: ${verdict}`;
}

export interface Difference {
  title: string;
  estimate: number;
  low: number;
  high: number;
  pValue: number;
  /** what the interval says of this finalist against the Champion */
  verdict: "worse" | "better" | "cannot tell";
}

/** Paired differences to the Champion by one metric, signed so that the metric's own direction stands; largest loss last. */
export function differencesTo(book: ModelsBook, metric: string): Difference[] {
  const better = book.metrics.find((d) => d.name === metric)?.better ?? "lower";
  const sign = better === "lower" ? 1 : -1;
  return book.comparisons
    .filter((d) => d.metric === metric && d.name !== book.champion)
    .map(({name, difference: {estimate, low, high}, pValue}): Difference => ({
      title: book.finalists.find((d) => d.name === name)?.title ?? name,
      estimate,
      low,
      high,
      pValue,
      verdict: low <= 0 && high >= 0 ? "cannot tell" : sign * estimate > 0 ? "worse" : "better"
    }))
    .toSorted((a, b) => sign * (a.estimate - b.estimate));
}

/** How many of the others the Champion beats beyond the interval, by one metric, as a claim: by another it may be otherwise. */
export function differenceClaim(metricTitle: string, champion: string, differences: readonly Difference[]): string {
  const by = `By ${lowerFirst(metricTitle)}, `;
  const worse = differences.filter((d) => d.verdict === "worse").length;
  const better = differences.filter((d) => d.verdict === "better");
  if (better.length > 0) return `${by}${better[0].title} scores better than ${champion} on the same ${rowUnit.many}`;
  if (worse === differences.length) return `${by}${champion} beats every other finalist on the same ${rowUnit.many}`;
  const untold = differences.length - worse;
  if (worse === 0 && untold > 1) return `${by}none of the other ${untold} can be told apart from ${champion} on the same ${rowUnit.many}`;
  return `${by}${champion} beats ${worse} of ${differences.length} on the same ${rowUnit.many}; ${untold === 1 ? "one" : untold} cannot be told apart from it`;
}

/** What the importance says, as a claim: of the test users drawn, not of inputs in themselves. */
export function importanceClaim(importance: ModelsBook["importance"]): string {
  const sorted = importance.toSorted((a, b) => b.increase.estimate - a.increase.estimate);
  const shown = importance.filter((d) => d.increase.low > 0).length;
  if (shown === 0) return `No scrambling raises the log loss beyond what other test ${rowUnit.many} might`;
  const lean = `Scrambling “${sorted[0].title}” hurts most`;
  if (shown === importance.length) return `${lean}; every scrambling raises the log loss beyond what other test ${rowUnit.many} might`;
  return `${lean}; for ${importance.length - shown} of ${importance.length} these test ${rowUnit.many} cannot tell a loss from none`;
}
