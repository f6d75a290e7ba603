import * as Plot from "@observablehq/plot";
import type {ColumnAlone} from "../../../lib/book/honesty.js";
import {formatFixed, formatShare} from "../../../lib/format.js";
import {chartFigure} from "../../ui/chartFigure.js";
import {colors} from "../../ui/colors.js";
import {drawPlot, gridLinesX} from "../../ui/drawPlot.js";
import {columnClaim, pureSentence, samePeriodSentence} from "./columnClaims.js";

const TIMINGS: Record<ColumnAlone["timing"], string> = {
  "same-period": "in the label’s own period",
  lifetime: "over the whole life",
  before: "before"
};
/** From here on a column is suspicious, and from there on it leaks; as the checks have it. */
const LINES = [{x: 0.5, text: "chance"}, {x: 0.85, text: "suspicious"}, {x: 0.95, text: "leak"}] as const;

/** How much every input knows by itself, and when it is measured. */
export function columnChart(columns: readonly ColumnAlone[]): HTMLElement {
  const height = 74 + 34 * columns.length;
  const auc = (value: number): string => formatFixed(value, 3);
  return chartFigure({
    title: columnClaim(columns),
    subtitle: "ROC AUC of each input alone, on train rows: the churn rate of its bins, each user’s taken from the other folds; ringed: measured in the label’s own period",
    describe: columns.map((d) => `${d.title}: ${auc(d.rocAuc)}, measured ${TIMINGS[d.timing]}.`).join(" "),
    height,
    chart: (width) => drawColumns(columns, width, height),
    table: {
      rows: columns,
      columns: [
        {key: "title", title: "Input"},
        {key: "rocAuc", title: "ROC AUC alone", format: auc},
        {key: "logLossSkill", title: "Log loss saved", format: (share) => formatShare(share)},
        {key: "timing", title: "Measured", format: (timing) => TIMINGS[timing]},
        {key: "pure", title: "Marked by values of one class", sortable: false, format: (pure) => (pure ? `${formatShare(pure.covered, 0)} of ${pure.side}` : "nobody")},
        {key: "verdict", title: "Verdict"}
      ]
    },
    note: `A ROC AUC a little under 0.5 is chance too: each user is scored by the other folds, so a column that says nothing may come out on either side. ${samePeriodSentence(columns)} ${pureSentence(columns)}`,
    fileName: "inputs-alone"
  });
}

function drawColumns(columns: readonly ColumnAlone[], width: number, height: number): Node {
  const same = columns.filter((d) => d.timing === "same-period");
  const fill = (d: ColumnAlone): string => (d.verdict === "plausible" ? colors.ink : colors.churned);
  return drawPlot({
    width,
    height,
    marginTop: 34,
    marginLeft: 8,
    marginRight: 24,
    x: {label: "ROC AUC alone →", domain: [Math.min(0.46, ...columns.map((d) => d.rocAuc)), 1], ticks: width < 480 ? 5 : 8},
    y: {domain: columns.map((d) => d.title), axis: null},
    marks: [
      gridLinesX(),
      Plot.ruleX(LINES, {x: "x", stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.text(LINES, {x: "x", frameAnchor: "top", dy: -16, text: "text", textAnchor: "middle", fill: colors.muted, fontWeight: 500}),
      Plot.ruleY(columns, {y: "title", x1: 0.5, x2: "rocAuc", stroke: fill, strokeOpacity: 0.35, strokeWidth: 6}),
      Plot.dot(columns, {x: "rocAuc", y: "title", r: 4.5, fill}),
      Plot.dot(same, {x: "rocAuc", y: "title", r: 8, stroke: colors.ink, strokeWidth: 1.5}),
      Plot.text(columns, {y: "title", x: "rocAuc", dx: 14, textAnchor: "start", text: (d: ColumnAlone) => `${d.title} ${formatFixed(d.rocAuc, 3)}`, fill: colors.ink, stroke: colors.paper, strokeWidth: 4})
    ]
  });
}
