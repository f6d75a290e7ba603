import type {TornadoBar} from "../../lib/decide/tornado.js";
import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import type {Scaled} from "../ui/chartTable.js";
import {buildTornado} from "../../lib/decide/tornado.js";
import {assumptionTitles, formatAmount, formatAssumption, formatMoney} from "../../lib/decide/moneyWords.js";
import {describeTornado} from "../../lib/decide/figureWords.js";
import {liveFigure} from "./liveFigure.js";
import {ticks} from "d3-array";
import {svg} from "../ui/dom.js";
import {withScales} from "../ui/chartTable.js";
import {LETTER} from "./xyChart.js";

/** Which assumption the result hangs on. */
export function tornadoChart(first: Decision): Part<Decision> {
  return liveFigure<TornadoRow>(first, {
    claim: (decision) =>
      describeTornado(barsOf(decision), {
        unit: decision.choice.unit,
        step: decision.step,
        insteadAt: hasNoLine(decision) ? decision.lowest.contacted / decision.ranking.n : undefined
      }),
    subtitle: "The same gain with one assumption halved (open end) or raised by half (filled end)",
    describe: () =>
      "One bar per assumption, the widest first, from the gain when it is halved to the gain when it is raised by " +
      "half. A bar that crosses the rule at zero turns gain into loss.",
    height: (width) => tornadoHeight(layOf(width)),
    draw: (decision, width) =>
      drawTornado(barsOf(decision), {
        width,
        unit: decision.choice.unit,
        title: "gain",
        now: hasNoLine(decision) ? null : decision.gain.estimate
      }),
    columns: ({choice: {unit}, step}) => [
      {key: "title", title: "Assumption"},
      {key: "lowAt", title: "Halved"},
      {
        key: "low",
        title: "Gain when halved",
        unit,
        format: (value: number) => formatAmount(value, step),
        spoken: (value: number) => formatMoney(value, unit, step)
      },
      {key: "highAt", title: "Raised by half"},
      {
        key: "high",
        title: "Gain when raised",
        unit,
        format: (value: number) => formatAmount(value, step),
        spoken: (value: number) => formatMoney(value, unit, step)
      },
      {key: "flips", title: "Turns gain into loss"}
    ],
    rows: (decision) => barsOf(decision).map((bar) => toRow(bar, decision.choice.unit)),
    at: {y: (d) => d.title},
    fileName: "tornado"
  });
}

interface TornadoRow {
  title: string;
  /** what half of it is, in words */
  lowAt: string;
  low: number;
  highAt: string;
  high: number;
  flips: string;
}

function toRow({name, low, high, flips}: TornadoBar, unit: string): TornadoRow {
  return {
    title: assumptionTitles[name].title,
    lowAt: formatAssumption(name, low.value, unit),
    low: low.profit,
    highAt: formatAssumption(name, high.value, unit),
    high: high.profit,
    flips: flips ? "yes" : "no"
  };
}

/** At the line; where it picks nobody, or too few to tell, at the depth that comes nearest to paying. */
function barsOf(decision: Decision): TornadoBar[] {
  const {ranking, point, lowest, assumptions} = decision;
  return buildTornado(ranking, hasNoLine(decision) ? lowest.contacted : point.contacted, assumptions);
}

function hasNoLine({point, isFew}: Decision): boolean {
  return point.contacted === 0 || isFew;
}

const TOP = 40;
/** The two rules' names stand one above the other: side by side they would meet wherever the assumptions bring little. */
const LINE = 15;
const FOOT = 46;
/** room beside the bars for the values at their ends */
const SIDE = 64;
const ROWS = 5;

/** Where bars stand, in pixels: beside their names where there is room, else under them. */
interface Lay {
  row: number;
  /** where the bars begin */
  left: number;
  /** from the top of a row to its bar */
  down: number;
}

function layOf(width: number): Lay {
  return width >= 520 ? {row: 30, left: 150, down: 7} : {row: 46, left: 0, down: 20};
}

/** There are as many rows as assumptions. */
function tornadoHeight({row}: Lay): number {
  return TOP + ROWS * row + FOOT;
}

export interface TornadoOptions {
  width: number;
  unit: string;
  /** of the axis */
  title: string;
  /** what the assumptions bring as they are; null: no such line */
  now: number | null;
}

/** Bars over an axis of money, each with its name; values stand at the ends, with a halo where rules pass. */
function drawTornado(bars: readonly TornadoBar[], {width, unit, title, now}: TornadoOptions): SVGElement & Scaled {
  const lay = layOf(width);
  const height = tornadoHeight(lay);
  const ends = [...bars.flatMap((d) => [d.low.profit, d.high.profit]), 0, now ?? 0];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const from = lay.left + SIDE;
  const x = (value: number): number => Number((from + ((value - low) / (high - low || 1)) * (width - SIDE - from)).toFixed(1));
  const bottom = height - FOOT;
  const titles = bars.map((d) => assumptionTitles[d.name].title);
  const drawing = svg(
    "svg",
    {class: "plot", width, height, viewBox: `0 0 ${width} ${height}`, "font-size": 12, "aria-hidden": "true"},
    ticksBetween(low, high, {most: width < 480 ? 3 : 5, reach: x(high) - x(low), print: (value) => formatMoney(value, unit)})
      .map((value) => [
        svg("line", {x1: x(value), x2: x(value), y1: TOP, y2: bottom, stroke: "var(--rule)"}),
        svg("text", {x: x(value), y: bottom + 16, "text-anchor": "middle", fill: "var(--muted)"}, formatMoney(value, unit))
      ])
      .flat(),
    svg("text", {x: width, y: height - 8, "text-anchor": "end", fill: "var(--muted)"}, `${title} →`),
    rule(x(0), {text: "no gain, no loss", color: "var(--ink)", isLeft: now === null || now >= 0, width, bottom, up: 0}),
    now === null ? null : rule(x(now), {text: "as you assume", color: "var(--accent)", isLeft: now < 0, width, bottom, up: LINE}),
    bars.map((bar, i) => drawBar(bar, {x, y: TOP + i * lay.row, unit, lay})).flat()
  );
  const middle = (row: string): number => TOP + titles.indexOf(row) * lay.row + lay.down + 7.5;
  return withScales(drawing, {y: middle}, {y: titles});
}

/** The least between two labels of ticks, in pixels. */
const GAP = 10;

/**
 * Round numbers along an axis, as many as stand beside each other once they are printed.
 *
 * @param reach pixels from the one end to the other
 */
export function ticksBetween(
  low: number,
  high: number,
  {most, reach, print}: {most: number; reach: number; print: (value: number) => string}
): number[] {
  for (let n = most; n > 1; --n) {
    const values = ticks(low, high, n);
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per tick: few
    const widest = Math.max(0, ...values.map((value) => print(value).length * LETTER + GAP));
    if (values.length < 2 || ((values[1] - values[0]) / (high - low)) * reach >= widest) return values;
  }
  return ticks(low, high, 1);
}

interface BarPlace {
  x: (value: number) => number;
  y: number;
  unit: string;
  lay: Lay;
}

function drawBar({name, low, high, flips}: TornadoBar, {x, y, unit, lay: {left, down}}: BarPlace): SVGElement[] {
  const {title} = assumptionTitles[name];
  const [from, to] = [x(low.profit), x(high.profit)];
  const middle = y + down + 7.5;
  const value = (at: number, words: string, isLeft: boolean): SVGElement =>
    halo(at + (isLeft ? -9 : 9), middle + 4.5, {text: words, color: "var(--muted)", anchor: isLeft ? "end" : "start"});
  return [
    halo(0, left > 0 ? middle + 4.5 : y + 14, {text: title, color: flips ? "var(--accent)" : "var(--ink)", anchor: "start"}),
    svg("rect", {
      x: Math.min(from, to),
      y: y + down,
      width: Math.max(1, Math.abs(to - from)),
      height: 15,
      fill: flips ? "var(--accent)" : "var(--muted)",
      opacity: 0.55
    }),
    svg("circle", {cx: from, cy: middle, r: 5, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.5}),
    svg("circle", {cx: to, cy: middle, r: 5, fill: "var(--ink)"}),
    value(from, formatAssumption(name, low.value, unit), from <= to),
    value(to, formatAssumption(name, high.value, unit), to < from)
  ];
}

interface RuleOptions {
  text: string;
  color: string;
  isLeft: boolean;
  width: number;
  bottom: number;
  /** pixels above the other rule's name */
  up: number;
}

function rule(at: number, {text, color, isLeft, width, bottom, up}: RuleOptions): SVGElement {
  const room = text.length * 6.8;
  const turn = isLeft ? at - room < 0 : at + room > width; // a label that has no room on its side takes the other
  const left = isLeft !== turn;
  return svg(
    "g",
    {},
    svg("line", {x1: at, x2: at, y1: TOP - 18 - up, y2: bottom, stroke: color, "stroke-width": 1.5}),
    halo(at + (left ? -6 : 6), TOP - 8 - up, {text, color, anchor: left ? "end" : "start"})
  );
}

function halo(x: number, y: number, {text, color, anchor}: {text: string; color: string; anchor: string}): SVGElement {
  return svg(
    "text",
    {x, y, fill: color, "text-anchor": anchor, "font-weight": 560, stroke: "var(--paper)", "stroke-width": 4, "paint-order": "stroke"},
    text
  );
}
