import type {PredictInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {SensitivityCurve} from "../../lib/whatif/sensitivity.js";
import {clamp} from "../../lib/numbers.js";
import {formatInHundred} from "../../lib/format.js";
import {densityOf, scoreOn} from "../../lib/whatif/sensitivity.js";
import {describeValue} from "../../lib/whatif/values.js";
import {el, setAttributes, setHidden, svg} from "../ui/dom.js";

/** What all curves of a moment share. */
export interface ResponseView {
  /** the common top of all curves, a probability */
  top: number;
  row: Row;
  baseRate: number;
}

/** How the score answers one slider, drawn over where customers are; decoration, its claim says the same in words. */
export interface ResponsePicture {
  element: HTMLElement;
  /** what the slider spans: the ground is drawn anew, and no curve until the next is shown */
  setSpan(span: {min: number; max: number}): void;
  /** brings the dot to a value, at once, on the curve as it is known */
  place(value: Row[string]): void;
  show(curve: SensitivityCurve | null, view: ResponseView): void;
  /** points to where the score would go; null: to nothing. @returns it in words; null where no curve is known */
  pointTo(value: number | null): string | null;
}

/** The drawing is stretched to the slider's width, so that one unit is a hundredth of each side. */
const SIDE = 100;
/** How much of the height the densest place of the ground takes. */
const GROUND = 0.6;

export function responsePicture(input: PredictInput, baseRate: number): ResponsePicture {
  const ground = svg("path", {class: "wi-ground"});
  const line = svg("path", {class: "wi-curve"});
  const base = svg("line", {class: "wi-curve-base", x1: 0, x2: SIDE});
  const drawing = svg("svg", {viewBox: `0 0 ${SIDE} ${SIDE}`, preserveAspectRatio: "none"}, ground, base, line);
  const [dot, pointer] = [el("i", {class: "wi-dot"}), el("i", {class: "wi-dot wi-pointer", hidden: true})];
  let span = {min: input.low, max: input.high};
  let curve: SensitivityCurve | null = null;
  let top = 1;
  let value: Row[string] = null;
  const across = (x: number): number => (clamp(x, span.min, span.max) - span.min) / (span.max - span.min || 1);

  function put(mark: HTMLElement, at: Row[string] | null): number {
    const p = curve && typeof at === "number" ? scoreOn(curve, at) : NaN;
    setHidden(mark, Number.isNaN(p));
    if (Number.isNaN(p) || typeof at !== "number") return NaN;
    mark.style.setProperty("--at", across(at).toFixed(4));
    mark.style.setProperty("--up", Math.min(1, p / top).toFixed(4));
    return p;
  }
  return {
    element: el("div", {class: "wi-response", "aria-hidden": "true"}, drawing as unknown as HTMLElement, dot, pointer),
    setSpan(next) {
      span = next;
      curve = null;
      setAttributes(ground, {d: groundPath(input, baseRate, across)});
      setAttributes(line, {d: ""});
      put(dot, null);
    },
    place(at) {
      value = at;
      put(dot, value);
    },
    show(next, view) {
      curve = next;
      top = view.top;
      const up = (p: number): string => (SIDE * (1 - Math.min(1, p / top))).toFixed(2);
      setAttributes(base, {y1: up(view.baseRate), y2: up(view.baseRate)});
      const points = curve?.p.map((p, i) => `${(SIDE * across(Number(curve?.x[i]))).toFixed(2)},${up(p)}`) ?? [];
      setAttributes(line, {d: points.length > 0 ? `M${points.join("L")}` : ""});
      put(dot, value);
    },
    pointTo(at) {
      const p = put(pointer, at);
      return Number.isNaN(p) ? null : `at ${describeValue(input, at)}: ${formatInHundred(p)}`;
    }
  };
}

/** Where customers are along the slider, as steps; what lies beyond its span is cut off. */
function groundPath(input: PredictInput, baseRate: number, across: (x: number) => number): string {
  const shares = densityOf(input, baseRate);
  const tallest = shares.reduce((a, b) => Math.max(a, b), 1e-9);
  return input.histogram
    .map(({low, high}, i) => ({from: SIDE * across(low), to: SIDE * across(high), height: (SIDE * GROUND * shares[i]) / tallest}))
    .filter(({from, to}) => to > from)
    .map(({from, to, height}) => `M${from.toFixed(2)},${SIDE}V${(SIDE - height).toFixed(2)}H${to.toFixed(2)}V${SIDE}Z`)
    .join("");
}
