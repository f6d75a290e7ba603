import type {ModelsBook, Finalist, MetricInfo} from "../../lib/book/models.js";
import type {MetricName} from "../../lib/metrics/metrics.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import type {Estimate} from "../../lib/book/common.js";
import * as Plot from "@observablehq/plot";
import {findNamed, getNamed} from "../../lib/named.js";
import {formatShare, formatTick, listWords, lowerFirst} from "../../lib/format.js";
import {formatEstimate, formatMetric, precisionOf, sayEstimate} from "../shared/metricWords.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";
import {tellsHalf} from "../../lib/champion/tellsHalf.js";

/** Base rate against Champion (and somebody else's recipe), each yardstick on the way from the base rate to perfect. */
export function yardsticks(models: ModelsBook): ChartFigure {
  const {finalists, metrics} = models;
  const baseline = finalists[0];
  const champion = finalists.find(({name}) => name === models.champion) ?? baseline;
  const recipe = finalists.find((d) => d.recipe !== null);
  const told = !tellsHalf(champion) ? metrics.filter(({name}) => name !== "accuracy") : metrics;
  const ways = waysToPerfect(champion, baseline, told);
  const others = recipe ? waysToPerfect(recipe, baseline, told) : [];
  const hasIntervals = ways.some(({way}) => way.low !== null);
  const rows = ways.map((d, i) => ({
    metric: d.metric.title,
    baseline: d.baseline,
    champion: d.value.estimate,
    way: d.way.estimate,
    interval: d,
    recipe: others[i]?.value ?? null
  }));
  return chartFigure({
    title: champion === baseline ? "The base rate stands in for a Champion" : claimOfWays(ways),
    subtitle:
      `How far each score gets from the base rate (0%) to perfect (100%), on ${rowUnit.many} no model had seen` +
      (hasIntervals ? ", with 95% intervals of the difference" : ""),
    describe: ways
      .map(
        ({metric, way, value, baseline: base}) =>
          `${metric.title} ${formatEstimate(metric.name, value)} against ${formatMetric(metric.name, base, precisionOf(value))}, ` +
          `${formatShare(way.estimate, 0)} of the way`
      )
      .join("; "),
    fileName: "yardsticks",
    height: rowHeight * ways.length + 70,
    chart: (width) => drawWays({ways, others, width, championTitle: champion.title, recipeTitle: recipe?.title ?? ""}),
    table: {
      columns: [
        {key: "metric", title: "Yardstick"},
        {
          key: "baseline",
          title: "Base rate",
          format: (base, {interval: {metric, value}}) => formatMetric(metric.name, base, precisionOf(value))
        },
        {
          key: "champion",
          title: "Champion",
          format: (_, {interval: {metric, value}}) => sayEstimate(metric.name, value)
        },
        {key: "way", title: "Way to perfect", format: (value) => formatShare(value, 0)},
        ...(recipe
          ? [
              {
                key: "recipe" as const,
                title: recipe.title,
                format: (value: Estimate | null, {interval: {metric}}: {interval: Way}) =>
                  value ? formatEstimate(metric.name, value) : "–"
              }
            ]
          : [])
      ],
      rows
    }
  });
}

interface DrawOptions {
  ways: readonly Way[];
  others: readonly Way[];
  width: number;
  championTitle: string;
  recipeTitle: string;
}

const rowHeight = 56;
/** Room for a yardstick's name beside its row, in pixels, and how many letters fit into it. */
const BESIDE = 132;
const FITS_BESIDE = 18;
const title = ({metric}: Way): string => metric.title;
const halo = {stroke: colors.paper, strokeWidth: 4} as const;

function drawWays({ways, others, width, championTitle, recipeTitle}: DrawOptions): Node {
  const small = width < 560;
  const above = small || ways.some((d) => title(d).length > FITS_BESIDE);
  // names stand in the row where the two are furthest apart
  const widest = [...ways].sort((a, b) => b.way.estimate - a.way.estimate)[0];
  const beside = others.filter((d) => d.metric === widest.metric);
  const named = {x: estimateOf, y: title, fontWeight: 600, ...halo};
  return drawPlot({
    width,
    height: rowHeight * ways.length + 70,
    marginLeft: above ? 8 : BESIDE,
    marginRight: 20,
    marginTop: 34,
    marginBottom: 36,
    x: {domain: [Math.min(-0.02, ...[...ways, ...others].map(({way}) => way.low ?? way.estimate)), 1]},
    y: {domain: ways.map(title), axis: null},
    marks: [
      gridLinesX({ticks: small ? 4 : 6}),
      Plot.axisX({ticks: small ? 4 : 6, tickFormat: formatTick, tickSize: 0, label: null}),
      Plot.ruleX([0], {stroke: colors.baseline, strokeWidth: 2, strokeDasharray: "5,4"}),
      Plot.text(["base rate"], {x: () => 0, frameAnchor: "top", dy: -16, textAnchor: "start", fill: colors.muted, fontWeight: 600}),
      Plot.text(["perfect"], {x: () => 1, frameAnchor: "top", dy: -16, textAnchor: "end", fill: colors.muted, fontWeight: 600}),
      Plot.dot(others, {x: estimateOf, y: title, r: 5, stroke: colors.muted, strokeWidth: 2, fill: colors.paper}),
      Plot.ruleY(ways, {
        x1: startOf,
        x2: (d: Way) => d.way.high ?? d.way.estimate,
        y: title,
        stroke: colors.champion,
        strokeWidth: 5,
        strokeLinecap: "round"
      }),
      Plot.dot(ways, {x: estimateOf, y: title, r: 7, fill: colors.champion, stroke: colors.paper, strokeWidth: 1.5}),
      ...drawRowLabels(ways, {small, above}),
      Plot.text([widest], {
        ...placeOfName(widest, above),
        y: title,
        fontWeight: 600,
        ...halo,
        text: [championTitle],
        dy: -17,
        fill: colors.champion
      }),
      Plot.text(beside, {...named, text: [recipeTitle], textAnchor: "start", dy: 19, dx: -4, fill: colors.muted})
    ]
  });
}

function estimateOf({way}: Way): number {
  return way.estimate;
}

/** Where the Champion's name stands over its dot: near an end it begins or ends there, and it leaves the left one to a yardstick's name. */
function placeOfName(way: Way, isBesideName: boolean): Plot.TextOptions {
  if (isBesideName) return {frameAnchor: "right", textAnchor: "end"};
  if (estimateOf(way) > NEAR_RIGHT) return {x: estimateOf, textAnchor: "end", dx: 8};
  return estimateOf(way) >= NEAR_LEFT ? {x: estimateOf} : {x: estimateOf, textAnchor: "start", dx: -8};
}

/** Short of so far along, a name in the middle of its dot stands on another, or is cut. */
const NEAR_LEFT = 0.45;
/** Beyond so far along it would leave the figure. */
const NEAR_RIGHT = 0.85;

/** An interval that ends so far along leaves its value no room behind it; one that begins so near leaves none before it. */
const FAR = 0.7;
const NEAR = 0.4;

function endOf({way}: Way): number {
  return way.high ?? way.estimate;
}

function startOf({way}: Way): number {
  return way.low ?? way.estimate;
}

/**
 * The yardstick's name, above its row where there is no room beside it, and the value at the end of its interval, before it, or under
 * one that leaves room at neither end, where it would stand on the line of the base rate.
 */
function drawRowLabels(ways: readonly Way[], {small, above}: {small: boolean; above: boolean}): Plot.Markish[] {
  const value = {
    y: title,
    fill: colors.muted,
    ...halo,
    text: (d: Way) =>
      small
        ? formatTick(d.way.estimate)
        : `${formatEstimate(d.metric.name, d.value)}, base rate ${formatMetric(d.metric.name, d.baseline, precisionOf(d.value))}`
  };
  const name = {y: title, text: title, textAnchor: "start", fontSize: 13, fontWeight: 600, fill: colors.ink} as const;
  return [
    above ? Plot.text(ways, {...name, x: () => 0, dx: 10, dy: -17, ...halo}) : Plot.text(ways, {...name, frameAnchor: "left", dx: -BESIDE}),
    Plot.text(ways, {...value, filter: (d: Way) => endOf(d) <= FAR, x: endOf, textAnchor: "start", dx: 12}),
    Plot.text(ways, {...value, filter: (d: Way) => endOf(d) > FAR && startOf(d) > NEAR, x: startOf, textAnchor: "end", dx: -12}),
    Plot.text(ways, {...value, filter: (d: Way) => endOf(d) > FAR && startOf(d) <= NEAR, x: endOf, textAnchor: "end", dy: 17})
  ];
}

/** What a perfect model gets, where a way to it says something; null: it says nothing, or there is no such value. */
const perfect = {
  logLoss: 0,
  brierScore: 0,
  rocAuc: 1,
  averagePrecision: 1,
  accuracy: 1,
  f1AtHalf: null,
  recallAtHalf: null,
  precisionAtHalf: null,
  liftAtTenPercent: null,
  calibrationError: null
} as const satisfies Record<MetricName, number | null>;

export interface Way {
  metric: MetricInfo;
  model: string;
  /** 0: as the base rate, 1: perfect */
  way: Estimate;
  value: Estimate;
  baseline: number;
}

/**
 * How far a model gets from the base rate's score (0) to a perfect one (1), by metric, on test rows. Negative is worse
 * than the base rate. Metrics without a perfect value are left out.
 */
export function waysToPerfect(model: Finalist, baseline: Finalist, metrics: readonly MetricInfo[]): Way[] {
  return metrics.flatMap((metric): Way[] => {
    const to = findNamed<number | null>(perfect, metric.name) ?? null;
    const value = findNamed(model.test, metric.name);
    if (to === null || value === undefined) return [];
    const from = getNamed(baseline.test, metric.name).estimate;
    const {low, high} = getNamed(model.overBase, metric.name);
    const [worst, best] = to > from ? [low, high] : [high, low];
    const wayOf = (difference: number): number => Math.min(1, difference / (to - from)); // all three are rounded, each by itself
    const estimate = wayOf(value.estimate - from); // as the two figures beside it have it
    const ends =
      worst === null || best === null
        ? {low: null, high: null}
        : {low: Math.min(wayOf(worst), estimate), high: Math.max(wayOf(best), estimate)};
    return [{metric, model: model.name, way: {estimate, ...ends}, value, baseline: from}];
  });
}

/** The finding over all metrics: where the model clearly beats the base rate, and where not. */
export function claimOfWays(ways: readonly Way[]): string {
  const unclear = ways.filter(({way}) => way.low === null || way.low <= 0).map(({metric}) => lowerFirst(metric.title));
  if (unclear.length === 0) return "The Champion beats the base rate by every yardstick";
  if (ways.every(({way}) => way.low === null))
    return `Of so few ${rowUnit.many} no interval tells how far the Champion is from the base rate`;
  if (unclear.length === ways.length) return "No yardstick tells the Champion clearly from the base rate";
  if (2 * unclear.length >= ways.length) {
    const clear = ways.map(({metric}) => lowerFirst(metric.title)).filter((name) => !unclear.includes(name));
    return `The Champion beats the base rate by ${listWords(clear)}, and clearly by no other yardstick`;
  }
  return `The Champion beats the base rate by every yardstick but ${listWords(unclear)}`;
}
