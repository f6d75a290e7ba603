import * as Plot from "@observablehq/plot";
import type {Interval} from "../../lib/book/common.js";
import type {EdaBook} from "../../lib/book/eda.js";
import {capitalised, formatCount, formatFixed, formatShare, sayShare, tickDigits} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {pWords} from "../../lib/format.js";
import {testWords} from "./claims.js";
import {rowUnit} from "../ui/rowUnit.js";

interface Level {
  name: string;
  n: number;
  missing: number;
  share: Interval;
}

/** Is the label missing at random? By every category, and by every number variable. */
export function missingLabels({missingLabels: {byCategory, byNumber}, variables}: EdaBook): HTMLElement {
  const titleOf = (name: string): string => variables.find(({input}) => input === name)?.title ?? name;
  const numbers = byNumber.map(({input, test}) => ({title: titleOf(input), ...test}));
  const clear = numbers.filter(({adjustedP}) => adjustedP < 0.05).length;
  const table = dataTable({
    caption: `${clear} of ${numbers.length} number variables differ`,
    hideCaption: clear === 0,
    rows: numbers,
    sort: {key: "adjustedP", descending: false},
    columns: [
      {key: "title", title: "Variable"},
      {
        key: "effect",
        title: "Kolmogorov’s D",
        align: "right",
        format: ({estimate}) => formatFixed(estimate, 3),
        sortValue: ({estimate}) => estimate,
        hint: "The largest gap between the two distributions: 0 is none, 1 is complete"
      },
      {key: "pValue", title: "p", format: (value) => pWords(value).replace("p = ", "")},
      {
        key: "adjustedP",
        title: "Adjusted",
        format: (value) => pWords(value).replace("p = ", ""),
        hint: "Holm’s adjustment over all variables"
      }
    ]
  });
  return el(
    "div",
    {class: "grid grid-cols-2"},
    el(
      "div",
      {},
      byCategory.map(({input, levels, test}) =>
        categoryFigure(
          titleOf(input),
          levels.map(({level, ...rest}) => ({name: level, ...rest})),
          testWords(test)
        )
      )
    ),
    el("div", {}, clear === 0 ? folded("No number variable differs between the unlabelled and the labelled", table) : table)
  );
}

/** A table that shows nothing to be found, for those who want to see it. */
function folded(claim: string, table: HTMLElement): HTMLElement {
  return el("details", {class: "expert"}, el("summary", {}, claim), table);
}

function categoryFigure(title: string, levels: readonly Level[], test: string): HTMLElement {
  const overall = levels.reduce((sum, {missing}) => sum + missing, 0) / levels.reduce((sum, {n}) => sum + n, 0);
  const apart = levels.some(({share}) => share.low > overall || share.high < overall);
  return chartFigure({
    title: apart ? `Labels are missing unevenly by ${title}` : `Labels are missing alike on every ${title}`,
    subtitle: `Share of ${rowUnit.many} without a label, with 95% intervals`,
    describe: levels.map(({name, share}) => `${name} ${formatShare(share.estimate)}`).join("; "),
    note: `${test}.`,
    fileName: "missing-labels",
    height: 60 * levels.length + 60,
    chart: (width) => drawLevels(levels, overall, width),
    table: {
      columns: [
        {key: "name", title},
        {key: "n", title: capitalised(rowUnit.many), format: formatCount},
        {key: "missing", title: "Without label", format: formatCount},
        {
          key: "share",
          title: "Share",
          align: "right",
          format: sayShare,
          sortValue: (s) => s.estimate
        }
      ],
      rows: levels
    }
  });
}

function drawLevels(levels: readonly Level[], overall: number, width: number): Node {
  return drawPlot({
    width,
    height: 60 * levels.length + 60,
    marginLeft: 8,
    marginTop: 28,
    x: {domain: [0, Math.max(...levels.map(({share}) => share.high)) * 1.15]},
    y: {domain: levels.map(({name}) => name), axis: null},
    marks: [
      gridLinesX({ticks: 5}),
      Plot.axisX({ticks: 5, tickFormat: (v: number) => formatShare(v, tickDigits(100 * v)), tickSize: 0, label: "without a label →"}),
      Plot.ruleX([overall], {stroke: colors.ink, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.text([overall], {
        x: (d: number) => d,
        frameAnchor: "top",
        dy: -14,
        text: [`everyone: ${formatShare(overall)}`],
        fill: colors.ink,
        fontWeight: 600
      }),
      Plot.ruleY(levels, {
        x1: (d: Level) => d.share.low,
        x2: (d: Level) => d.share.high,
        y: "name",
        stroke: colors.muted,
        strokeWidth: 4,
        strokeLinecap: "round"
      }),
      Plot.dot(levels, {x: (d: Level) => d.share.estimate, y: "name", r: 6, fill: colors.muted, stroke: colors.paper, strokeWidth: 1.5}),
      Plot.text(levels, {
        frameAnchor: "left",
        y: "name",
        text: (d: Level) => `${d.name}, ${formatShare(d.share.estimate)}`,
        textAnchor: "start",
        dy: -15,
        fontWeight: 600,
        fill: colors.ink
      })
    ]
  });
}
