import * as Plot from "@observablehq/plot";
import type {CalibrationSlope} from "../../lib/book/honesty.js";
import {formatFixed, formatP, formatSigned, listWords, supportedDigits} from "../../lib/format.js";
import {sideAmong} from "../../lib/statistics/intervals.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";

interface SlopeRow {
  title: string;
  slope: number;
  low: number;
  high: number;
  intercept: number;
  pValue: number;
  spread: Spread;
}

/** Whether scores are spread too far or not far enough: the calibration slope of every finalist, 1 when neither. */
export function slopeChart(finalists: readonly CalibrationSlope[]): HTMLElement {
  const rows = finalists.flatMap((finalist): SlopeRow[] => {
    const {title, fit} = finalist;
    if (!fit?.slope) return [];
    const {estimate: slope, low, high} = fit.slope;
    return [{title, slope, low, high, intercept: fit.intercept.estimate, pValue: fit.pValue, spread: spreadOf(finalist, finalists.length)}];
  });
  if (rows.length === 0) return emptyState("No finalist has a calibration slope.");
  const height = 72 + 44 * rows.length;
  const ofSlope = (value: number, {low, high}: SlopeRow): string => formatFixed(value, supportedDigits((high - low) / 2, 3));
  return chartFigure({
    title: slopeClaim(finalists),
    subtitle: "Calibration slope on out-of-fold scores, with 95% intervals: under 1 scores are too extreme, above 1 too timid",
    describe: rows
      .slice(0, 3)
      .map((d) => `${d.title}: ${formatFixed(d.slope, 2)}.`)
      .join(" "),
    height,
    chart: (width) => drawSlopes(rows, width, height),
    table: {
      rows,
      columns: [
        {key: "title", title: "Finalist"},
        {key: "slope", title: "Slope", format: ofSlope},
        {key: "low", title: "From", format: ofSlope},
        {key: "high", title: "To", format: ofSlope},
        {key: "intercept", title: "Intercept", format: (intercept) => formatSigned(intercept, 3)},
        {key: "pValue", title: "p, against 1 and 0", format: formatP},
        {key: "spread", title: "Scores"}
      ]
    },
    note: ["Hollow: no further from 1 than chance makes of so many.", recalibrationSentence(finalists)].filter(Boolean).join(" "),
    fileName: "calibration-slopes"
  });
}

function drawSlopes(rows: readonly SlopeRow[], width: number, height: number): Node {
  const fill = (d: SlopeRow): string => (d.spread === "no fault shown" || d.spread === "not known" ? colors.paper : colors.ink);
  return drawPlot({
    width,
    height,
    marginTop: 26,
    marginLeft: 8,
    x: {label: "← too extreme · calibration slope · too timid →", labelAnchor: "center", nice: true, ticks: width < 480 ? 4 : 8},
    y: {domain: rows.map((d) => d.title), axis: null},
    marks: [
      gridLinesX(),
      Plot.ruleX([1], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.ruleY(rows, {y: "title", x1: "low", x2: "high", stroke: colors.ink, strokeWidth: 2}),
      Plot.dot(rows, {x: "slope", y: "title", r: 5, fill, stroke: colors.ink, strokeWidth: 2}),
      Plot.text(rows, {
        y: "title",
        frameAnchor: "left",
        textAnchor: "start",
        dy: -15,
        text: (d: SlopeRow) => `${d.title}: ${formatFixed(d.slope, 2)}`,
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      })
    ]
  });
}

export type Spread = "no fault shown" | "too extreme" | "too timid" | "not known";

/**
 * What a finalist's calibration slope says of its scores: under 1 they are spread too far, above 1 not far enough. An interval that holds 1 shows no
 * fault, and does not show that there is none.
 *
 * @param nLooked how many finalists are looked at
 */
export function spreadOf({fit}: CalibrationSlope, nLooked: number): Spread {
  if (!fit?.slope) return "not known";
  const side = sideAmong(fit.slope, {at: 1, nLooked});
  if (side !== 0) return side < 0 ? "too extreme" : "too timid";
  return fit.slope.low > 0 ? "no fault shown" : "not known"; // scores that hardly vary have any slope
}

/** Whose scores are spread wrongly, as a claim. */
export function slopeClaim(finalists: readonly CalibrationSlope[]): string {
  const of = (spread: Spread): string[] => finalists.filter((d) => spreadOf(d, finalists.length) === spread).map((d) => d.title);
  const wrong = (["too extreme", "too timid"] as const).map((how) => ({how, titles: of(how)})).filter((d) => d.titles.length > 0);
  if (wrong.length === 0) return "No finalist’s scores are known to be too extreme or too timid";
  const [first, ...rest] = wrong.map(({how, titles}, i) =>
    i === 0 ? `Scores of ${listWords(titles)} are ${how}` : `of ${listWords(titles)} ${how}`
  );
  const right = of("no fault shown").length;
  return `${[first, ...rest].join(", ")}${right > 0 ? `; the other ${right === 1 ? "one shows" : `${right} show`} no such fault` : ""}`;
}

/** What was done because of it, in a sentence; empty where nothing had to be. */
export function recalibrationSentence(finalists: readonly CalibrationSlope[]): string {
  const mended = finalists.filter((d) => d.recalibration?.state === "used").map((d) => d.title);
  const refused = finalists.filter((d) => d.recalibration?.state === "refused").map((d) => d.title);
  return [
    mended.length > 0
      ? `${listWords(mended)} would have failed the calibration gate and ${mended.length > 1 ? "were" : "was"} recalibrated; shown is what ships.`
      : "",
    refused.length > 0 ? `${listWords(refused)} would have failed it too, but recalibration could not help.` : ""
  ]
    .filter(Boolean)
    .join(" ");
}
