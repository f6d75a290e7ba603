import * as Plot from "@observablehq/plot";
import type {CohortInput, CohortsBook} from "../../lib/book/cohorts.js";
import type {Column} from "../ui/dataTable.js";
import type {CohortRow, Drawn} from "./cohortRows.js";
import type {Measure} from "./cohortsState.js";
import {capitalised, formatCount, formatFixed, formatRange, formatShare, formatSigned, formatTick, shorten} from "../../lib/format.js";
import {formatLine, titleWithUnit} from "../../lib/whatif/values.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";
import {claimOf, cohortRows, drawnRows, ofAll, sayGap} from "./cohortRows.js";
import {measuresOf} from "./cohortsState.js";

const ROW = 32;

const AXES: Record<Measure, {label: string; short: string; say: (value: number) => string}> = {
  gap: {
    label: "← fewer churned than said · percentage points · more churned than said →",
    short: "← fewer · points · more than said →",
    say: (value) => formatSigned(value * 100)
  },
  ranking: {label: "ROC AUC within the cohort →", short: "ROC AUC →", say: (value) => formatFixed(value, 2)},
  found: {label: "of those who churned, found above the line →", short: "found →", say: (value) => formatTick(value)}
};

export interface CohortFigureOptions {
  measure: Measure;
  /** a place of the ladder of lines, -1 for none */
  line: number;
}

/** The cohorts of an input by one measure, with intervals, beside what is true of all. */
export function cohortFigure(book: CohortsBook, input: CohortInput, {measure, line}: CohortFigureOptions): HTMLElement {
  const rows = cohortRows(input, line);
  const drawn = drawnRows(rows, measure);
  const all = ofAll(book, measure, line);
  const height = ROW * rows.length + 84;
  const at = book.lines[line];
  const titled = titleWithUnit(input);
  return chartFigure({
    title: claimOf(input.title, rows, {measure, all}),
    subtitle: subtitleOf(measure, at ? `${formatLine(at.line)}, of ${book.lines.length} lines the nearest to the book’s` : "a line"),
    note:
      drawn.length < rows.length
        ? `“few”: too few lie on a side of the line to be told of (20 ${rowUnit.many}, 3 of either outcome), or they hide such a cohort.`
        : undefined,
    describe: drawn.map(({label, estimate}) => `${label}: ${AXES[measure].say(estimate)}`).join("; "),
    fileName: `cohorts-by-${input.input}`,
    height,
    chart: (width) => drawCohorts(drawn, {labels: rows.map(({label}) => label), measure, all, width, height, titled}),
    table: {columns: columnsOf(titled, measuresOf(book)), rows, at: {y: (d) => d.label, x: (d) => drawnRows([d], measure)[0]?.estimate}}
  });
}

function subtitleOf(measure: Measure, line: string): string {
  switch (measure) {
    case "gap":
      return "Share that churned less the mean score, in percentage points, with 95% t intervals of each cohort by itself";
    case "ranking":
      return "How well scores rank within each cohort, with 95% intervals by DeLong; 0.5 is a coin";
    case "found":
      return `Of those who churned, the share that scores at least ${line}; 95% Wilson intervals over ${rowUnit.many}`;
  }
}

/** The numbers of cohorts: of what they can be looked at for. */
export function columnsOf(title: string, measures: readonly Measure[]): readonly Column<CohortRow>[] {
  const columns: readonly Column<CohortRow>[] = [
    {key: "label", title, sortable: false},
    {key: "n", title: capitalised(rowUnit.many), format: formatCount},
    {key: "said", title: "Said", format: (value) => formatShare(value)},
    {key: "happened", title: "Churned", format: (value) => formatShare(value)},
    {
      key: "gap",
      title: "Gap",
      unit: "points",
      align: "right",
      format: sayGap,
      sortValue: ({estimate}) => estimate
    },
    {
      key: "rocAuc",
      title: "ROC AUC",
      align: "right",
      format: ({estimate, low, high}) =>
        `${formatFixed(estimate, 2)}${low === null ? "" : ` (${formatRange({low, high}, (value) => formatFixed(value, 2))})`}`,
      sortValue: ({estimate}) => estimate
    },
    {key: "contacted", title: "Above the line", align: "right", format: (value) => (value === null ? "few" : formatShare(value, 0))},
    {
      key: "found",
      title: "Found",
      align: "right",
      format: (value) => (value === null ? "few" : `${formatShare(value.estimate, 0)} (${formatRange(value, (d) => formatShare(d, 0))})`),
      sortValue: (value) => value?.estimate ?? null
    }
  ];
  const isShown = (key: string): boolean => {
    const measure = OF_MEASURE.get(key);
    return measure === undefined || measures.includes(measure);
  };
  return columns.filter(({key}) => isShown(key));
}

const OF_MEASURE = new Map<string, Measure>([
  ["rocAuc", "ranking"],
  ["contacted", "found"],
  ["found", "found"]
]);

interface Drawing {
  labels: readonly string[];
  measure: Measure;
  all: number;
  width: number;
  height: number;
  titled: string;
}

function drawCohorts(drawn: readonly Drawn[], {labels, measure, all, width, height, titled}: Drawing): Node {
  const isNarrow = width < 560;
  const {label, short, say} = AXES[measure];
  const ends = [all, ...drawn.flatMap(({low, high}) => [low, high]), ...(measure === "found" ? [0] : [])];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const pad = Math.max((most - least) * 0.06, 0.005);
  const color = (d: Drawn): string => (d.standsOut ? (d.estimate > 0 ? colors.churned : colors.retained) : colors.muted);
  const named = measure === "gap" ? "as said" : `all ${say(all)}`;
  return drawPlot({
    width,
    height,
    marginLeft: isNarrow ? 104 : 190,
    marginRight: 56,
    marginTop: 40,
    x: {domain: [measure === "found" ? 0 : least - pad, most + pad]},
    y: {domain: [...labels], padding: 0.3, label: titled},
    marks: [
      gridLinesX({ticks: isNarrow ? 3 : 7}),
      Plot.axisX({
        ticks: isNarrow ? 3 : 7,
        tickSize: 0,
        tickFormat: say,
        label: isNarrow ? short : label,
        labelAnchor: "center",
        labelArrow: "none"
      }),
      Plot.axisY({tickSize: 0, label: null, fontSize: isNarrow ? 11 : 13, tickFormat: (d: string) => shorten(d, isNarrow ? 15 : 28)}),
      Plot.text(
        labels.filter((d) => !drawn.some((own) => own.label === d)),
        {y: (d: string) => d, frameAnchor: "left", dx: 6, text: () => "few", fill: colors.muted}
      ),
      Plot.ruleX([all], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.text([all], {x: (d: number) => d, frameAnchor: "top", dy: -16, text: [named], fill: colors.muted, fontWeight: 600}),
      Plot.ruleY([...drawn], {
        y: "label",
        x1: "low",
        x2: "high",
        stroke: color,
        strokeWidth: 4,
        strokeOpacity: 0.5,
        strokeLinecap: "round"
      }),
      Plot.dot([...drawn], {y: "label", x: "estimate", r: 5, fill: color}),
      ...[true, false].map((isOut) =>
        Plot.text(
          drawn.filter(({standsOut}) => standsOut === isOut),
          {
            y: "label",
            x: "high",
            text: (d: Drawn) => say(d.estimate),
            textAnchor: "start",
            dx: 8,
            fill: colors.ink,
            fontWeight: isOut ? 700 : 400
          }
        )
      )
    ]
  });
}
