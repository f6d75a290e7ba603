import * as Plot from "@observablehq/plot";
import type {ModelsBook} from "../../lib/book/models.js";
import type {PairAxis, PairMap, ShapesBook} from "../../lib/book/shapes.js";
import {capitalised, formatApart, formatFixed, formatSigned, listWords, shorten} from "../../lib/format.js";
import {FEW, sayCount} from "../../lib/groups.js";
import {titleWithUnit} from "../../lib/whatif/values.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {el} from "../ui/dom.js";
import {drawPlot} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";
import {getFinalist} from "../shared/roles.js";

/** Of the plot itself, by its number of bands, in pixels. */
const BAND_HEIGHT = 26;
const MARGINS = {top: 30, right: 20, bottom: 44};
/** The most that a cell is coloured: its number stays readable. */
const DEEPEST = 0.6;
/** A cell has room for its number where it is this wide, in pixels. */
const ROOM = 24;
/** How wide a letter of a label is, in pixels. */
const LETTER = 7.2;
/** Less than this, a share, is not said of a pair: half a point. */
const LEAST = 0.005;

/** What two inputs do to the score together, in models that say so: one map for every such pair. Nothing where no model has one. */
export function pairCharts(book: ModelsBook, {pairs, models}: Pick<ShapesBook, "pairs" | "models">): HTMLElement {
  if (pairs.length === 0) return el("div");
  const most = pairs.flatMap(toldCells).reduce((a, {points}) => Math.max(a, Math.abs(points)), LEAST);
  const hasFew = pairs.some(hasNoPoints);
  const titleOf = (name: string): string => getFinalist(book, name).title;
  return el(
    "div",
    {},
    el("h2", {id: "pairs"}, "What two inputs do together"),
    el("p", {}, pairsSentence({pairs, models}, titleOf)),
    pairKey("key", hasFew),
    el(
      "div",
      {class: "pair-charts"},
      pairs.map((pair) => pairChart(pair, {most, champion: book.champion}))
    )
  );
}

/** What the colours of a map say: once above all of them, and with each that stands alone. */
function pairKey(name: "key" | "key key-alone", hasFew: boolean): HTMLElement {
  return el(
    "ul",
    {class: name},
    el("li", {style: `--swatch: ${colors.churned}`}, "raises the score"),
    el("li", {style: `--swatch: ${colors.retained}`}, "lowers it"),
    hasFew ? el("li", {class: "struck"}, `${FEW} ${rowUnit.many}`) : null
  );
}

/** So many pairs are named in the sentence above their maps. */
const MOST_NAMED = 3;

/** Which models have pairs, and what their maps say. */
export function pairsSentence({pairs, models}: Pick<ShapesBook, "models"> & Mapped, titleOf: (name: string) => string): string {
  const which = models
    .filter(({nPairs}) => nPairs > 0)
    .map(({name, nPairs}) => {
      const own = pairs.filter((d) => d.model === name).map(({axes}) => axes.map((d) => d.title).join(" with "));
      const drawn = own.length === nPairs ? "" : `, of which ${own.length} can be drawn`;
      const named = nPairs > MOST_NAMED || drawn !== "" ? `${nPairs} pairs of inputs${drawn}` : listWords(own);
      return `${titleOf(name)} adds something for ${named}`;
    });
  return (
    `Beside a curve for each input, ${which.join("; ")}: what two inputs do together and neither does alone. A map tells by how many ` +
    `percentage points it moves the score, on average over the train ${rowUnit.many} there.`
  );
}

interface Mapped {
  pairs: readonly Pick<PairMap, "model" | "axes">[];
}

type Told = {k: number; l: number; points: number; logOdds: number; n: number | string};

function hasNoPoints({cells}: Pick<PairMap, "cells">): boolean {
  return cells.flat().some(({points}) => points === null);
}

/** The cells of enough users. */
function toldCells({cells}: Pick<PairMap, "cells">): Told[] {
  return cells.flatMap((row, k) =>
    row.flatMap(({n, points, logOdds}, l): Told[] => (points === null || logOdds === null ? [] : [{k, l, points, logOdds, n}]))
  );
}

/** What the pair does at its most, as a claim. */
export function pairClaim({axes, cells}: Pick<PairMap, "axes" | "cells">): string {
  const [a, b] = [axes[0].title, axes[1].title];
  const {least, most} = endsOf(toldCells({cells}));
  if (!least || !most) return `${a} and ${b} together: too few ${rowUnit.many} in any part of the map`;
  if (isLittle(least, most)) return `${a} and ${b} together hardly move the score`;
  return `${a} and ${b} together: ${[least, most].map(({points}) => formatSigned(100 * points, 1)).join(" to ")} points`;
}

/** Where that is. */
export function placesOf({axes, cells}: Pick<PairMap, "axes" | "cells">): string {
  const {least, most} = endsOf(toldCells({cells}));
  if (!least || !most || isLittle(least, most)) return "";
  const name = (axis: PairAxis, place: number): string => `${shorten(axis.title, 24)} ${bandName(axis, place)}`;
  const at = ({k, l}: Told): string => `${name(axes[0], k)} and ${name(axes[1], l)}`;
  return `Most at ${at(most)}, least at ${at(least)}.`;
}

function endsOf(told: readonly Told[]): {least?: Told; most?: Told} {
  const ordered = told.toSorted((p, q) => p.points - q.points);
  return {least: ordered[0], most: ordered[ordered.length - 1]};
}

function isLittle(least: Told, most: Told): boolean {
  return Math.max(Math.abs(least.points), Math.abs(most.points)) < LEAST;
}

function bandName({kind, bands}: PairAxis, place: number): string {
  if (kind === "category") return `“${bands[place].label}”`;
  const [from, to] = formatApart(edgesOf(bands)).slice(place, place + 2);
  return from === to ? from : `${from} to ${to}`;
}

/** Where bands begin, and where the last one ends. */
function edgesOf(bands: PairAxis["bands"]): number[] {
  return [...bands.map(({from}) => from), bands[bands.length - 1].to];
}

function pairChart(pair: PairMap, {most, champion}: {most: number; champion: string}): HTMLElement {
  const {axes, cells, model} = pair;
  const height = axes[1].bands.length * BAND_HEIGHT + MARGINS.top + MARGINS.bottom;
  const rows = cells.flatMap((row, k) =>
    row.map(({n, points, logOdds}, l) => ({
      k: k + 0.5,
      l: l + 0.5,
      first: bandName(axes[0], k),
      second: bandName(axes[1], l),
      n: typeof n === "number" ? `about ${sayCount(n)}` : n,
      points: points === null ? "" : formatSigned(100 * points, 1),
      odds: logOdds === null ? "" : `× ${formatFixed(Math.exp(logOdds), 2)}`
    }))
  );
  return chartFigure({
    title: pairClaim(pair),
    subtitle: ["Percentage points, added to the score.", placesOf(pair)].join(" ").trim(),
    describe: placesOf(pair),
    controls: pairKey("key key-alone", hasNoPoints(pair)),
    height,
    chart: (width) => drawMap(pair, {width, height, most}),
    table: {
      rows,
      at: {x: (d) => d.k, y: (d) => d.l},
      columns: [
        {key: "first", title: axes[0].title, sortable: false},
        {key: "second", title: axes[1].title, sortable: false},
        {key: "points", title: "Adds, percentage points", sortable: false},
        {key: "odds", title: "Odds", sortable: false},
        {key: "n", title: capitalised(rowUnit.many), sortable: false}
      ]
    },
    fileName: ["pair", ...axes.map((d) => d.input), ...(model === champion ? [] : [model])].join("-")
  });
}

function drawMap({axes, cells}: PairMap, {width, height, most}: {width: number; height: number; most: number}): Node {
  const [first, second] = axes;
  const longest = (labels: readonly Label[]): number => LETTER * labels.reduce((most, {text}) => Math.max(most, text.length), 0);
  const left = Math.min(0.32 * width, 14 + longest(edgeLabels(second, 99)));
  const yLabels = edgeLabels(second, Math.floor((left - 14) / LETTER));
  const told = toldCells({cells});
  const few = cells.flatMap((row, k) => row.flatMap(({n}, l) => (n === FEW || n === 0 ? [{k, l}] : [])));
  const cellWidth = (width - left - MARGINS.right) / first.bands.length;
  const box = {x1: ({k}: {k: number}) => k, x2: ({k}: {k: number}) => k + 1, y1: ({l}: {l: number}) => l, y2: ({l}: {l: number}) => l + 1};
  const strength = ({points}: Told): number => (DEEPEST * Math.abs(points)) / most;
  const xLabels = edgeLabels(first, Math.max(4, Math.floor(cellWidth / LETTER)));
  const every = first.kind === "category" ? 1 : Math.ceil((longest(xLabels) + 8) / cellWidth);
  return drawPlot({
    width,
    height,
    marginLeft: left,
    marginTop: MARGINS.top,
    marginRight: MARGINS.right,
    marginBottom: MARGINS.bottom,
    x: {type: "linear", domain: [0, first.bands.length]},
    y: {type: "linear", domain: [0, second.bands.length]},
    marks: [
      Plot.rect(told, {
        ...box,
        inset: 0.5,
        fill: ({points}: Told) => (points >= 0 ? colors.churned : colors.retained),
        fillOpacity: strength
      }),
      Plot.rect(few, {...box, inset: 0.5, fill: colors.rule, fillOpacity: 0.35}),
      Plot.link(few, {...box, stroke: colors.muted, strokeOpacity: 0.7, strokeWidth: 1}),
      Plot.frame({stroke: colors.ruleStrong}),
      cellWidth >= ROOM
        ? Plot.text(told, {
            x: ({k}: Told) => k + 0.5,
            y: ({l}: Told) => l + 0.5,
            text: ({points}: Told) => (Math.abs(points) < LEAST ? "" : formatSigned(100 * points, 0)),
            fill: colors.ink,
            fontSize: 11
          })
        : null,
      Plot.axisX(
        xLabels.filter((_, i) => i % every === 0).map(({at}) => at),
        {
          tickFormat: (d: number) => xLabels.find(({at}) => at === d)?.text ?? "",
          tickSize: first.kind === "category" ? 0 : 4,
          label: `${axisTitle(first)} →`
        }
      ),
      Plot.axisY(
        yLabels.map(({at}) => at),
        {
          tickFormat: (d: number) => yLabels.find(({at}) => at === d)?.text ?? "",
          tickSize: second.kind === "category" ? 0 : 4,
          label: `↑ ${axisTitle(second)}`
        }
      )
    ]
  });
}

/** Of an axis, in bands from its start. */
interface Label {
  at: number;
  text: string;
}

/** Where bands meet, or what levels are called. */
function edgeLabels({kind, bands}: PairAxis, most: number): Label[] {
  if (kind === "category") return bands.map(({label}, i) => ({at: i + 0.5, text: shorten(label, most)}));
  const edges = edgesOf(bands);
  const names = formatApart(edges);
  // a last band of one value has its label once
  return edges.map((x, at) => ({at, text: x === edges[at - 1] ? "" : names[at]}));
}

function axisTitle(axis: PairAxis): string {
  return titleWithUnit(axis, shorten(axis.title, 36));
}
