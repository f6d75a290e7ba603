import * as Plot from "@observablehq/plot";
import type {ChartFigure} from "../ui/chartFigure.js";
import type {CurvePoint} from "../../lib/metrics/curves.js";
import type {DrawnEvidence, Marked} from "./curveParts.js";
import type {ThresholdRow} from "../../lib/metrics/thresholdTable.js";
import {capitalised, formatCount, formatFixed, formatShare, formatSigned, shareGap, tickDigits} from "../../lib/format.js";
import {curveDifference, heightAt} from "../../lib/metrics/curves.js";
import {recallAt} from "../../lib/decide/contactLine.js";
import {rankGroups} from "../../lib/decide/ranking.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX, gridLinesY} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";
import {calibrationClaim, CURVE_HEIGHT, describeUsers, nameMarks, rocClaim, thresholdMarks} from "./curveParts.js";

/** A curve of churners found, drawn as its difference to the Champion's. */
interface DifferenceKind {
  pointsOf: (model: DrawnEvidence) => CurvePoint[];
  /** where a line on the score lies along it */
  xOf: (row: ThresholdRow) => number;
  claim: (models: readonly DrawnEvidence[], champion: DrawnEvidence) => string;
  name: string;
  axis: string;
  fileName: string;
}

const gains: DifferenceKind = {
  pointsOf: (model) => model.gains.map((d) => [d.share, d.captured]),
  xOf: ({contacted}) => contacted,
  claim: ([model], champion) => gainsDifferenceClaim(model, champion),
  name: "Gains curve",
  axis: `${rowUnit.many} contacted`,
  fileName: "gains-difference"
};

const roc: DifferenceKind = {
  pointsOf: (model) => model.roc.map((d) => [d.falsePositiveRate, d.truePositiveRate]),
  xOf: ({specificity}) => 1 - specificity,
  claim: (models, champion) => rocClaim([champion, ...models]),
  name: "ROC curve",
  axis: `retained ${rowUnit.many} called churned`,
  fileName: "roc-difference"
};

/**
 * How many more churners the models find than the Champion does, where as many users are contacted (gains) and where as many
 * retained are disturbed (ROC); zero is the Champion itself.
 *
 * @param models without the Champion, at least one
 */
export function differenceCurves(models: readonly DrawnEvidence[], champion: DrawnEvidence, marked: Marked): ChartFigure[] {
  return [gains, roc].map((kind) => differenceCurve(kind, {models, champion, marked}));
}

interface Compared {
  models: readonly DrawnEvidence[];
  champion: DrawnEvidence;
  marked: Marked;
}

function differenceCurve(kind: DifferenceKind, compared: Compared): ChartFigure {
  const {models, champion} = compared;
  const base = kind.pointsOf(champion);
  const rows = models.flatMap((model) =>
    TWENTIETHS.map((x) => {
      const [found, foundByChampion] = [heightAt(kind.pointsOf(model), x), heightAt(base, x)];
      return {title: model.title, x, found, foundByChampion, more: found - foundByChampion};
    })
  );
  const title = kind.claim(models, champion);
  return chartFigure({
    title,
    subtitle: `${kind.name}, less ${champion.title}’s; ${describeUsers(champion)}`,
    describe: `Zero is ${champion.title}.`,
    height: CURVE_HEIGHT,
    chart: (width) => drawDifference(kind, compared, width),
    table: {
      rows,
      at: {x: (d) => d.x, y: (d) => d.more},
      columns: [
        {key: "title", title: "Model"},
        {key: "x", title: capitalised(kind.axis), format: (x) => formatShare(x, 0)},
        {key: "found", title: "Churners found", format: (share) => formatShare(share)},
        {key: "foundByChampion", title: `By ${champion.title}`, format: (share) => formatShare(share)},
        {key: "more", title: "Difference", unit: "points", format: (_, d) => points(shareGap(d.found, d.foundByChampion))}
      ]
    },
    source: `Band: how far other churners would move ${champion.title}’s own curve (95%).`,
    fileName: kind.fileName,
    drawsLine: true
  });
}

const points = (share: number): string => formatSigned(100 * share, 1);

/** 0, 5%, ... 100%. */
const TWENTIETHS = Array.from({length: 21}, (_, i) => i / 20);
/** How far other churners, drawn anew, would move a curve of shares of them, place by place: 95% intervals less the curve itself. */
function chanceBand(base: readonly CurvePoint[], groups: DrawnEvidence["groups"]): {x: number; low: number; high: number}[] {
  const ranking = rankGroups(groups);
  return TWENTIETHS.map((x) => {
    const found = Math.min(1, heightAt(base, x));
    const {low, high} = recallAt(ranking, found);
    return {x, low: low - found, high: high - found};
  });
}

function drawDifference({pointsOf, xOf, axis}: DifferenceKind, {models, champion, marked}: Compared, width: number): Node {
  const base = pointsOf(champion);
  const {threshold} = marked;
  const curves = models.map((model) => ({model, points: curveDifference(pointsOf(model), base)}));
  const atLine = curves.flatMap(({model, points}) => {
    const row = model.at(threshold);
    return row.contacted > 0 ? [{x: xOf(row), y: heightAt(points, xOf(row)), color: model.color}] : [];
  });
  const heights = curves.flatMap(({points}) => points.map(([, y]) => y));
  const band = chanceBand(base, champion.groups);
  const ends = [Math.min(...heights, ...band.map((d) => d.low)), Math.max(...heights, ...band.map((d) => d.high))];
  const isRoomAbove = ends[0] + ends[1] > 0;
  const room = 0.2 * (ends[1] - ends[0]); // for the names
  const [low, high] = isRoomAbove ? [ends[0], ends[1] + room] : [ends[0] - room, ends[1]];
  return drawPlot({
    width,
    height: CURVE_HEIGHT,
    x: {domain: [0, 100], percent: true, ticks: width < 420 ? 3 : 5, label: `${capitalised(axis)} (%) →`},
    y: {
      domain: [low * 100, high * 100],
      percent: true,
      nice: true,
      ticks: 5,
      tickFormat: (d: number) => formatSigned(d, tickDigits(d)),
      label: "↑ Churners found (points)"
    },
    marks: [
      gridLinesX({ticks: width < 420 ? 3 : 5}),
      gridLinesY({ticks: 5}),
      Plot.areaY(band, {x: "x", y1: "low", y2: "high", fill: champion.color, fillOpacity: 0.12}),
      Plot.ruleY([0], {stroke: champion.color, strokeWidth: 2}),
      ...curves.map(({model, points}) =>
        Plot.line(points, {x: "0", y: "1", stroke: model.color, strokeWidth: 2.5, strokeDasharray: model.dash})
      ),
      ...thresholdMarks(atLine, threshold, {above: true}),
      ...nameMarks([champion, ...models], isRoomAbove ? "top-right" : "bottom-right")
    ]
  });
}

/** Differences below this, in shares of all churners, read as none. */
const SAME = 0.005;

/** How many more or fewer churners a model finds than the Champion, where both contact as many users. */
export function gainsDifferenceClaim(
  model: Pick<DrawnEvidence, "title" | "gains" | "ranksOtherwise">,
  champion: Pick<DrawnEvidence, "title" | "gains">
): string {
  const [points, base] = [model, champion].map(({gains}) => gains.map((d): CurvePoint => [d.share, d.captured]));
  const heights = curveDifference(points, base).map(([, y]) => y);
  const [fewer, more] = [Math.max(0, ...heights.map((d) => -d)), Math.max(0, ...heights)];
  if (model.ranksOtherwise === false)
    return `Contacting as many, ${model.title} finds churners as often as ${champion.title}, as far as these ${rowUnit.many} can tell`;
  const words = (share: number): string => `${formatFixed(100 * share, 1)} in 100`;
  const whom = `churners than ${champion.title}`;
  if (fewer < SAME && more < SAME) return `Contacting as many, ${model.title} finds as many churners as ${champion.title}`;
  if (more < SAME) return `Contacting as many, ${model.title} finds up to ${words(fewer)} fewer ${whom}`;
  if (fewer < SAME) return `Contacting as many, ${model.title} finds up to ${words(more)} more ${whom}`;
  return `Contacting as many, ${model.title} finds up to ${words(more)} more or ${words(fewer)} fewer ${whom}`;
}

/** How far each model's words are from what happened, group of similar score by group; zero is meaning what it says. */
export function gapChart(models: readonly DrawnEvidence[], marked: Marked): ChartFigure {
  const rows = models.flatMap(({title, calibration}) =>
    calibration.map(({n, predicted, observed, low, high}) => ({
      title,
      n,
      predicted,
      observed,
      gap: observed - predicted,
      low: low - predicted,
      high: high - predicted
    }))
  );
  const title = calibrationClaim(models);
  return chartFigure({
    title,
    subtitle: `Calibration: churned less said, groups of similar score, 95% intervals; ${describeUsers(models[0])}`,
    describe: "At zero the score means what it says; above it more churned.",
    height: CURVE_HEIGHT,
    chart: (width) => drawGaps(models, marked.threshold, width),
    table: {
      rows,
      at: {x: (d) => d.predicted, y: (d) => d.gap},
      columns: [
        {key: "title", title: "Model"},
        {key: "n", title: capitalised(rowUnit.many), format: formatCount},
        {key: "predicted", title: "Said", format: (value) => formatShare(value)},
        {key: "observed", title: "Churned", format: (value) => formatShare(value)},
        {key: "gap", title: "Difference", unit: "points", format: (_, d) => points(shareGap(d.observed, d.predicted))},
        {key: "low", title: "From", format: points},
        {key: "high", title: "To", format: points}
      ]
    },
    fileName: "calibration-gaps",
    drawsLine: true
  });
}

function drawGaps(models: readonly DrawnEvidence[], threshold: number, width: number): Node {
  const end = Math.ceil(20 * Math.max(0.01, ...models.flatMap((d) => d.calibration.map((bin) => bin.predicted)))) / 20;
  const ticks = width < 420 ? 3 : 5;
  const bins = models.flatMap((d) => d.calibration);
  const [low, high] = [Math.min(...bins.map((d) => d.low - d.predicted)), Math.max(...bins.map((d) => d.high - d.predicted))];
  return drawPlot({
    width,
    height: CURVE_HEIGHT,
    x: {domain: [0, end * 100], percent: true, ticks, label: "The model says (in 100) →"},
    y: {
      domain: [low * 100, (high + 0.2 * (high - low)) * 100], // above is room for the names
      percent: true,
      nice: true,
      ticks: 5,
      tickFormat: (d: number) => formatSigned(d, tickDigits(d)),
      label: "↑ More churned than said (points)"
    },
    marks: [
      gridLinesX({ticks}),
      gridLinesY({ticks: 5}),
      Plot.ruleY([0], {stroke: colors.baseline, strokeWidth: 2}),
      threshold <= end ? Plot.ruleX([threshold], {stroke: colors.accent, strokeWidth: 1, strokeOpacity: 0.6}) : null,
      ...models.flatMap((model, i) => {
        const gaps = model.calibration.map(({predicted, observed, low, high}) => ({
          predicted,
          gap: observed - predicted,
          low: low - predicted,
          high: high - predicted
        }));
        const side = {x: "predicted", dx: models.length > 1 ? (i === 0 ? -2 : 2) : 0}; // beside each other where both say the same
        return [
          Plot.ruleX(gaps, {...side, y1: "low", y2: "high", stroke: model.color, strokeWidth: 2, strokeOpacity: 0.5}),
          Plot.dot(gaps, {...side, y: "gap", r: 4.5, symbol: i === 0 ? "circle" : "diamond", fill: model.color, stroke: colors.paper})
        ];
      }),
      ...nameMarks(models, "top-left")
    ]
  });
}
