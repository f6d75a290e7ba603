import * as Plot from "@observablehq/plot";
import type {ModelsBook} from "../../lib/book/models.js";
import {formatSigned, formatFixed, tickDigits} from "../../lib/format.js";
import {getFinalist} from "../shared/roles.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {firstRows} from "../ui/firstRows.js";
import {rowUnit} from "../ui/rowUnit.js";

interface GroupRow {
  group: string;
  title: string;
  scrambled: "alone" | "together";
  estimate: number;
  low: number;
  high: number;
}

/** Inputs that move together, scrambled one by one and all at once. */
export function groupChart(book: ModelsBook): HTMLElement {
  const groups = groupImportances(book.importance);
  if (groups.length === 0) return emptyState("No inputs move together closely enough to be scrambled as a group.");
  const rows = groups.flatMap(({title: group, members, together}): GroupRow[] => [
    ...members.map(({title, increase}): GroupRow => ({group, title, scrambled: "alone", ...increase})),
    {group, title: "all at once", scrambled: "together", ...together.increase}
  ]);
  const {drawn, note} = firstRows(rows);
  const height = 60 + 40 * drawn.length;
  const signed = (value: number): string => formatSigned(value, 4);
  return chartFigure({
    title: groupClaim(groups),
    subtitle:
      `${getFinalist(book, book.champion).title}: increase in log loss on test rows, 95% intervals; scrambled one by one (hollow) and ` +
      "all at once (filled)",
    describe: drawn
      .slice(0, 3)
      .map((d) => `${d.group}, ${d.title}: ${signed(d.estimate)}.`)
      .join(" "),
    height,
    chart: (width) => drawGroups(drawn, width, height),
    table: {
      rows,
      at: {y: keyOf},
      columns: [
        {key: "group", title: "Inputs that move together"},
        {key: "title", title: "Scrambled"},
        {key: "estimate", title: "Increase in log loss", format: signed},
        {key: "low", title: "From", format: signed},
        {key: "high", title: "To", format: signed}
      ]
    },
    note:
      `${note}Scrambling one of two inputs that move together makes up ${rowUnit.many} who cannot exist; scrambled together they stay a ` +
      "pair.",
    fileName: "importance-together"
  });
}

function keyOf({group, title}: GroupRow): string {
  return `${group}/${title}`;
}

function drawGroups(rows: readonly GroupRow[], width: number, height: number): Node {
  const label = (d: GroupRow): string => (d.scrambled === "together" ? `${d.group}, ${d.title}` : d.title);
  const keyed = rows.map((d) => ({...d, key: keyOf(d), label: label(d)}));
  const fill = (d: GroupRow): string => (d.scrambled === "together" ? colors.champion : colors.paper);
  return drawPlot({
    width,
    height,
    marginLeft: 8,
    x: {
      label: "Increase in log loss →",
      nice: true,
      ticks: width < 480 ? 4 : 8,
      tickFormat: (d: number) => formatSigned(d, tickDigits(d, 2))
    },
    y: {domain: keyed.map((d) => d.key), axis: null},
    marks: [
      gridLinesX(),
      Plot.ruleX([0], {stroke: colors.ruleStrong}),
      Plot.ruleY(keyed, {y: "key", x1: 0, x2: "estimate", stroke: colors.champion, strokeOpacity: 0.3, strokeWidth: 6}),
      Plot.ruleY(keyed, {y: "key", x1: "low", x2: "high", stroke: colors.ink, strokeWidth: 1.5}),
      Plot.dot(keyed, {x: "estimate", y: "key", r: 4.5, fill, stroke: colors.champion, strokeWidth: 2}),
      ...(["alone", "together"] as const).map((scrambled) =>
        Plot.text(
          keyed.filter((d) => d.scrambled === scrambled),
          {
            y: "key",
            frameAnchor: "left",
            textAnchor: "start",
            dx: 4,
            dy: -13,
            text: "label",
            fontWeight: scrambled === "together" ? 600 : 400,
            fill: colors.ink,
            stroke: colors.paper,
            strokeWidth: 4
          }
        )
      )
    ]
  });
}

type Importance = ModelsBook["importance"][number];

/** Inputs that move together: what each costs when scrambled by itself, and all when scrambled together. */
export interface GroupImportance {
  title: string;
  together: Importance;
  members: Importance[];
  /** the members' costs, one by one, added up */
  apart: number;
}

/** The groups whose members were scrambled one by one as well; the largest gap between the two first. */
export function groupImportances(importance: readonly Importance[]): GroupImportance[] {
  return importance
    .filter((d) => d.inputs.length > 1)
    .map((together): GroupImportance => {
      const members = importance.filter((d) => d.inputs.length === 1 && together.inputs.includes(d.inputs[0]));
      return {title: together.title, together, members, apart: members.reduce((sum, d) => sum + d.increase.estimate, 0)};
    })
    .filter((d) => d.members.length > 1)
    .toSorted((a, b) => gapOf(b) - gapOf(a));
}

/** What the largest gap says, as a claim. @param groups at least one */
export function groupClaim(groups: readonly GroupImportance[]): string {
  const [{title, together, members, apart}] = groups;
  const {estimate, low, high} = together.increase;
  const costs = `together they cost ${formatFixed(estimate, 4)}, one by one ${formatFixed(apart, 4)} in all`;
  if (high < Math.max(...members.map((d) => d.increase.estimate))) return `“${title}” lean against each other: ${costs}`;
  if (low > apart) return `“${title}” stand in for one another: ${costs}`;
  return `“${title}” matter together about as much as one by one: ${costs}`;
}

function gapOf({together, apart}: GroupImportance): number {
  return Math.abs(together.increase.estimate - apart);
}
