import * as Plot from "@observablehq/plot";
import type {ModelsBook} from "../../lib/book/models.js";
import {formatSigned, supportedDigits, tickDigits} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {getFinalist} from "../shared/roles.js";
import {importanceClaim} from "./differenceChart.js";
import {firstRows} from "../ui/firstRows.js";
import {rowUnit} from "../ui/rowUnit.js";

interface ImportanceRow {
  title: string;
  estimate: number;
  low: number;
  high: number;
  group: string;
}

/** What the Champion leans on: how much worse it judges test rows when an input, or a group that moves together, is scrambled. */
export function importanceChart(book: ModelsBook): HTMLElement {
  if (book.importance.length === 0) return emptyState("No importance was worked out for this Champion.");
  const rows = book.importance
    .map(({title, inputs, increase}): ImportanceRow => ({
      title,
      ...increase,
      group: inputs.length > 1 ? `${inputs.length} inputs that move together` : "one input"
    }))
    .toSorted((a, b) => b.estimate - a.estimate);
  const {drawn, note} = firstRows(rows);
  const height = 64 + 40 * drawn.length;
  const signed = (value: number, {low, high}: ImportanceRow): string => formatSigned(value, supportedDigits((high - low) / 2, 4));
  return chartFigure({
    title: importanceClaim(book.importance),
    subtitle:
      `${getFinalist(book, book.champion).title}: increase in log loss on test rows when an input, or a group that moves together, is ` +
      "scrambled; 95% intervals",
    describe: drawn
      .slice(0, 3)
      .map((d) => `${d.title}: ${signed(d.estimate, d)}.`)
      .join(" "),
    height,
    chart: (width) => drawImportance(drawn, width, height),
    table: {
      rows,
      columns: [
        {key: "title", title: "Input"},
        {key: "group", title: "Scrambled"},
        {key: "estimate", title: "Increase in log loss", format: signed},
        {key: "low", title: "From", format: signed},
        {key: "high", title: "To", format: signed}
      ]
    },
    note:
      note +
      `This says what the score uses, not what makes ${rowUnit.many} leave. An interval that reaches 0 does not make an input useless; ` +
      "of twenty useless ones, one would seem to matter.",
    fileName: "importance"
  });
}

function drawImportance(rows: readonly ImportanceRow[], width: number, height: number): Node {
  return drawPlot({
    width,
    height,
    marginLeft: 8,
    x: {label: "Increase in log loss →", ticks: width < 480 ? 4 : 8, tickFormat: (d: number) => formatSigned(d, tickDigits(d, 3))},
    y: {domain: rows.map((d) => d.title), axis: null},
    marks: [
      gridLinesX(),
      Plot.ruleX([0], {stroke: colors.ruleStrong}),
      Plot.ruleY(rows, {y: "title", x1: 0, x2: "estimate", stroke: colors.champion, strokeOpacity: 0.5, strokeWidth: 10}),
      Plot.ruleY(rows, {y: "title", x1: "low", x2: "high", stroke: colors.ink, strokeWidth: 1.5}),
      Plot.text(rows, {
        y: "title",
        frameAnchor: "left",
        textAnchor: "start",
        dx: 4,
        dy: -14,
        text: "title",
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      })
    ]
  });
}
