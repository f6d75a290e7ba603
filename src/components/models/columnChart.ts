import * as Plot from "@observablehq/plot";
import type {ColumnAlone} from "../../lib/book/honesty.js";
import {formatFixed, formatShare, formatCount} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {firstRows} from "../ui/firstRows.js";
import {rowUnit} from "../ui/rowUnit.js";

const TIMINGS: Record<ColumnAlone["timing"], string> = {
  "same-period": "in the label’s own period",
  lifetime: "over the whole life",
  before: "before",
  unknown: "at a time that was not said"
};
/** From here on a column is suspicious, and from there on it leaks; as the checks have it. */
const LINES = [
  {x: 0.5, text: "chance"},
  {x: 0.85, text: "suspicious"},
  {x: 0.95, text: "leak"}
] as const;

/** How much every input knows by itself, and when it is measured. */
export function columnChart(columns: readonly ColumnAlone[]): HTMLElement {
  const {drawn, note} = firstRows(columns);
  const height = 74 + 34 * drawn.length;
  const auc = (value: number): string => formatFixed(value, 3);
  return chartFigure({
    title: columnClaim(columns),
    subtitle: "ROC AUC of a model of each input’s bins alone, on folds of train rows that it had not seen",
    describe: drawn
      .slice(0, 3)
      .map((d) => `${d.title}: ${auc(d.rocAuc)}.`)
      .join(" "),
    height,
    chart: (width) => drawColumns(drawn, width, height),
    table: {
      rows: columns,
      columns: [
        {key: "title", title: "Input"},
        {key: "rocAuc", title: "ROC AUC of its bins", format: auc},
        {key: "logLossSkill", title: "Log loss saved", format: (share) => formatShare(share)},
        {key: "timing", title: "Measured", format: (timing) => TIMINGS[timing]},
        {
          key: "pure",
          title: "Marked by values of one class",
          sortable: false,
          format: (pure) => (pure ? `${formatShare(pure.covered, 0)} of ${pure.side}` : "nobody")
        },
        {key: "verdict", title: "Verdict"}
      ]
    },
    note: `${note}A little under 0.5 is chance too. ${samePeriodSentence(columns)} ${pureSentence(columns)}`,
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
    x: {label: "ROC AUC of its bins alone →", domain: [Math.min(0.46, ...columns.map((d) => d.rocAuc)), 1], ticks: width < 480 ? 5 : 8},
    y: {domain: columns.map((d) => d.title), axis: null},
    marks: [
      gridLinesX(),
      Plot.ruleX(LINES, {x: "x", stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.text(LINES, {x: "x", frameAnchor: "top", dy: -16, text: "text", textAnchor: "middle", fill: colors.muted, fontWeight: 500}),
      Plot.ruleY(columns, {y: "title", x1: 0.5, x2: "rocAuc", stroke: fill, strokeOpacity: 0.35, strokeWidth: 6}),
      Plot.dot(columns, {x: "rocAuc", y: "title", r: 4.5, fill}),
      Plot.dot(same, {x: "rocAuc", y: "title", r: 8, stroke: colors.ink, strokeWidth: 1.5}),
      Plot.text(columns, {
        y: "title",
        x: "rocAuc",
        dx: 14,
        textAnchor: "start",
        text: (d: ColumnAlone) => `${d.title} ${formatFixed(d.rocAuc, 3)}`,
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      })
    ]
  });
}

/** What no input should know by itself, as a claim. @param columns the best first, at least one */
export function columnClaim(columns: readonly ColumnAlone[]): string {
  const leaking = columns.filter((d) => d.verdict === "leaks");
  if (leaking.length > 0) return `${listTitles(leaking)} ${leaking.length > 1 ? "give" : "gives"} the label away`;
  const suspicious = columns.filter((d) => d.verdict === "suspicious");
  if (suspicious.length > 0) return `${listTitles(suspicious)} ${suspicious.length > 1 ? "know" : "knows"} suspiciously much`;
  const [best] = columns;
  const when = best.timing === "same-period" ? ", but it is measured in the label’s own period" : "";
  return `No input alone gives the label away; ${best.title} knows most, at ${formatFixed(best.rocAuc, 3)}${when}`;
}

/** Which leaks are looked for beside the ROC AUC, and what was found, in a sentence. */
export function pureSentence(columns: readonly ColumnAlone[]): string {
  const marked = columns.flatMap(({title, pure}) =>
    pure
      ? [
          `“${title}” has values of about ${formatCount(pure.n)} ${rowUnit.many} that nearly only ${pure.side} ones have, ` +
            `${formatShare(pure.covered, 0)} of all ${pure.side}`
        ]
      : []
  );
  if (marked.length === 0) return `No input has values that nearly only churned, or nearly only retained, ${rowUnit.many} have.`;
  return `${marked.join("; ")}: such a value was most likely written down after the fact, however low the ROC AUC over all ${rowUnit.many}.`;
}

/** What hangs on inputs that may be churn and not foretell it, in a sentence. */
export function samePeriodSentence(columns: readonly ColumnAlone[]): string {
  const same = columns.filter((d) => d.timing === "same-period");
  if (same.length === 0)
    return columns.some((d) => d.timing === "unknown")
      ? "When the inputs were measured was not said."
      : "No input is measured in the label’s own period.";
  return (
    `Ringed: ${same.length} of ${columns.length} inputs, measured in the label’s own period: what ` +
    `${same.length === 1 ? "it says" : "they say"} may already be churn.`
  );
}

function listTitles(columns: readonly ColumnAlone[]): string {
  const titles = columns.map((d) => `“${d.title}”`);
  return titles.length < 2 ? titles.join("") : `${titles.slice(0, -1).join(", ")} and ${titles[titles.length - 1]}`;
}
