import * as Plot from "@observablehq/plot";
import type {EdaBook} from "../../lib/book/eda.js";
import {normalReach} from "../../lib/statistics/distributions.js";
import {formatFixed, shorten, supportedDigits} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {segmentedControl} from "../ui/controls.js";
import {emptyState} from "../ui/notice.js";
import {drawPlot} from "../ui/drawPlot.js";

export interface Cell {
  row: string;
  column: string;
  value: number;
  /** rows that it rests on, at the least, each drawn by itself */
  n: number;
}

type Method = "pearson" | "spearman";

/** Which variables say the same thing: every pair, linear or by rank. Size and sign show the strength. */
export function correlationFigure(eda: EdaBook): HTMLElement {
  const {names, withLabel} = eda.correlation;
  if (names.length < 2) return emptyState("There are no two number variables to compare");
  const titles = names.map((name) => eda.variables.find(({input}) => input === name)?.title ?? name);
  const n = Math.min(eda.correlation.effective ?? Infinity, ...eda.variables.filter(({input}) => names.includes(input)).map((d) => d.n));
  const of = sayCompared(eda).replace(/^(.+), $/, " $1");
  let method: Method = "pearson";
  const cellsOf = (): Cell[] =>
    eda.correlation[method].flatMap((values, i) => values.map((value, j) => ({row: titles[i], column: titles[j], value, n})));
  const pairs = cellsOf()
    .filter(({row, column}) => titles.indexOf(row) < titles.indexOf(column))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const control = segmentedControl<Method>({
    label: "Correlation",
    value: method,
    choices: [
      {value: "pearson", label: "Linear (Pearson)"},
      {value: "spearman", label: "By rank (Spearman)"}
    ],
    onChange: (next) => {
      method = next;
      figure.redraw();
    }
  });
  const height = (width: number): number => (width < 640 ? width - 24 + 190 : 42 * titles.length + 150);
  const figure = chartFigure({
    title: claimOfPair(pairs[0], pairs.length),
    subtitle:
      `Correlation of every two number variables${of}; the last row is with having churned. ` +
      "Area grows with strength, filled is positive, hollow negative",
    describe: `Strongest pairs: ${pairs
      .slice(0, 4)
      .map(({row, column, value}) => `${row} with ${column} ${formatFixed(value, 2)}`)
      .join("; ")}`,
    fileName: "correlation",
    controls: control.element,
    height,
    chart: (width) =>
      drawMatrix([...cellsOf(), ...withLabel.map((value, i) => ({row: "Churned", column: titles[i], value, n}))], [...titles, "Churned"], {
        width,
        height: height(width)
      }),
    table: {
      columns: [
        {key: "row", title: "Variable"},
        {key: "column", title: "With"},
        {key: "value", title: "Pearson’s r", format: formatR}
      ],
      rows: [...withLabel.map((value, i) => ({row: "Churned", column: titles[i], value, n})), ...pairs]
    }
  });
  return figure;
}

/** Which variables are compared in pairs, where these are not all. */
export function sayCompared({compared, variables}: Pick<EdaBook, "compared" | "variables">): string {
  return compared.length < variables.length ? `of the ${compared.length} that rank best alone, of ${variables.length}, ` : "";
}

/** A correlation with the digits that its 95% interval supports. */
function formatR(value: number, {n}: Pick<Cell, "n">): string {
  return formatFixed(value, supportedDigits((1.96 * (1 - value ** 2)) / Math.sqrt(n), 3));
}

/**
 * What the strongest of some pairs shows; where variables that have nothing to do with each other would make one as strong in more than 5
 * of 100 tables (Fisher's z, by Bonferroni over the pairs), that nothing does.
 */
export function claimOfPair({row, column, value, n}: Cell, nPairs: number): string {
  const [pair, r] = [`${row} and ${column}`, `(r = ${formatR(value, {n})})`];
  const size = Math.abs(value);
  if (size < 0.1) return `No two number variables go together ${r.replace("(", "(largest ")}`;
  const byChance = n > 3 ? Math.tanh(normalReach(1 - 0.05 / nPairs) / Math.sqrt(n - 3)) : 1;
  if (size < byChance) return `No two number variables go together beyond what chance makes of so few ${r.replace("(", "(largest ")}`;
  const how = value > 0 ? "together" : "against each other";
  if (size < 0.5) return `No two number variables say the same; ${row} and ${column} go ${how} most ${r}`;
  return size < 0.9 ? `${pair} go ${how} ${r}` : `${pair} are nearly one variable ${r}`;
}

/** Between two dots, so that a number beside the one does not stand on the other. */
const ROOM_BESIDE = 58;

/** Letters of a name that fit beside the map on a phone, and below it. */
const FITS_RIGHT = 21;
const FITS_BELOW = 26;

/** How names stand under columns so far apart, in pixels: aslant, or upright and as small as they must be where many share a phone. */
function ticksOfNames(step: number): {tickRotate: number; fontSize?: number} {
  return step >= 14 ? {tickRotate: -50} : {tickRotate: -90, fontSize: Math.min(10, step)};
}

function drawMatrix(cells: readonly Cell[], titles: readonly string[], {width, height}: {width: number; height: number}): Node {
  const small = width < 640;
  const left = small ? 22 : 176;
  const radius = Math.min(20, (width - left - (small ? 124 : 20)) / titles.length / 2 - 1);
  const isWide = radius >= 13 && (width - left) / titles.length >= ROOM_BESIDE;
  const shown = cells.filter(({row, column}) => row !== column && titles.indexOf(row) > titles.indexOf(column));
  const strength = (d: Cell): number => Math.sqrt(Math.abs(d.value)) * radius;
  const number = (d: Cell): string => formatFixed(d.value, 2);
  return drawPlot({
    width,
    height,
    marginTop: 12,
    marginLeft: left,
    marginRight: small ? 124 : 20,
    marginBottom: 150,
    x: {type: "point", domain: titles.slice(0, -1), padding: 0.5},
    y: {type: "point", domain: titles.slice(1), padding: 0.5},
    marks: [
      Plot.axisX({
        ...ticksOfNames((width - left - (small ? 124 : 20)) / (titles.length - 1)),
        tickSize: 0,
        label: null,
        tickFormat: (name: string) => shorten(name, FITS_BELOW)
      }),
      small
        ? Plot.axisY({anchor: "right", tickSize: 0, label: null, fontSize: 10, tickFormat: (name: string) => shorten(name, FITS_RIGHT)})
        : Plot.axisY({tickSize: 0, label: null, fontSize: 13}),
      Plot.gridY({stroke: colors.rule, strokeOpacity: 1}),
      Plot.dot(shown, {
        x: "column",
        y: "row",
        r: {value: strength, scale: null},
        fill: (d: Cell) => (d.value >= 0 ? colors.accent : colors.paper),
        fillOpacity: 0.85,
        stroke: colors.accent,
        strokeWidth: 1.5
      }),
      radius >= 13
        ? Plot.text(
            shown.filter(({value}) => Math.abs(value) >= 0.45),
            {
              x: "column",
              y: "row",
              text: number,
              fontSize: 10,
              fontWeight: 600,
              fill: ({value}: Cell) => (value > 0 ? colors.paper : colors.ink)
            }
          )
        : null,
      isWide
        ? Plot.text(
            shown.filter(({value}) => Math.abs(value) < 0.45 && Math.abs(value) >= 0.1),
            {
              x: "column",
              y: "row",
              text: number,
              dx: 15,
              textAnchor: "start",
              fontSize: 10,
              fill: colors.ink,
              stroke: colors.paper,
              strokeWidth: 3
            }
          )
        : null,
      Plot.tip(shown, Plot.pointer({x: "column", y: "row", title: (d: Cell) => `${d.row}\n${d.column}\n${formatR(d.value, d)}`}))
    ]
  });
}
