import * as Plot from "@observablehq/plot";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {HonestyBook, Luck} from "../../lib/book/honesty.js";
import type {MetricInfo} from "../../lib/book/models.js";
import {BASELINE} from "../../lib/dataset/baseline.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {formatMetric, getMetricInfo, isShare} from "../shared/metricWords.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {lowerFirst} from "../../lib/format.js";
import {rowUnit} from "../ui/rowUnit.js";

interface LuckRow {
  labels: "real labels" | "shuffled labels";
  score: number;
}

const LANES = ["real labels", "shuffled labels"] as const;

/** The yardstick that tells skill from none at a glance: where nothing is known it is 0.5, whatever the churn rate; a loss is the base rate's there. */
const TOLD_BY = "rocAuc";

/** Every finished trial beside as many trials on labels dealt out at random. */
export function luckChart(book: ExperimentsBook, {luck, checks, shuffled}: HonestyBook): HTMLElement {
  const metric = getMetricInfo(book, TOLD_BY);
  const own = book.trials.filter((d) => d.recipe === null && d.state === "finished");
  const sign = metric.better === "lower" ? 1 : -1;
  const means = own.flatMap((d) => d.scores[metric.name]?.mean ?? []).toSorted((a, b) => sign * (a - b));
  if (means.length === 0) return emptyState("No trial finished, so there is nothing to set beside luck.");
  const rows = [
    ...means.map((score): LuckRow => ({labels: "real labels", score})),
    ...luck.scores[metric.name].map((score): LuckRow => ({labels: "shuffled labels", score}))
  ];
  const verdict = checks.find((d) => d.name === "shuffledLabels");
  const title = book.learners.find((d) => d.name === shuffled.model)?.title ?? "The Champion";
  const aside = book.trials.some((d) => d.recipe !== null) ? ", recipes aside," : "";
  const show = (value: number): string => formatMetric(metric.name, value);
  const range = luckRange(luck, metric, means);
  const drawn = rows.filter((d) => d.score >= range.low && d.score <= range.high);
  const height = 230;
  return chartFigure({
    title: luckClaim(luck, metric, {found: means[0], isCrowned: shuffled.model !== BASELINE}),
    subtitle:
      `${metric.title}, 0.5 on average where there is nothing to find: one stroke per trial, its mean over ${book.folds} folds; on top ` +
      `every finished trial, below the search’s own ${luck.nTrials}${aside} on each of ${luck.scores[metric.name].length / luck.nTrials} ` +
      `of the ${luck.shuffles} shuffles of the labels; thick: what the best reaches in one of 20 shuffles`,
    describe: luckGrowth(luck, metric),
    height,
    chart: (width) =>
      drawLuck(drawn, {width, height, metric, marks: {best: means[0], luck: luck.rare[metric.name], baseline: book.baseline[metric.name]}}),
    table: {
      rows,
      at: {x: (d) => d.score, fy: (d) => d.labels},
      columns: [
        {key: "labels", title: "Trial on"},
        {key: "score", title: metric.title, format: show}
      ]
    },
    note: [
      luckGrowth(luck, metric),
      luckSpread(luck, metric),
      verdict ? shuffledSentence(title, verdict.detail, verdict.passed) : "",
      range.nBeyond > 0
        ? `${range.nBeyond} hopeless ${range.nBeyond === 1 ? "trial" : "trials"} on shuffled labels, ` +
          `beyond the ${metric.better === "lower" ? "right" : "left"} edge, ${range.nBeyond === 1 ? "is" : "are"} not drawn.`
        : "",
      sayFittedOnce(luck, book.rows.searched)
    ]
      .filter(Boolean)
      .join(" "),
    fileName: `luck-${metric.name}`
  });
}

interface DrawOptions {
  width: number;
  height: number;
  metric: MetricInfo;
  marks: {best: number; luck: number; baseline: number | undefined};
}

function drawLuck(rows: readonly LuckRow[], {width, height, metric, marks}: DrawOptions): Node {
  const ends = [
    {labels: LANES[0], score: marks.best, text: `best ${formatMetric(metric.name, marks.best)}`},
    {labels: LANES[1], score: marks.luck, text: `luck, 1 in 20: ${formatMetric(metric.name, marks.luck)}`}
  ];
  const stroke = (d: {labels: string}): string => (d.labels === LANES[0] ? colors.accent : colors.muted);
  const scores = rows.map((d) => d.score);
  const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
  const [left, right] = [ends.filter((d) => d.score > middle), ends.filter((d) => d.score <= middle)];
  const label = (data: typeof ends, textAnchor: "start" | "end"): Plot.Markish =>
    Plot.text(data, {
      x: "score",
      fy: "labels",
      frameAnchor: "bottom",
      dy: 4,
      dx: textAnchor === "end" ? -6 : 6,
      text: "text",
      textAnchor,
      fontWeight: 600,
      fill: colors.ink,
      stroke: colors.paper,
      strokeWidth: 5
    });
  return drawPlot({
    width,
    height,
    marginTop: 20,
    marginLeft: 8,
    marginRight: 12,
    x: {
      label: `${metric.title}${isShare(metric.name) ? " (%)" : ""}, ${metric.better} is better →`,
      percent: isShare(metric.name),
      nice: true,
      ticks: width < 480 ? 4 : 8
    },
    fy: {axis: null, domain: LANES, padding: 0.22},
    marks: [
      gridLinesX(),
      ...(marks.baseline === undefined
        ? []
        : [Plot.ruleX([marks.baseline], {stroke: colors.baseline, strokeWidth: 1.5, strokeDasharray: "5,4"})]),
      Plot.ruleX(rows, {x: "score", fy: "labels", stroke, strokeOpacity: 0.45, strokeWidth: 1.5, insetTop: 20, insetBottom: 14}),
      Plot.ruleX(ends, {x: "score", fy: "labels", stroke, strokeWidth: 4, insetTop: 16, insetBottom: 10}),
      Plot.text(
        LANES.map((labels) => ({labels})),
        {
          fy: "labels",
          frameAnchor: "top-left",
          dy: -4,
          text: "labels",
          fontWeight: 600,
          fill: colors.ink,
          stroke: colors.paper,
          strokeWidth: 4
        }
      ),
      label(left, "end"),
      label(right, "start")
    ]
  });
}

/** Of fewer rows trials on shuffled labels spread so much less than the search's own that noise lies beyond them too often. */
const FEW_ROWS = 1000;

/** How trials on shuffled labels differ from the search's own, in a sentence. */
export function sayFittedOnce({share}: Pick<Luck, "share">, nRows: number): string {
  const onSome = share < 1 ? `, on ${formatShare(share, share < 0.05 ? 1 : 0)} of the ${rowUnit.many},` : "";
  const wider =
    nRows < FEW_ROWS
      ? `wider, and of as few as ${formatCount(nRows)} pure noise passes the thick mark more often than once in 20: the gates decide, not this chart.`
      : "somewhat wider.";
  return (
    `Trials on shuffled labels are fitted once${onSome} and judged on whole folds, which most of a ranking’s luck hangs on; fitted for ` +
    `each fold on all, they would spread ${wider}`
  );
}

/** Whether the best trial on the real labels is better than the best of 19 in 20 shuffles. */
export function beatsLuck({rare}: Luck, {name, better}: MetricInfo, found: number): boolean {
  return better === "lower" ? found < rare[name] : found > rare[name];
}

/**
 * Whether shuffled labels would have done as well, as a claim. Shuffled trials spread less than the search's own, of few rows by much: of
 * 320, noise lay beyond them in a third of tables. So a search is beyond luck where a model passed its gates too, and not by this alone.
 *
 * @param found the best finished trial's mean on the real labels
 */
export function luckClaim(luck: Luck, metric: MetricInfo, {found, isCrowned}: {found: number; isCrowned: boolean}): string {
  const title = lowerFirst(metric.title);
  const [show, chance] = [found, luck.rare[metric.name]].map((value) => formatMetric(metric.name, value));
  if (!beatsLuck(luck, metric, found)) return `Shuffled labels may do as well by ${title}: ${show} could be luck`;
  if (!isCrowned)
    return `${metric.title} ${show} may be luck, though shuffled labels reach ${chance} but once in 20: nothing that was found passed the gates`;
  return `${metric.title} ${show} is beyond luck: on shuffled labels the best of as many trials reaches ${chance} in one of 20 shuffles`;
}

/** How much the best by luck differs from shuffle to shuffle, in a sentence. */
export function luckSpread({bests, deviation, shuffles}: Luck, {name}: MetricInfo): string {
  const [low, high] = [Math.min(...bests[name]), Math.max(...bests[name])].map((value) => formatMetric(name, value));
  return `Over ${shuffles} shuffles the best by luck ran from ${low} to ${high} (standard deviation ${formatMetric(name, deviation[name])}).`;
}

/** Hopeless trials may stretch the axis to this many times what the rest need. */
const STRETCH = 1.5;

/** Where to cut the axis so that a few hopeless trials do not squeeze the rest; all of the real ones and nine in ten others stay. */
export function luckRange(
  {scores}: Luck,
  {name, better}: MetricInfo,
  real: readonly number[]
): {low: number; high: number; nBeyond: number} {
  const [share, sorted] = [better === "lower" ? 0.9 : 0.1, scores[name].toSorted((a, b) => a - b)];
  const edge = sorted[Math.round(share * (sorted.length - 1))];
  const all = [...real, ...scores[name]];
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const [low, high] = better === "lower" ? [lowest, Math.max(edge, ...real)] : [Math.min(edge, ...real), highest];
  if (highest - lowest <= STRETCH * (high - low)) return {low: lowest, high: highest, nBeyond: 0};
  return {low, high, nBeyond: all.filter((d) => d < low || d > high).length};
}

/** How luck grows with trying, in a sentence. */
export function luckGrowth(luck: Luck, metric: MetricInfo): string {
  const curve = luck.best[metric.name];
  const middle = Math.min(10, luck.nTrials);
  const at = (n: number): string => formatMetric(metric.name, curve[n - 1]);
  if (luck.nTrials <= middle)
    return `On shuffled labels one trial gets ${at(1)} on average, and the best of ${luck.nTrials} gets ${at(luck.nTrials)}.`;
  return (
    `The more one tries, the luckier the best: on shuffled labels one trial gets ${at(1)} on average, the best of ${middle} ` +
    `gets ${at(middle)}, the best of ${luck.nTrials} gets ${at(luck.nTrials)}.`
  );
}

/** Whether the Champion, fitted to shuffled labels, knows nothing, as it must. */
export function shuffledSentence(title: string, detail: string, passed: boolean): string {
  return passed
    ? `${title} itself, fitted to shuffled labels, knows nothing, as it must: ${detail}.`
    : `${title} itself, fitted to shuffled labels, seems to know something: ${detail}. Rows held out have found a way into fitting; believe no number here.`;
}
