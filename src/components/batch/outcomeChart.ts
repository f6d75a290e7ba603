import * as Plot from "@observablehq/plot";
import type {CalibrationBin} from "../../lib/book/models.js";
import type {ScoreCard} from "../../lib/judge/scoreCard.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawCalibrationPlot} from "../shared/calibrationPlot.js";
import {rowUnit} from "../ui/rowUnit.js";

const HEIGHT = 340;

interface Bin extends CalibrationBin {
  whose: string;
}

/** What scores said against what happened, in the file and as the book promised. */
export function outcomeChart({calibration, promised, n}: ScoreCard): ChartFigure {
  const promisedBins = promised?.calibration ?? [];
  const rows = [
    ...calibration.map((bin): Bin => ({whose: "File", ...bin})),
    ...promisedBins.map((bin): Bin => ({whose: "Promised", ...bin}))
  ];
  return chartFigure<Bin>({
    title: claim(calibration),
    subtitle:
      `Calibration: ${formatCount(n)} rows of the file in ${calibration.length === 1 ? "one group" : `${calibration.length} groups`} of like score, ` +
      `with 95% intervals${promised ? `; dashed: ${formatCount(promised.n)} training ${rowUnit.many}, out-of-fold` : ""}`,
    describe: "On the diagonal, the score means what it says.",
    height: HEIGHT,
    chart: (width) => draw(calibration, promisedBins, width),
    table: {
      rows,
      columns: [
        {key: "whose", title: "Rows of"},
        {key: "predicted", title: "The model says", format: (value) => formatShare(value)},
        {key: "observed", title: "Churned", format: (value) => formatShare(value)},
        {key: "low", title: "at least", format: (value) => formatShare(value)},
        {key: "high", title: "at most", format: (value) => formatShare(value)},
        {key: "n", title: "Rows", format: formatCount}
      ]
    },
    fileName: "batch-outcome",
    isOwn: true
  });
}

/** In how many groups chance explains the difference. */
function claim(bins: readonly CalibrationBin[]): string {
  const held = bins.filter(({predicted, low, high}) => predicted >= low && predicted <= high).length;
  if (bins.length === 1) return held === 1 ? "As many churned as was said, up to chance" : "Another share churned than was said";
  return `In ${held === bins.length ? `all ${held}` : `${held === 0 ? "none" : held} of ${bins.length}`} groups as many churned as was said, up to chance`;
}

function draw(bins: readonly CalibrationBin[], promised: readonly CalibrationBin[], width: number): Node {
  const top = Math.max(0.05, ...[...bins, ...promised].flatMap(({predicted, high}) => [predicted, high]));
  return drawCalibrationPlot({
    width,
    height: HEIGHT,
    top,
    marks: () => [
      Plot.line(promised, {x: "predicted", y: "observed", stroke: colors.ink, strokeWidth: 1.5, strokeDasharray: "6,4"}),
      Plot.ruleX(bins, {x: "predicted", y1: "low", y2: "high", stroke: colors.accent, strokeWidth: 2, strokeOpacity: 0.6}),
      Plot.dot(bins, {x: "predicted", y: "observed", r: 4.5, fill: colors.accent, stroke: colors.paper})
    ]
  });
}
