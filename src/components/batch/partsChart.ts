import * as Plot from "@observablehq/plot";
import type {JudgedInput} from "../../lib/drift/compareFile.js";
import type {NamedInput} from "../../lib/drift/words.js";
import {joinCells} from "../../lib/drift/cells.js";
import {describeDirection} from "../../lib/drift/words.js";
import {levelWord} from "../../lib/whatif/choices.js";
import {formatCount, formatShare, formatValue} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesY, fitTitle} from "../ui/drawPlot.js";
import {rowUnit} from "../ui/rowUnit.js";

const HEIGHT = 300;
/** How wide a letter of the labels is, in pixels. */
const LETTER = 6.4;

interface Part {
  label: string;
  file: number;
  training: number;
}

/** One input's shares in each part: the file beside the training users. */
export function partsChart(input: JudgedInput, named: NamedInput): HTMLElement {
  const {title, unit} = named;
  const parts = toParts(input, named);
  return chartFigure<Part>({
    title: `${title}: ${input.verdict === "alike" ? "no difference beyond chance, " : ""}${describeDirection(input, named)}`,
    subtitle:
      "Share of rows in each " +
      `${input.reference.kind === "number" ? `tenth of the training ${rowUnit.many}` : "level"}${unit ? `, ${unit}` : ""}; ${formatCount(input.n)} ` +
      "rows of the file",
    describe: `A bar for the file’s rows in each part, and a line across it for the training ${rowUnit.many}.`,
    height: HEIGHT,
    chart: (width) => draw(parts, width, unit ? `${title} (${unit})` : title),
    table: {
      rows: parts,
      columns: [
        {key: "label", title: "Values"},
        {key: "file", title: "Rows of the file", format: (value) => formatShare(value)},
        {key: "training", title: `Training ${rowUnit.many}`, format: (value) => formatShare(value)}
      ]
    },
    fileName: "batch-input",
    isOwn: true
  });
}

function toParts({reference, observed, ends, n}: JudgedInput, named: NamedInput): Part[] {
  const m = reference.counts.reduce((a, b) => a + b, 0) + reference.nMissing;
  const [before, now] = [joinCells(reference.counts, ends), joinCells(observed.counts, ends)];
  const labels = reference.kind === "number" ? nameParts(reference.knots, ends) : reference.levels.map((level) => levelWord(named, level));
  const parts = labels.map((label, i): Part => ({label, file: now[i] / n, training: before[i] / m}));
  return reference.nMissing + observed.nMissing > 0
    ? [...parts, {label: "missing", file: observed.nMissing / n, training: reference.nMissing / m}]
    : parts;
}

/** Parts end at a knot; the last one is open. */
function nameParts(knots: readonly number[], ends: readonly number[]): string[] {
  const isWhole = knots.every(Number.isInteger);
  return ends.map((end, i) => {
    const from = i === 0 ? null : knots[ends[i - 1] >> 1];
    const to = i === ends.length - 1 ? null : knots[end >> 1];
    if (from === null) return to === null ? "all" : `up to ${formatValue(to)}`;
    if (to === null) return isWhole ? `${formatValue(from + 1)} or more` : `over ${formatValue(from)}`;
    if (!isWhole) return `to ${formatValue(to)}`;
    return from + 1 === to ? formatValue(to) : `${formatValue(from + 1)}–${formatValue(to)}`;
  });
}

function draw(parts: readonly Part[], width: number, axis: string): Node {
  const longest = Math.max(...parts.map(({label}) => label.length));
  const isNarrow = width < parts.length * (longest * LETTER + 12); // labels side by side would touch
  const legend = {frameAnchor: "top-right", textAnchor: "end", stroke: colors.paper, strokeWidth: 4} as const;
  return drawPlot({
    width,
    height: HEIGHT,
    marginTop: 44,
    marginBottom: isNarrow ? 84 : 52,
    x: {domain: parts.map((d) => d.label), label: `${fitTitle(axis, width)} →`, padding: 0.2, tickRotate: isNarrow ? -45 : 0},
    y: {percent: true, label: "↑ Share of rows (%)", ticks: 4},
    marks: [
      gridLinesY({ticks: 4}),
      Plot.barY(parts, {x: "label", y: "file", fill: colors.accent, fillOpacity: 0.55}),
      Plot.tickY(parts, {x: "label", y: "training", stroke: colors.ink, strokeWidth: 3}),
      Plot.text([0], {...legend, text: ["■ rows of the file"], fill: colors.accent, dy: -34}),
      Plot.text([0], {...legend, text: [`— training ${rowUnit.many}`], fill: colors.ink, dy: -16})
    ]
  });
}
