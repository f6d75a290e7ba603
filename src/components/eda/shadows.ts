import * as Plot from "@observablehq/plot";
import type {EdaBook, HoldConstant} from "../../lib/book/eda.js";
import type {EdaState} from "./edaState.js";
import {formatFixed, formatPoints, listWords, sayWithin, shorten} from "../../lib/format.js";
import {sideAmong} from "../../lib/statistics/intervals.js";
import {isClearHalves, isMasked} from "../../lib/statistics/contrast.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {sayCompared} from "./correlation.js";
import {strataFigure} from "./strata.js";
import {rowUnit} from "../ui/rowUnit.js";

interface Shadow extends HoldConstant {
  title: string;
  /** whether its parts differ clearly to begin with */
  isClear: boolean;
}

/** Variables that a claim names. */
const MOST_NAMED = 3;

const halo = {stroke: colors.paper, strokeWidth: 4} as const;

/** The control "hold this constant": what is left of each difference within users alike in the held variable. */
export function shadows(eda: EdaBook, state: EdaState): HTMLElement {
  if (eda.holdConstant.length === 0) return el("div", {hidden: true}); // its part of the page is absent then
  const titles = new Map(eda.variables.map(({input, title}) => [input, title]));
  const titleOf = (name: string): string => titles.get(name) ?? name;
  const partOf = (name: string): "band" | "level" =>
    eda.variables.find(({input}) => input === name)?.kind === "category" ? "level" : "band";
  const helds = [...new Set(eda.holdConstant.map(({held}) => held))];
  const select = selectControl({
    label: "Hold this constant",
    value: state.value.held,
    choices: helds.map((name) => ({value: name, label: titleOf(name)})),
    onChange: (held) => state.set({held})
  });
  const body = el("div", {class: "shadows-body"});
  state.watch(({held, variable}) => {
    select.set(held);
    const rows = eda.holdConstant
      .filter((d) => d.held === held)
      .map((d) => ({...d, title: titleOf(d.variable), isClear: isClearHalves(d, eda.variables)}))
      .sort((a, b) => Math.abs(b.raw.estimate) - Math.abs(a.raw.estimate));
    const chosen = rows.find((d) => d.variable === variable) ?? rows[0];
    body.replaceChildren(
      shadowFigure(rows, {heldTitle: titleOf(held), part: partOf(held), which: sayCompared(eda)}),
      strataFigure(chosen, {title: chosen.title, heldTitle: titleOf(held), part: partOf(held)})
    );
  });
  return el("div", {class: "shadows"}, el("div", {class: "control-bar"}, select.element), body);
}

/** Whether a difference goes the other way once the other variable is held constant, beyond what chance makes of so many: Simpson's paradox. */
function isTurned({raw, within}: Pick<Shadow, "raw" | "within">, nLooked: number): boolean {
  return sideAmong(within, {nLooked}) === -Math.sign(raw.estimate);
}

/** How many differences turn round, which come out, or how many shrink to less than half, once the other variable is held constant. */
export function claimOfShadows(rows: readonly Shadow[], heldTitle: string): string {
  const holding = `Holding ${heldTitle} constant`;
  const clear = rows.filter(({isClear}) => isClear);
  const turned = clear.filter((d) => isTurned(d, clear.length));
  if (turned.length > 0)
    return `${holding}, ${turned.length} of ${clear.length} clear differences ${turned.length === 1 ? "turns" : "turn"} round`;
  const masked = rows.filter((d) => isMasked(d, rows.length)).map(({title}) => title);
  const gone = clear.filter(({raw, within}) => Math.abs(within.estimate) < 0.5 * Math.abs(raw.estimate));
  const shrinks =
    gone.length === 0
      ? ""
      : `${gone.length} of ${clear.length} clear differences ${gone.length === 1 ? "shrinks" : "shrink"} to less than half`;
  if (masked.length > 0) {
    const out = masked.length > MOST_NAMED ? `${masked.length} differences` : listWords(masked);
    return `${holding} brings out ${out}, of which little shows alone${shrinks === "" ? "" : `; ${shrinks}`}`;
  }
  if (clear.length === 0) return `Beside ${heldTitle}, no variable differs clearly between its parts to begin with`;
  return shrinks === "" ? `${holding}, no clear difference shrinks by half` : `${holding}, ${shrinks}`;
}

function shadowFigure(
  rows: readonly Shadow[],
  {heldTitle, part, which}: {heldTitle: string; part: "band" | "level"; which: string}
): HTMLElement {
  const height = 42 * rows.length + 72;
  return chartFigure({
    title: claimOfShadows(rows, heldTitle),
    subtitle: `Churn rate of a variable’s high part minus its low part, parted nearest to its median, ${which}in percentage points with 95% intervals`,
    describe: rows
      .map(
        ({title, raw, within}) =>
          `${title}: ${formatPoints(raw.estimate)} raw, ${formatPoints(within.estimate)} with ${heldTitle} held constant`
      )
      .join("; "),
    note:
      `Filled: among ${rowUnit.many} alike in ${heldTitle}, pooled over ${part}s by the weights of Mantel and ` +
      `Haenszel. What moves to zero was a shadow, what moves away from it was masked.` +
      (part === "band" ? " Bands are never perfectly narrow, so a rest may remain." : ""),
    controls: el(
      "ul",
      {class: "key"},
      el("li", {class: "ring", style: `--swatch: ${colors.muted}`}, "raw"),
      el("li", {class: "dot", style: `--swatch: ${colors.accent}`}, `with ${heldTitle} held constant`)
    ),
    fileName: "hold-constant",
    height,
    chart: (width) => drawShadows(rows, width, height),
    table: {
      columns: [
        {key: "title", title: "Variable"},
        {key: "raw", title: "Raw", unit: "points", align: "right", format: words, sortValue: ({estimate}) => estimate},
        {key: "within", title: "Held constant", unit: "points", align: "right", format: words, sortValue: ({estimate}) => estimate}
      ],
      rows
    }
  });
}

function words({estimate, low, high}: HoldConstant["raw"]): string {
  return sayWithin({estimate: 100 * estimate, low: 100 * low, high: 100 * high}, 1);
}

const TICKS = 8;
/** Letters of a name that fit beside its row. */
const FITS_BESIDE = 24;

function drawShadows(rows: readonly Shadow[], width: number, height: number): Node {
  const small = width < 560;
  const ends = rows.flatMap(({raw, within}) => [raw.low, raw.high, within.low, within.high, 0]);
  const span = [Math.min(...ends), Math.max(...ends)];
  const pad = (span[1] - span[0]) * 0.06;
  const digits = Math.max(0, Math.ceil(-Math.log10((100 * (span[1] - span[0])) / TICKS))); // no two ticks read alike
  const y = "title";
  const name = ({title}: Shadow): string => shorten(title, small ? Math.floor(width / 7) : FITS_BESIDE);
  return drawPlot({
    width,
    height,
    marginLeft: small ? 8 : 176,
    marginRight: 16,
    marginTop: 24,
    x: {domain: [span[0] - pad, span[1] + pad]},
    y: {domain: rows.map(({title}) => title), axis: null},
    marks: [
      gridLinesX(),
      Plot.axisX({
        tickFormat: (value: number) => formatFixed(value * 100, digits),
        tickSize: 0,
        ticks: small ? 5 : TICKS,
        label: small ? "← high part churns less · points" : "← the high part churns less · percentage points · it churns more →",
        labelAnchor: "center",
        labelArrow: "none"
      }),
      Plot.ruleX([0], {stroke: colors.ink, strokeWidth: 1.5}),
      Plot.link(rows, {
        x1: (d: Shadow) => d.raw.estimate,
        x2: (d: Shadow) => d.within.estimate,
        y1: y,
        y2: y,
        stroke: colors.ruleStrong,
        strokeWidth: 1.5
      }),
      Plot.ruleY(rows, {x1: (d: Shadow) => d.raw.low, x2: (d: Shadow) => d.raw.high, y, stroke: colors.muted, strokeWidth: 2, dy: -3}),
      Plot.dot(rows, {x: (d: Shadow) => d.raw.estimate, y, r: 5, stroke: colors.muted, strokeWidth: 2, fill: colors.paper, dy: -3}),
      Plot.ruleY(rows, {
        x1: (d: Shadow) => d.within.low,
        x2: (d: Shadow) => d.within.high,
        y,
        stroke: colors.accent,
        strokeWidth: 4,
        strokeLinecap: "round",
        dy: 3
      }),
      Plot.dot(rows, {x: (d: Shadow) => d.within.estimate, y, r: 6, fill: colors.accent, stroke: colors.paper, strokeWidth: 1.5, dy: 3}),
      small
        ? Plot.text(rows, {frameAnchor: "left", y, text: name, textAnchor: "start", dy: -14, fontWeight: 600, fill: colors.ink, ...halo})
        : Plot.text(rows, {
            frameAnchor: "left",
            dx: -176,
            y,
            text: name,
            textAnchor: "start",
            fontSize: 13,
            fontWeight: 600,
            fill: colors.ink
          })
    ]
  });
}
