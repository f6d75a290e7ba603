import type {CalibrationBin} from "../../lib/book/models.js";
import {formatCount, formatInHundred, formatShare} from "../../lib/format.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import {chartFigure} from "../ui/chartFigure.js";
import type {Child} from "../ui/dom.js";
import {withScales} from "../ui/figure/places.js";
import {placeBlocks} from "./placeBlocks.js";
import {svg} from "../ui/dom.js";

export interface TenthsOptions {
  /** users of similar score, lowest first, observed on users the model had not seen */
  bins: readonly CalibrationBin[];
  baseRate: number;
  title: Child;
  subtitle: Child;
  note?: Child;
  fileName: string;
  /** "users" */
  units: string;
}

const textHeight = 46;

/**
 * Groups of equal size by score, each drawn as a hundred dots of which as many are filled as churned. The fill rises
 * like a level, so the row reads as a bar chart too; the dashed line is the level of everyone.
 */
export function tenthsFigure({bins, baseRate, title, subtitle, note, fileName, units}: TenthsOptions): ChartFigure {
  const rows = bins.map((bin, i) => ({group: groupName(i, bins.length), ...bin}));
  const [low, high] = [bins[0], bins[bins.length - 1]];
  return chartFigure({
    title, subtitle, note, fileName,
    describe: `${bins.length} groups of ${units} by score. In the lowest, ${formatInHundred(low.observed)} churned; in the highest, ${
      formatInHundred(high.observed)}; across all, ${formatInHundred(baseRate)}.`,
    height: (width) => placeBlocks({width, count: bins.length, textHeight}).height,
    chart: (width) => drawTenths(bins, baseRate, width),
    table: {
      columns: [
        {key: "group", title: "Group by score", sortable: false},
        {key: "n", title: "Users", format: formatCount},
        {key: "predicted", title: "Mean score", format: (value) => formatShare(value)},
        {key: "observed", title: "Churned", format: (value, row) => `${formatShare(value)} (${formatShare(row.low)} to ${formatShare(row.high)})`}
      ],
      rows,
      at: {x: (d) => d.group, y: (d) => d.group}
    }
  });
}

/** "lowest tenth", "2nd tenth", ..., "highest tenth"; "group" when there are not ten. */
export function groupName(i: number, count: number): string {
  const noun = count === 10 ? "tenth" : "group";
  if (i === 0) return `lowest ${noun}`;
  if (i === count - 1) return `highest ${noun}`;
  return `${i + 1}${["", "st", "nd", "rd"][i + 1] ?? "th"} ${noun}`;
}

function drawTenths(bins: readonly CalibrationBin[], baseRate: number, width: number): SVGElement {
  const {blocks, size, height} = placeBlocks({width, count: bins.length, textHeight});
  const blockOf = (group: string): (typeof blocks)[number] => blocks[bins.findIndex((_, i) => groupName(i, bins.length) === group)];
  const drawing = svg("svg", {class: "plot tenths", width, height, viewBox: `0 0 ${width} ${height}`, "font-size": 12},
    blocks.map(({x, y}, i) => svg("g", {transform: `translate(${x},${y})`},
      dots(Math.round(bins[i].observed * 100), size),
      svg("line", {x1: -4, x2: size + 4, y1: size * (1 - baseRate), y2: size * (1 - baseRate), stroke: "var(--ink)", "stroke-width": 1.5, "stroke-dasharray": "5,4"}),
      blockLabel(bins[i], i, {count: bins.length, size}))),
    svg("text", {x: 0, y: size * (1 - baseRate) - 5, "font-weight": 600, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 4, "paint-order": "stroke"},
      `everyone: ${Math.round(baseRate * 100)}`));
  return withScales(drawing, {x: (group: string) => blockOf(group).x + size / 2, y: (group: string) => blockOf(group).y + size / 2});
}

function dots(filled: number, size: number): SVGElement[] {
  const pitch = size / 10;
  const paths = {churned: "", retained: ""};
  for (let i = 0; i < 100; ++i) {
    const [x, y] = [(i % 10 + 0.5) * pitch, size - (Math.floor(i / 10) + 0.5) * pitch];
    paths[i < filled ? "churned" : "retained"] += `M${x.toFixed(1)},${y.toFixed(1)}h0`;
  }
  const width = pitch * 0.76;
  return [
    svg("path", {d: paths.retained, stroke: "var(--retained-soft)", "stroke-width": width, "stroke-linecap": "round"}),
    svg("path", {d: paths.churned, stroke: "var(--churned)", "stroke-width": width, "stroke-linecap": "round"})
  ];
}

function blockLabel({observed, predicted}: CalibrationBin, i: number, {count, size}: {count: number; size: number}): SVGElement[] {
  const name = i === 0 || i === count - 1 ? groupName(i, count) : "";
  return [
    svg("text", {x: 0, y: size + 20, "font-size": 17, "font-weight": 650, fill: "var(--churned)"}, String(Math.round(observed * 100)),
      size < 70 ? null : svg("tspan", {"font-size": 12, "font-weight": 400, fill: "var(--muted)"}, ` said ${Math.round(predicted * 100)}`)),
    svg("text", {x: size < 70 && i > 0 ? size : 0, y: size + 37, fill: "var(--muted)", "text-anchor": size < 70 && i > 0 ? "end" : "start"}, name)
  ];
}
