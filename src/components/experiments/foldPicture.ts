import type {AxisCut} from "../ui/axisCut.js";
import type {FinishedRow} from "./trialRows.js";
import {formatMetric} from "../shared/metricWords.js";
import {el, svg} from "../ui/dom.js";
import {sideOf} from "../ui/axisCut.js";

const WIDTH = 112;
const HEIGHT = 20;
const MARGIN = 7;

export interface FoldPictureOptions {
  /** the axis, the same in every row */
  cut: AxisCut;
  /** how many folds there are; a stopped trial ran fewer */
  nFolds: number;
  show: (value: number) => string;
}

/** A trial's fold scores as a picture of one line: a dot per fold, a stroke for the mean, an arrow for what lies beyond the axis. */
export function foldPicture(folds: readonly number[], {cut, nFolds, show}: FoldPictureOptions): HTMLElement {
  const span = cut.high - cut.low;
  const place = (value: number): number => MARGIN + (WIDTH - 2 * MARGIN) * (span > 0 ? (value - cut.low) / span : 0.5);
  const mean = folds.reduce((a, b) => a + b, 0) / folds.length;
  const beyond = [...new Set(folds.map((d) => sideOf(cut, d)))].filter((side) => side !== 0);
  const picture = svg(
    "svg",
    {width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "fold-picture", "aria-hidden": "true"},
    svg("path", {d: `M${MARGIN} ${HEIGHT / 2}H${WIDTH - MARGIN}`, stroke: "var(--rule-strong)"}),
    folds
      .filter((d) => sideOf(cut, d) === 0)
      .map((d) => svg("circle", {cx: place(d), cy: HEIGHT / 2, r: 2.75, fill: "var(--ink)", "fill-opacity": 0.5})),
    beyond.map((side) => svg("path", {d: arrow(side), fill: "var(--muted)"})),
    folds.length > 1 && sideOf(cut, mean) === 0
      ? svg("path", {d: `M${place(mean)} 3V${HEIGHT - 3}`, stroke: "var(--ink)", "stroke-width": 2})
      : null
  );
  const few = folds.length < nFolds ? `${folds.length}\u00a0of\u00a0${nFolds}` : null;
  return el(
    "span",
    {class: "folds", title: folds.map(show).join("  ")},
    picture,
    few && el("small", {}, few),
    el("span", {class: "visually-hidden"}, folds.map(show).join(", "))
  );
}

function arrow(side: -1 | 1): string {
  const [base, tip] = side < 0 ? [MARGIN - 1, 0] : [WIDTH - MARGIN + 1, WIDTH];
  return `M${tip} ${HEIGHT / 2}L${base} ${HEIGHT / 2 - 4.5}V${HEIGHT / 2 + 4.5}Z`;
}

/** How much the folds move against how much the best trials differ, as a claim. @param shown best first, at least one */
export function foldClaim(shown: readonly FinishedRow[], metric: string): string {
  const [best] = shown;
  const folds = formatMetric(metric, spreadOf(best.folds));
  if (shown.length === 1) return `${best.id} moves by ${folds} from fold to fold`;
  const means = spreadOf(shown.map((d) => d.mean));
  const more = means > spreadOf(best.folds);
  return (
    `From fold to fold the best trial moves by ${folds}, the means of the best ${shown.length} trials by ${more ? "more" : "only"} ` +
    `${more ? `(${formatMetric(metric, means)})` : formatMetric(metric, means)}`
  );
}

function spreadOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
