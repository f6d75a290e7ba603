import * as Plot from "@observablehq/plot";
import type {HonestyBook, LearningCurve} from "../../lib/book/honesty.js";
import {capitalised, formatCount, sayWithin, formatFixed, formatShare, formatSigned, supportedDigits} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {baseRateRuleY, drawPlot, gridLinesY} from "../ui/drawPlot.js";
import {colors} from "../ui/colors.js";
import {compareOnFolds, foldInterval} from "../../lib/statistics/foldScores.js";
import {rowUnit} from "../ui/rowUnit.js";

interface LearningRow {
  nRows: number;
  share: number;
  heldOut: number;
  low: number;
  high: number;
  fitted: number;
}

/** Log loss of the Champion by the number of users that it was fitted on, held out and fitted. @param model the Champion's title */
export function learningChart({learningCurve}: HonestyBook, {model}: {model: string}): HTMLElement {
  const rows = learningCurve.points.map(({nRows, share, heldOut, fitted}): LearningRow => {
    const {estimate, low, high} = foldInterval(heldOut.folds, {testToTrain: learningCurve.testToTrain});
    return {nRows, share, heldOut: estimate, low, high, fitted: fitted.mean};
  });
  const loss = (value: number, row: LearningRow): string => formatFixed(value, digitsOf(row));
  const height = 340;
  return chartFigure({
    title: learningClaim(learningCurve, rowUnit.many),
    subtitle:
      `${model}: log loss (lower is better) by the number of ${rowUnit.many} fitted on, mean over the folds; the band is its ` +
      "95% interval, corrected for what folds share (Nadeau and Bengio, 2003)",
    describe: rows
      .map((d) => `With ${formatCount(d.nRows)} ${rowUnit.many}: held out ${loss(d.heldOut, d)}, fitted ${loss(d.fitted, d)}.`)
      .join(" "),
    height,
    chart: (width) => drawLearning(rows, {width, height, baseline: learningCurve.baseline}),
    table: {
      rows,
      columns: [
        {key: "nRows", title: `Fitted on`, unit: rowUnit.many, format: formatCount},
        {key: "share", title: "Share", format: (share) => formatShare(share, 0)},
        {key: "heldOut", title: "Held out", format: loss},
        {key: "low", title: "95% from", format: loss},
        {key: "high", title: "95% to", format: loss},
        {key: "fitted", title: "Fitted on", format: loss}
      ]
    },
    note: overfitSentence(learningCurve),
    fileName: "learning-curve"
  });
}

/** Digits of a loss that its interval over folds supports. */
function digitsOf({low, high}: Pick<LearningRow, "low" | "high">): number {
  return supportedDigits((high - low) / 2, 4);
}

function drawLearning(rows: readonly LearningRow[], {width, height, baseline}: {width: number; height: number; baseline: number}): Node {
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const ends = [
    {nRows: first.nRows, y: first.high, text: "held out", dy: -10},
    {nRows: first.nRows, y: first.fitted, text: "fitted on", dy: 16}
  ];
  const ticks = rows.map((d) => d.nRows).filter((_, i) => width >= 480 || rows.length <= 3 || i % 2 === 1);
  const [least, most] = [Math.min(...rows.map((d) => Math.min(d.fitted, d.low))), Math.max(baseline, ...rows.map((d) => d.high))];
  return drawPlot({
    width,
    height,
    marginLeft: 52,
    marginRight: 28,
    x: {type: "log", label: `${capitalised(rowUnit.many)} fitted on (log scale) →`},
    y: {
      label: "↑ Log loss",
      domain: [least - 0.07 * (most - least), most], // room for the word under the lowest point
      nice: true,
      ticks: 6
    },
    marks: [
      gridLinesY(),
      Plot.axisX(ticks, {text: formatCount}), // a log axis would leave out the labels of some
      baseRateRuleY(baseline, "base rate"),
      Plot.areaY(rows, {x: "nRows", y1: "low", y2: "high", fill: colors.champion, fillOpacity: 0.16}),
      Plot.lineY(rows, {x: "nRows", y: "fitted", stroke: colors.muted, strokeWidth: 1.75, strokeDasharray: "4,3"}),
      Plot.dot(rows, {x: "nRows", y: "fitted", r: 3, fill: colors.paper, stroke: colors.muted, strokeWidth: 1.5}),
      Plot.lineY(rows, {x: "nRows", y: "heldOut", stroke: colors.champion, strokeWidth: 2.5}),
      Plot.dot(rows, {x: "nRows", y: "heldOut", r: 4, fill: colors.champion}),
      ...ends.map(({dy, ...d}) =>
        Plot.text([d], {
          x: "nRows",
          y: "y",
          text: "text",
          dy,
          textAnchor: "start",
          fontWeight: 600,
          fill: colors.ink,
          stroke: colors.paper,
          strokeWidth: 4
        })
      ),
      Plot.text([last], {
        x: "nRows",
        y: "heldOut",
        text: (d: LearningRow) => formatFixed(d.heldOut, digitsOf(d)),
        dy: -14,
        textAnchor: "end",
        dx: 8,
        fontWeight: 600,
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      })
    ]
  });
}

type Point = LearningCurve["points"][number];

/** The last point with at most half of the rows, else the first: what doubling the users, or more, did. */
export function pointBefore(points: readonly Point[]): Point {
  const last = points[points.length - 1];
  return points.filter((d) => d.nRows <= last.nRows / 2).at(-1) ?? points[0];
}

/** A change of log loss that somebody would notice; where the interval holds no such one, more rows are said to hardly help. */
const MATTERS = 0.005;

/** The base rate's own loss, up to the digits that ship: of each fold six, of the mean six. */
const SAME = 5e-6;

/**
 * Whether more users would help, as a claim: by the last doubling, paired over the folds. What is left to gain is about half of the gap
 * between rows held out and rows fitted on: both lie as far from what ever more rows would come to.
 *
 * @see Akaike (1974), A new look at the statistical model identification
 */
export function learningClaim({points, testToTrain, baseline}: LearningCurve, units: string): string {
  const [before, last] = [pointBefore(points), points[points.length - 1]];
  if (Math.abs(last.heldOut.mean - baseline) < SAME)
    return `More ${units} would tell the base rate more exactly, and it learns nothing else`;
  const from = `from ${formatCount(before.nRows)} to ${formatCount(last.nRows)}`;
  const {difference} = compareOnFolds(before.heldOut.folds, last.heldOut.folds, {testToTrain});
  const {estimate, low, high} = difference;
  const fall = `log loss fell by ${sayWithin(difference, 4)}`;
  if (low > 0 && last.heldOut.mean - last.fitted.mean < 2 * MATTERS)
    return `More ${units} helped up to here: ${from} ${fall}; with these settings little is left to gain`;
  if (low > 0) return `More ${units} would still help: ${from} ${fall}`;
  if (high < 0 && -estimate < MATTERS)
    return `More ${units} alone would hardly help: ${from} log loss moved by ${formatSigned(-estimate, 4)}`;
  if (high < 0) return `More ${units} did harm: ${from} log loss rose by ${formatFixed(-estimate, 4)}`;
  const moved = `${from} log loss moved by ${formatSigned(-estimate, 4)}, which the folds cannot tell from nothing`;
  return Math.max(-low, high) < MATTERS
    ? `More ${units} alone would hardly help: ${moved}`
    : `Whether more ${units} would help cannot be told: ${moved}`;
}

/** How far rows fitted on and rows held out lie apart in the end, in a sentence. */
export function overfitSentence({points, testToTrain}: LearningCurve): string {
  const last = points[points.length - 1];
  const digits = digitsOf(foldInterval(last.heldOut.folds, {testToTrain}));
  const [heldOut, fitted] = [last.heldOut.mean, last.fitted.mean].map((loss) => Number(loss.toFixed(digits))); // as the chart prints them
  const gap = heldOut - fitted;
  return gap > 0
    ? `With all rows the ${rowUnit.many} it was fitted on are judged ${formatFixed(gap, digits)} better than those held out; ` +
        "that gap is what it learned of them that does not hold for others."
    : `With all rows the ${rowUnit.many} held out are judged no worse than those it was fitted on.`;
}
