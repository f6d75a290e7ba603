import * as Plot from "@observablehq/plot";
import type {ModelsBook} from "../../../lib/book/models.js";
import {formatFixed, formatSigned} from "../../../lib/format.js";
import {chartFigure} from "../../ui/chartFigure.js";
import {colors} from "../../ui/colors.js";
import {drawPlot, gridLinesX} from "../../ui/drawPlot.js";
import {emptyState} from "../../ui/notice.js";
import {titleInSentence} from "../formatMetric.js";
import {getMetricInfo} from "../ranking/crownClaims.js";
import {getFinalist} from "../roles.js";
import type {Difference} from "./differenceClaims.js";
import {differenceClaim, differencesTo} from "./differenceClaims.js";

/** How far each finalist is from the Champion on the same folds, with intervals; zero is the Champion itself. */
export function differenceChart(book: ModelsBook, {metric}: {metric: string}): HTMLElement {
  const differences = differencesTo(book, metric);
  const {title, better} = getMetricInfo(book, metric);
  const champion = getFinalist(book, book.champion).title;
  if (differences.length === 0) {
    return emptyState(`No paired comparison by ${titleInSentence(title)} was run.`, "Choose the written rule's yardstick above.");
  }
  const height = 76 + 42 * differences.length;
  const signed = (value: number): string => formatSigned(value, 4);
  return chartFigure({
    title: differenceClaim(champion, differences),
    subtitle: `Difference in ${titleInSentence(title)} to ${champion} over the same folds, with 95% intervals (${better} is better)`,
    describe: differences.map((d) => `${d.title}: ${signed(d.estimate)}, ${signed(d.low)} to ${signed(d.high)}, ${d.verdict}.`).join(" "),
    height,
    chart: (width) => drawDifferences(differences, {width, height, champion, axis: `Difference in ${titleInSentence(title)}`}),
    table: {
      rows: differences,
      columns: [
        {key: "title", title: "Finalist"},
        {key: "estimate", title: "Difference", format: signed},
        {key: "low", title: "From", format: signed},
        {key: "high", title: "To", format: signed},
        {key: "pValue", title: "p", format: (p) => (p < 0.001 ? "< 0.001" : formatFixed(p, 3))},
        {key: "verdict", title: "Against the Champion"}
      ]
    },
    note: "Hollow: the interval crosses zero, so the folds cannot tell the two apart. Intervals and p are for one comparison each, not adjusted for their number: of several equal finalists, one may seem to differ.",
    fileName: `difference-${metric}`
  });
}

interface DrawOptions {
  width: number;
  height: number;
  champion: string;
  axis: string;
}

function drawDifferences(differences: readonly Difference[], {width, height, champion, axis}: DrawOptions): Node {
  const fill = (d: Difference): string => (d.verdict === "cannot tell" ? colors.paper : colors.ink);
  return drawPlot({
    width,
    height,
    marginTop: 32,
    marginLeft: 8,
    x: {label: `${axis} →`, nice: true, ticks: width < 480 ? 4 : 8, tickFormat: (d: number) => formatSigned(d, 3)},
    y: {domain: differences.map((d) => d.title), axis: null},
    marks: [
      gridLinesX(),
      Plot.ruleX([0], {stroke: colors.champion, strokeWidth: 2}),
      Plot.text([0], {x: (d: number) => d, frameAnchor: "top", text: [champion], dy: -18, textAnchor: "start", dx: -2, fill: colors.champion, fontWeight: 600}),
      Plot.ruleY(differences, {y: "title", x1: "low", x2: "high", stroke: colors.ink, strokeWidth: 2}),
      Plot.dot(differences, {x: "estimate", y: "title", r: 5, fill, stroke: colors.ink, strokeWidth: 2}),
      Plot.text(differences, {y: "title", frameAnchor: "left", textAnchor: "start", dy: -15, text: (d: Difference) => `${d.title}: ${d.verdict}`, fill: colors.ink, stroke: colors.paper, strokeWidth: 4})
    ]
  });
}
