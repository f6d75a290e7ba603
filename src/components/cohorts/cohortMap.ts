import * as Plot from "@observablehq/plot";
import type {CohortMap, CohortsBook, MapCell} from "../../lib/book/cohorts.js";
import type {CohortsState} from "./cohortsState.js";
import {capitalised, formatCount, formatPoints, formatShare, formatSigned, shareGap, shorten} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {drawPlot, fitTitle} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";
import {sayGap} from "./cohortRows.js";

interface Placed {
  row: string;
  column: string;
  /** null: too few to be told of */
  cell: MapCell | null;
}

/** Two inputs at once, chosen by the reader. */
export function cohortMap(book: CohortsBook, state: CohortsState): HTMLElement {
  if (book.maps.length === 0) return emptyState(`No two inputs have cells of enough ${rowUnit.many} to be told of together.`);
  const titleOf = (name: string): string => book.inputs.find(({input}) => input === name)?.title ?? name;
  const select = (label: string, key: "first" | "second"): ReturnType<typeof selectControl<string>> =>
    selectControl<string>({
      label,
      value: state.value[key],
      choices: book.mapped.map((value) => ({value, label: titleOf(value)})),
      onChange: (value) => state.set({[key]: value})
    });
  const [first, second] = [select("Down", "first"), select("Across", "second")];
  const body = el("div", {class: "cohort-body"});
  state.watch((choice) => {
    first.set(choice.first);
    second.set(choice.second);
    const map = findMap(book.maps, choice.first, choice.second);
    const [down, across] = [titleOf(choice.first), titleOf(choice.second)];
    body.replaceChildren(map ? mapFigure(map, {down, across}) : noMap(down, across));
  });
  return el("div", {}, el("div", {class: "control-bar"}, first.element, second.element), body);
}

function noMap(down: string, across: string): HTMLElement {
  return emptyState(
    `${down} and ${across} share too few cells that may be told of.`,
    "They may say nearly the same, or one of them and another input do; choose another pair."
  );
}

/** Maps are kept once for each pair; a reader may want it the other way round. */
function findMap(maps: readonly CohortMap[], first: string, second: string): CohortMap | null {
  const found = maps.find((d) => d.first.input === first && d.second.input === second);
  if (found) return found;
  const turned = maps.find((d) => d.first.input === second && d.second.input === first);
  if (!turned) return null;
  return {first: turned.second, second: turned.first, cells: turned.second.labels.map((_, c) => turned.cells.map((row) => row[c]))};
}

function withPrintedGap(cell: MapCell): MapCell {
  if (cell.gap === null || cell.said === null) return cell;
  return {...cell, gap: {...cell.gap, estimate: shareGap(cell.churned / cell.n, cell.said)}};
}

/** What the largest gap that its own interval tells from none is, if any. */
function claimOfMap(cells: readonly Placed[], {down, across}: {down: string; across: string}): string {
  const told = cells.filter((d) => d.cell?.gap);
  const beyond = told.filter(({cell}) => cell?.gap && (cell.gap.low > 0 || cell.gap.high < 0));
  const gapOf = ({cell}: Placed): number => cell?.gap?.estimate ?? 0;
  const [worst] = [...told].sort((a, b) => Math.abs(gapOf(b)) - Math.abs(gapOf(a)));
  const where = `${down} ${worst.row} and ${across} ${worst.column}`;
  const have = beyond.length === 1 ? "has a gap beyond its" : "have a gap beyond their";
  const counted = `${beyond.length} of ${told.length} cells ${have} own interval, where chance alone gives about 1 in 20`;
  return `${counted}; the largest of all is ${formatPoints(gapOf(worst))}, at ${where}`;
}

function mapFigure(map: CohortMap, titles: {down: string; across: string}): HTMLElement {
  const cells = map.cells.flatMap((row, r) =>
    row.map((cell, c): Placed => ({row: map.first.labels[r], column: map.second.labels[c], cell: cell && withPrintedGap(cell)}))
  );
  const height = 64 * map.first.labels.length + 100;
  return chartFigure({
    title: claimOfMap(cells, titles),
    subtitle:
      `Share that churned less the mean score, in percentage points, and the number of ${rowUnit.many}; ` +
      "bold where the cell’s own 95% interval is beyond 0",
    note:
      `“few”: under 20 ${rowUnit.many}, or under 3 of either outcome, or needed to hide such a cell. A dash: nobody. ` +
      "Cells are not adjusted for their number.",
    describe: cells
      .flatMap(({row, column, cell}) => (cell?.gap ? [`${row} and ${column}: ${formatPoints(cell.gap.estimate)}`] : []))
      .join("; "),
    fileName: `cohorts-${map.first.input}-${map.second.input}`,
    height,
    chart: (width) => drawMap(cells, {map, ...titles, width, height}),
    table: {
      rows: cells,
      at: {y: (d) => d.row, x: (d) => d.column},
      columns: [
        {key: "row", title: titles.down},
        {key: "column", title: titles.across},
        {
          key: "cell",
          title: capitalised(rowUnit.many),
          align: "right",
          format: (cell) => (cell ? formatCount(cell.n) : "few"),
          sortValue: (cell) => cell?.n ?? null
        },
        {
          key: "cell",
          title: "Said, churned, gap",
          align: "right",
          format: sayCell,
          sortValue: (cell) => cell?.gap?.estimate ?? null
        }
      ]
    }
  });
}

function sayCell(cell: MapCell | null): string {
  if (!cell?.gap || cell.said === null) return "–";
  return `${formatShare(cell.said)}, ${formatShare(cell.churned / cell.n)}, ${sayGap(cell.gap)}`;
}

/** A label that is too long for its cell, broken after a dash or a space where that lets more of it be read. */
export function onTwoLines(text: string, letters: number): string {
  if (text.length <= letters) return text;
  const breaks = [...text.matchAll(/[–\s-](?=\S)/gu)]
    .map(({index}) => index + 1)
    .filter((at) => text.slice(0, at).trimEnd().length <= letters);
  const at = breaks.at(-1);
  return at === undefined ? shorten(text, letters) : `${text.slice(0, at).trimEnd()}\n${shorten(text.slice(at), letters)}`;
}

interface Drawing {
  map: CohortMap;
  down: string;
  across: string;
  width: number;
  height: number;
}

function drawMap(cells: readonly Placed[], {map, down, across, width, height}: Drawing): Node {
  const isNarrow = width < 560;
  const left = isNarrow ? 72 : 150;
  const letters = Math.max(8, Math.floor((width - left) / map.second.labels.length / (isNarrow ? 6 : 7.2)));
  const most = Math.max(0.01, ...cells.map(({cell}) => Math.abs(cell?.gap?.estimate ?? 0)));
  const strength = ({cell}: Placed): number => 0.08 + 0.5 * (Math.abs(cell?.gap?.estimate ?? 0) / most);
  const told = cells.filter(({cell}) => cell?.gap);
  const isBeyond = ({cell}: Placed): boolean => cell?.gap !== null && cell?.gap !== undefined && (cell.gap.low > 0 || cell.gap.high < 0);
  const place = {x: "column", y: "row"} as const;
  return drawPlot({
    width,
    height,
    marginTop: 48,
    marginLeft: left,
    marginRight: 4,
    marginBottom: 30,
    x: {domain: map.second.labels, padding: 0.04},
    y: {domain: map.first.labels, padding: 0.04},
    marks: [
      Plot.axisX({
        anchor: "top",
        tickSize: 0,
        label: `${fitTitle(across, width - left)} →`,
        labelArrow: "none",
        fontSize: isNarrow ? 10 : 12,
        tickFormat: (d: string) => onTwoLines(d, letters)
      }),
      Plot.axisY({
        tickSize: 0,
        label: `↓ ${fitTitle(down, width)}`,
        labelArrow: "none",
        labelAnchor: "bottom",
        labelOffset: isNarrow ? 66 : 144,
        fontSize: isNarrow ? 10 : 12,
        tickFormat: (d: string) => onTwoLines(d, isNarrow ? 10 : 22)
      }),
      Plot.cell([...cells], {...place, fill: colors.surface}),
      Plot.cell(told, {
        ...place,
        fill: ({cell}: Placed) => ((cell?.gap?.estimate ?? 0) > 0 ? colors.churned : colors.retained),
        fillOpacity: strength
      }),
      ...[true, false].map((isOut) =>
        Plot.text(
          told.filter((d) => isBeyond(d) === isOut),
          {
            ...place,
            dy: -7,
            text: ({cell}: Placed) => formatSigned((cell?.gap?.estimate ?? 0) * 100),
            fontSize: isNarrow ? 12 : 15,
            fontWeight: isOut ? 800 : 400,
            fill: colors.ink
          }
        )
      ),
      Plot.text(told, {
        ...place,
        dy: 10,
        text: ({cell}: Placed) => formatCount(cell?.n ?? 0),
        fontSize: isNarrow ? 9.5 : 12,
        fill: colors.ink
      }),
      Plot.text(
        cells.filter(({cell}) => !cell?.gap),
        {...place, text: ({cell}: Placed) => (cell ? "–" : "few"), fill: colors.muted}
      )
    ]
  });
}
