import type {PredictInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {SensitivityCurve} from "../../lib/whatif/sensitivity.js";
import {formatInHundred, formatValue} from "../../lib/format.js";
import {listChoices} from "../../lib/whatif/choices.js";
import {claimOfCurve, describeCurve, densityOf} from "../../lib/whatif/sensitivity.js";
import {describeValue} from "../../lib/whatif/values.js";
import {el, setAttributes, svg, uniqueId, setText} from "../ui/dom.js";
import {nextIndex} from "../ui/chartReadout.js";
import {getNamed} from "../../lib/named.js";

const WIDTH = 220;
const HEIGHT = 84;

export interface CurveView {
  /** the common top of all curves, a probability */
  top: number;
  row: Row;
  probability: number;
}

export interface CurveChart {
  element: HTMLElement;
  /** @param curve null: the model does not read this input */
  show(curve: SensitivityCurve | null, view: CurveView): void;
}

/**
 * One input's curve over the density of users, updated in place, under its finding.
 *
 * @param onPick called with the value that a reader clicks on, or reaches with the arrow keys and takes with Enter
 */
export function sensitivityCurve(input: PredictInput, baseRate: number, onPick: (value: Row[string]) => void): CurveChart {
  const titleId = uniqueId("curve");
  const line = svg("path", {class: "wi-curve"});
  const base = svg("line", {class: "wi-curve-base", x1: 0, x2: WIDTH});
  const dot = svg("circle", {class: "wi-curve-dot", r: 5, visibility: "hidden"});
  const drawing = svg(
    "svg",
    {
      viewBox: `-6 -6 ${WIDTH + 12} ${HEIGHT + 12}`,
      role: "slider",
      tabindex: 0,
      "aria-labelledby": titleId,
      "aria-valuemin": 0,
      "aria-valuenow": 0
    },
    density(input, baseRate),
    base,
    line,
    dot
  );
  const claim = el("span", {class: "wi-claim"});
  const readout = el("span", {class: "wi-curve-readout", "aria-hidden": "true"}); // spoken as the slider's value
  const summary = el("span", {class: "visually-hidden", id: titleId}, input.title);
  const ends = el(
    "span",
    {class: "wi-curve-ends", "aria-hidden": "true"},
    endsOf(input).map((word) => el("span", {}, word))
  );
  let shown: SensitivityCurve | null = null;
  let at = -1;
  drawing.addEventListener("click", (event) => {
    const box = drawing.getBoundingClientRect();
    const i = nearestIndex(shown, input, (((event.clientX - box.left) / box.width) * (WIDTH + 12) - 6) / WIDTH);
    if (shown && i >= 0) onPick(shown.x[i]);
  });
  drawing.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && shown && at >= 0) onPick(shown.x[at]);
    const next = nextIndex(event.key, at, shown?.x.length ?? 0);
    if (next === null || !shown) return;
    event.preventDefault();
    at = next;
    read();
  });
  function read(): void {
    const text = shown && at >= 0 ? `${describeValue(input, shown.x[at])}: ${formatInHundred(shown.p[at])}` : "";
    setText(readout, text);
    setAttributes(drawing, {
      "aria-valuemax": Math.max(0, (shown?.x.length ?? 0) - 1),
      "aria-valuenow": Math.max(0, at),
      "aria-valuetext": text || "no point is read yet",
      "aria-disabled": shown === null
    });
  }
  return {
    element: el("figure", {class: "wi-small"}, el("figcaption", {}, el("b", {}, input.title), " ", claim), summary, drawing, ends, readout),
    show(curve, view) {
      if (curve?.x.length !== shown?.x.length) at = -1;
      shown = curve;
      read();
      setAttributes(line, {d: curve ? pathOf(curve, input, view.top) : ""});
      setAttributes(base, {y1: y(baseRate, view.top), y2: y(baseRate, view.top)});
      const x = curve ? placeOf(input, getNamed(view.row, input.name)) : NaN;
      const isInside = x >= 0 && x <= 1;
      setAttributes(dot, isInside ? {cx: x * WIDTH, cy: y(view.probability, view.top), visibility: "visible"} : {visibility: "hidden"});
      setText(claim, curve ? claimOfCurve(curve, input) : "is not read by this model");
      setText(
        summary,
        curve
          ? `${describeCurve(curve, input)}. Arrow keys read the curve, Enter sets the input.`
          : `${input.title} is not read by this model.`
      );
    }
  };
}

/** Levels that have room for their names under a curve. */
const MOST_NAMED = 5;

/** What stands under a curve: its ends, or its levels from left to right; of many, how many. */
function endsOf(input: PredictInput): string[] {
  if (input.kind !== "category") return [formatValue(input.low), describeValue(input, input.high)];
  const words = listChoices(input).map(({word}) => word);
  return words.length > MOST_NAMED ? [`${words.length} levels, in the order of the list`] : words;
}

/** Where users are, pale. */
function density(input: PredictInput, baseRate: number): SVGElement {
  const {histogram, low, high} = input;
  const shares = densityOf(input, baseRate);
  const tallest = Math.max(...shares, 1e-9);
  return svg(
    "g",
    {class: "wi-curve-ground", "aria-hidden": "true"},
    histogram.map((d, i) => {
      const from = Math.max(0, (d.low - low) / (high - low || 1));
      const to = Math.min(1, (d.high - low) / (high - low || 1));
      const height = (shares[i] / tallest) * HEIGHT * 0.55;
      return to > from
        ? svg("rect", {
            x: (from * WIDTH).toFixed(1),
            width: ((to - from) * WIDTH).toFixed(1),
            y: (HEIGHT - height).toFixed(1),
            height: height.toFixed(1)
          })
        : null;
    })
  );
}

function pathOf({x, p}: SensitivityCurve, input: PredictInput, top: number): string {
  if (input.kind === "category") {
    const width = (0.7 * WIDTH) / x.length; // levels have no order, so that no line joins them
    return p
      .map((d, i) => `M${(placeOf(input, x[i]) * WIDTH - width / 2).toFixed(1)},${y(d, top).toFixed(1)}h${width.toFixed(1)}`)
      .join("");
  }
  return p.map((d, i) => `${i === 0 ? "M" : "L"}${(placeOf(input, x[i]) * WIDTH).toFixed(1)},${y(d, top).toFixed(1)}`).join("");
}

function placeOf(input: PredictInput, value: Row[string]): number {
  const {kind, low, high} = input;
  if (kind === "category") {
    const choices = listChoices(input);
    return (choices.findIndex((d) => d.value === value) + 0.5) / choices.length;
  }
  return typeof value === "number" ? (value - low) / (high - low || 1) : NaN;
}

function y(p: number, top: number): number {
  return HEIGHT * (1 - p / top);
}

function nearestIndex(curve: SensitivityCurve | null, input: PredictInput, share: number): number {
  const gaps = (curve?.x ?? []).map((value) => Math.abs(placeOf(input, value) - share));
  return gaps.indexOf(Math.min(...gaps));
}
