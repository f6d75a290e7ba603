import type {Scaled} from "../ui/chartTable.js";
import {ticks} from "d3-array";
import {svg} from "../ui/dom.js";
import {withScales} from "../ui/chartTable.js";

export interface XyLine {
  points: readonly (readonly [x: number, y: number])[];
  color: string;
  dashed?: boolean;
  width?: number;
  /** written at the line's point of this index, in its colour */
  label?: {text: string; at: number; dx?: number; dy?: number; anchor?: "start" | "middle" | "end"};
}

/** A pale band, from low to high at each x. */
export interface XyBand {
  points: readonly (readonly [x: number, low: number, high: number])[];
  color: string;
}

export interface XyMark {
  x: number;
  /** without it, a line over the whole height */
  y?: number;
  label: string;
  color: string;
}

export interface XyOptions {
  width: number;
  height: number;
  x: {from: number; to: number; title: string; format: (value: number) => string};
  y: {from: number; to: number; title: string; format: (value: number) => string};
  bands?: readonly XyBand[];
  lines: readonly XyLine[];
  marks?: readonly XyMark[];
}

/** On top: the title of the upward axis, and under it, apart, the labels of the marks. Left: the least, for labels of the upward axis. */
const margin = {top: 48, right: 22, bottom: 46, left: 58};
/** How wide a letter of the axis titles and of ticks is, in pixels. */
export const LETTER = 6.4;
/** Between a tick's label and the lines. */
const BESIDE = 8;
/** As much for the heavier letters of labels. */
const LABEL_LETTER = 7;

/** Lines over two axes, with direct labels and marks; small enough to be drawn anew at every movement of a slider. */
export function xyChart(options: XyOptions): SVGElement & Scaled {
  const {width, height, x, y, bands = [], lines, marks = []} = options;
  const yTicks = ticks(y.from, y.to, 5);
  const left = roomForTicks(yTicks.map(y.format));
  const across = scale(x, left, width - margin.right);
  const up = scale(y, height - margin.bottom, margin.top);
  const right = width - margin.right;
  const xTicks = ticks(x.from, x.to, width < 480 ? 5 : 8);
  const drawing = svg(
    "svg",
    {class: "plot", width, height, viewBox: `0 0 ${width} ${height}`, "font-size": 12, "aria-hidden": "true"},
    yTicks
      .map((value) => [
        svg("line", {x1: left, x2: right, y1: up(value), y2: up(value), stroke: value === 0 ? "var(--rule-strong)" : "var(--rule)"}),
        svg("text", {x: left - BESIDE, y: up(value), dy: "0.32em", "text-anchor": "end", fill: "var(--muted)"}, y.format(value))
      ])
      .flat(),
    xTicks.map((value) =>
      svg("text", {x: across(value), y: height - margin.bottom + 18, "text-anchor": "middle", fill: "var(--muted)"}, x.format(value))
    ),
    axisTitle(`${x.title} →`, {x: right, y: height - 8, room: right}),
    svg("text", {x: BESIDE, y: 14, fill: "var(--muted)"}, `↑ ${y.title}`),
    bands.map((band) => drawBand(band, across, up)),
    lines.map((line) => drawLine(line, across, up)),
    marks.map((mark) => drawMark(mark, {across, up, options})).flat(),
    lines.map((line) => labelLine(line, {across, up, left, rules: marks.map((d) => across(d.x))}))
  ); // over the marks, whose rules would strike them through
  return withScales(drawing, {x: across, y: up});
}

/** How far from the left edge the lines begin, so that no label of the upward axis is cut: amounts of money may be long. */
export function roomForTicks(labels: readonly string[]): number {
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per tick: few
  return Math.max(margin.left, ...labels.map(({length}) => Math.ceil(length * LETTER) + BESIDE));
}

/** Ends at the right; squeezed a little where a phone is too narrow for it. */
function axisTitle(text: string, {x, y, room}: {x: number; y: number; room: number}): SVGElement {
  const isLong = text.length * LETTER > room;
  return svg(
    "text",
    {x, y, "text-anchor": "end", fill: "var(--muted)", textLength: isLong ? room : null, lengthAdjust: isLong ? "spacingAndGlyphs" : null},
    text
  );
}

type Scale = (value: number) => number;

function scale({from, to}: {from: number; to: number}, start: number, end: number): Scale {
  return (value) => Number((start + ((value - from) / (to - from || 1)) * (end - start)).toFixed(1));
}

function drawBand({points, color}: XyBand, across: Scale, up: Scale): SVGElement {
  const edge = (side: readonly (readonly [number, number])[]): string => side.map(([px, py]) => `${across(px)},${up(py)}`).join("L");
  const [over, under] = [points.map(([px, , high]) => [px, high] as const), points.map(([px, low]) => [px, low] as const).reverse()];
  return svg("path", {d: `M${edge(over)}L${edge(under)}Z`, fill: color, "fill-opacity": 0.16});
}

function drawLine({points, color, dashed, width = 2}: XyLine, across: Scale, up: Scale): SVGElement {
  const d = points.map(([px, py], i) => `${i === 0 ? "M" : "L"}${across(px)},${up(py)}`).join("");
  return svg("path", {
    d,
    fill: "none",
    stroke: color,
    "stroke-width": width,
    "stroke-dasharray": dashed ? "5 4" : null,
    "stroke-linejoin": "round"
  });
}

/** Beside its point; on the other side of it where a mark's rule would pass through the words, if there is room. */
function labelLine(
  {points, color, label}: XyLine,
  {across, up, left, rules}: {across: Scale; up: Scale; left: number; rules: readonly number[]}
): SVGElement | null {
  if (!label || points.length === 0) return null;
  const {text, at, dx = 0, dy = -8, anchor = "start"} = label;
  const [lx, ly] = points[Math.min(at, points.length - 1)];
  const [x, y, length] = [across(lx), up(ly) + dy, text.length * LABEL_LETTER];
  const isCrossed = anchor === "start" && rules.some((rule) => rule > x && rule < x + dx + length);
  return isCrossed && x - dx - length > left ? halo(x - dx, y, {text, color, anchor: "end"}) : halo(x + dx, y, {text, color, anchor});
}

function drawMark({x, y, label, color}: XyMark, {across, up, options}: {across: Scale; up: Scale; options: XyOptions}): SVGElement[] {
  const at = across(x);
  const bottom = options.height - margin.bottom;
  const isRight = at > options.width * 0.5;
  const text = halo(at + (isRight ? -8 : 8), margin.top - 14, {text: label, color, anchor: isRight ? "end" : "start"});
  const rule = svg("line", {x1: at, x2: at, y1: margin.top - 24, y2: bottom, stroke: color, "stroke-width": 1.5});
  return y === undefined
    ? [rule, text]
    : [rule, svg("circle", {cx: at, cy: up(y), r: 5, fill: color, stroke: "var(--paper)", "stroke-width": 2}), text];
}

function halo(x: number, y: number, {text, color, anchor}: {text: string; color: string; anchor: string}): SVGElement {
  return svg(
    "text",
    {x, y, fill: color, "text-anchor": anchor, "font-weight": 560, stroke: "var(--paper)", "stroke-width": 4, "paint-order": "stroke"},
    text
  );
}
