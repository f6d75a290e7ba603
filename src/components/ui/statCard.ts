import type {Interval} from "../../lib/book/common.js";
import type {Child} from "./dom.js";
import {clamp} from "../../lib/numbers.js";
import {el, svg} from "./dom.js";

export interface StatCardOptions {
  /** what is counted: "ROC AUC, cross-validated" */
  label: Child;
  /** the number in words of readers: "0.756" */
  value: string;
  /** the interval in the same words: "0.741 to 0.770" */
  interval?: string;
  /** the same in plain words, or what to compare with */
  detail?: Child;
  /** a small drawing under the number, such as {@link intervalStrip} */
  strip?: Node;
  /** the meaning's colour: "champion", "baseline", "churned", "retained" */
  tone?: "champion" | "challenger" | "baseline" | "churned" | "retained";
}

/** One number with its interval and what it means. Put several into `div.stats`. */
export function statCard({label, value, interval, detail, strip, tone}: StatCardOptions): HTMLElement {
  return el(
    "div",
    {class: `stat ${tone ?? ""}`.trim()},
    el("p", {class: "stat-label"}, label),
    el("p", {class: "stat-value"}, value),
    interval ? el("p", {class: "stat-interval"}, el("span", {class: "visually-hidden"}, "95% interval "), interval) : null,
    strip ?? null,
    detail ? el("p", {class: "stat-detail"}, detail) : null
  );
}

export interface IntervalStripOptions {
  interval: Interval;
  /** both ends of the scale */
  domain: readonly [number, number];
  /** a tick for comparison: the base rate's value */
  reference?: number;
  /** CSS colour of dot and bar */
  color: string;
}

/** An estimate with its interval on a thin scale; decorative, so the number must stand beside it as text. */
export function intervalStrip({interval, domain, reference, color}: IntervalStripOptions): SVGElement {
  const [low, high] = domain;
  const x = (value: number): string => `${(100 * (clamp(value, low, high) - low)) / (high - low)}%`;
  return svg(
    "svg",
    {class: "interval-strip", height: 16, "aria-hidden": "true"},
    svg("line", {x1: "0%", x2: "100%", y1: 8, y2: 8, stroke: "var(--rule-strong)"}),
    reference === undefined
      ? null
      : svg("line", {x1: x(reference), x2: x(reference), y1: 2, y2: 14, stroke: "var(--baseline)", "stroke-width": 2}),
    svg("line", {x1: x(interval.low), x2: x(interval.high), y1: 8, y2: 8, stroke: color, "stroke-width": 4, "stroke-linecap": "round"}),
    svg("circle", {cx: x(interval.estimate), cy: 8, r: 5, fill: color})
  );
}
