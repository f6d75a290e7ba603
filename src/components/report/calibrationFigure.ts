import * as Plot from "@observablehq/plot";
import type {CalibrationBin, ModelsBook} from "../../lib/book/models.js";
import {whyNotHowMany} from "../../lib/champion/whyNotHowMany.js";
import {curvesToShow, rateOfAll} from "../../lib/metrics/curves.js";
import {capitalised, formatCount, formatShare, formatTick, formatTogether, sayShare} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {el} from "../ui/dom.js";
import {drawPlot, gridLinesX, gridLinesY} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";

const whom = {test: `test ${rowUnit.many}`, outOfFold: `${rowUnit.many} by out-of-fold scores`};

/** What the Champion said against what happened, in groups of equal size. */
export function calibrationFigure(models: ModelsBook): HTMLElement {
  const champion = models.finalists.find(({name}) => name === models.champion) ?? models.finalists[0];
  const shown = curvesToShow(champion);
  if (shown === null) return el("div", {hidden: true}); // the figures beside it say so
  const bins = shown.calibration;
  const honest = bins.filter(({predicted, low, high}) => predicted >= low && predicted <= high).length;
  const top = bins[bins.length - 1];
  return chartFigure({
    title: claimOfTop(top, whyNotHowMany(models, champion) === "off"),
    subtitle: `Mean score against the share that churned, ${sayGroups(bins.length)} of ${whom[shown.set]}, 95% intervals`,
    ...sayHonest(honest, bins.length),
    fileName: "calibration",
    height: (width) => Math.min(420, Math.max(320, width * 0.9)),
    chart: (width) => drawCalibration(bins, width),
    table: {
      columns: [
        {key: "predicted", title: "Said", format: (value) => formatShare(value)},
        {
          key: "observed",
          title: "Churned",
          format: (estimate, {low, high}) => sayShare({estimate, low, high})
        },
        {key: "n", title: capitalised(rowUnit.many), format: formatCount}
      ],
      rows: bins,
      at: {x: (d) => d.predicted, y: (d) => d.observed}
    }
  });
}

/**
 * What was said of those who score highest, and what happened; no more is claimed of the difference than their interval tells, nor is it
 * laid to chance where all scores together are off by more than that.
 */
export function claimOfTop(
  {predicted, observed, low, high}: Pick<CalibrationBin, "predicted" | "observed" | "low" | "high">,
  isOff = false
): string {
  const [said, happened] = formatTogether([predicted, observed]);
  const isByChance = said !== happened && low <= predicted && predicted <= high;
  return isByChance
    ? `When it says ${said}, ${happened} churned${isOff ? "" : ": no further off than chance explains"}`
    : `When it says ${said}, it is about ${happened}`;
}

/** In how many groups what was said lies within the interval of what happened; of one group, whether it does. */
export function sayHonest(nHonest: number, n: number): {describe: string; note: string} {
  const diagonal = "the diagonal, on which every word is true";
  if (n === 1) {
    const isHonest = nHonest === 1;
    return {
      describe: `What the model said lies ${isHonest ? "within" : "outside"} the interval of what happened.`,
      note: `The interval ${isHonest ? "holds" : "does not hold"} ${diagonal}.`
    };
  }
  return {
    describe: `In ${nHonest} of ${n} groups what the model said lies within the interval of what happened.`,
    note: `${nHonest} of ${n} intervals ${nHonest === 1 ? "holds" : "hold"} ${diagonal}.`
  };
}

function sayGroups(n: number): string {
  return n === 1 ? "1 group" : `${n} groups`;
}

function drawCalibration(bins: readonly CalibrationBin[], width: number): Node {
  const rate = rateOfAll(bins);
  const top = Math.ceil(Math.max(...bins.map(({high, predicted}) => Math.max(high, predicted))) * 10) / 10;
  const axis = {ticks: 5, tickFormat: formatTick, tickSize: 0};
  return drawPlot({
    width,
    height: Math.min(420, Math.max(320, width * 0.9)),
    marginTop: 28,
    marginRight: 16,
    marginLeft: 44,
    x: {domain: [0, top]},
    y: {domain: [0, top]},
    marks: [
      gridLinesY({ticks: 5}),
      gridLinesX({ticks: 5}),
      Plot.axisX({...axis, label: "the model said →"}),
      Plot.axisY({...axis, label: "↑ churned"}),
      Plot.line(
        [
          [0, 0],
          [top, top]
        ],
        {stroke: colors.muted, strokeWidth: 1.25, strokeDasharray: "2,3"}
      ),
      Plot.text([[top, top]], {
        text: ["said = happened"],
        textAnchor: "end",
        dx: -14,
        dy: 2,
        fill: colors.muted,
        stroke: colors.paper,
        strokeWidth: 4
      }),
      Plot.ruleY([rate], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"}),
      Plot.text([rate], {
        y: (d: number) => d,
        frameAnchor: "right",
        text: [`everyone: ${formatTick(rate)}`],
        textAnchor: "end",
        dy: -8,
        fill: colors.muted,
        fontWeight: 500,
        stroke: colors.paper,
        strokeWidth: 4
      }),
      Plot.ruleX(bins, {
        x: "predicted",
        y1: "low",
        y2: "high",
        stroke: colors.churned,
        strokeWidth: 2.5,
        strokeLinecap: "round",
        strokeOpacity: 0.55
      }),
      Plot.dot(bins, {x: "predicted", y: "observed", r: 5.5, fill: colors.churned, stroke: colors.paper, strokeWidth: 1.5})
    ]
  });
}
