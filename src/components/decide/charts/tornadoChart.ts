import type {TornadoBar} from "../../../lib/decide/tornado.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {assumptionTitles, describeTornado, formatMoney} from "../../../lib/decide/words.js";
import {formatShare} from "../../../lib/format.js";
import {svg} from "../../ui/dom.js";
import type {Decision} from "../decision.js";
import type {DecidePart} from "../result/resultBox.js";
import {liveFigure} from "./liveFigure.js";

const ROW = 46;
const HEIGHT = 5 * ROW + 40;

/** Which assumption the result hangs on. */
export function tornadoChart(first: Decision): DecidePart {
  return liveFigure<{title: string; low: number; high: number; flips: string}>(first, {
    claim: (decision) => describeTornado(barsOf(decision), decision.choice.unit),
    subtitle: "Gain per 1,000 users at your line when one assumption is halved (open end) or raised by half (filled end)",
    describe: "One bar per assumption, the widest first; a bar that crosses nothing can turn gain into loss.",
    height: HEIGHT,
    draw: drawTornado,
    columns: [
      {key: "title", title: "Assumption"},
      {key: "low", title: "Gain when halved", format: (value: number) => value.toFixed(2)},
      {key: "high", title: "Gain when raised by half", format: (value: number) => value.toFixed(2)},
      {key: "flips", title: "Turns the result"}
    ],
    rows: (decision) => barsOf(decision).map((d) => ({title: assumptionTitles[d.name].title, low: d.low.profit, high: d.high.profit, flips: d.flips ? "yes" : "no"})),
    fileName: "tornado"
  });
}

function barsOf({ranking, point, assumptions}: Decision): TornadoBar[] {
  return buildTornado(ranking, point.contacted, assumptions);
}

function drawTornado(decision: Decision, width: number): SVGSVGElement {
  const bars = barsOf(decision);
  const {unit} = decision.choice;
  const ends = bars.flatMap((d) => [d.low.profit, d.high.profit, 0]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = (value: number): number => Number((70 + ((value - low) / (high - low || 1)) * (width - 140)).toFixed(1));
  return svg("svg", {class: "plot", width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "font-size": 12, "aria-hidden": "true"},
    bars.map((bar, i) => drawBar(bar, {x, y: i * ROW, unit})).flat(),
    rule(x(0), "var(--muted)", "no gain, no loss"), rule(x(decision.profit), "var(--accent)", ""));
}

function drawBar({name, low, high, flips}: TornadoBar, {x, y, unit}: {x: (value: number) => number; y: number; unit: string}): SVGElement[] {
  const {title, kind} = assumptionTitles[name];
  const show = (value: number): string => (kind === "share" ? formatShare(value) : formatMoney(value, unit));
  const [from, to] = [low, high].map((d) => x(d.profit));
  const left = Math.min(from, to);
  const text = (at: number, words: string, isLeft: boolean): SVGElement => svg("text", {x: at + (isLeft ? -8 : 8), y: y + 31, "text-anchor": isLeft ? "end" : "start", fill: "var(--muted)"}, words);
  return [
    svg("text", {x: 0, y: y + 14, fill: "var(--ink)", "font-weight": 560}, `${title}${flips ? " (turns the result)" : ""}`),
    svg("rect", {x: left, y: y + 20, width: Math.max(1, Math.abs(to - from)), height: 15, fill: flips ? "var(--accent)" : "var(--muted)", opacity: 0.55}),
    svg("circle", {cx: from, cy: y + 27.5, r: 5, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.5}),
    svg("circle", {cx: to, cy: y + 27.5, r: 5, fill: "var(--ink)"}),
    text(from, show(low.value), from <= to), text(to, show(high.value), to < from)
  ];
}

function rule(at: number, color: string, label: string): SVGElement {
  return svg("g", {}, svg("line", {x1: at, x2: at, y1: 18, y2: HEIGHT - 34, stroke: color, "stroke-width": 1.5}),
    svg("text", {x: at, y: HEIGHT - 18, "text-anchor": "middle", fill: color}, label));
}
