import * as Plot from "@observablehq/plot";
import type {Rate} from "../../lib/book/common.js";
import type {HoldConstant} from "../../lib/book/eda.js";
import {FEW, MIN_GROUP} from "../../lib/groups.js";
import {capitalised, formatCount, formatShare, formatTick, shorten, sayShare} from "../../lib/format.js";
import {rateDifference} from "../../lib/statistics/intervals.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {drawPlot, gridLinesY, fitTitle} from "../ui/drawPlot.js";
import {emptyState} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";

interface Half extends Rate {
  stratum: string;
  half: "low part" | "high part";
}

export interface StrataTitles {
  /** of the variable */
  title: string;
  /** of the variable held constant */
  heldTitle: string;
  /** what the held variable is in: bands of a number, levels of a category */
  part: "band" | "level";
}

/** Bands that one chart draws. */
const MOST_BANDS = 10;

/** One variable within bands of the other: where low and high part lie together, the variable says nothing more. */
export function strataFigure({strata, variable, held}: HoldConstant, {title, heldTitle, part}: StrataTitles): HTMLElement {
  if (strata.length === 0)
    return emptyState(`No ${part} of ${heldTitle} holds enough ${rowUnit.many} in both parts of ${title} to be shown.`);
  const drawn = [...strata].sort((a, b) => b.lowHalf.n + b.highHalf.n - (a.lowHalf.n + a.highHalf.n)).slice(0, MOST_BANDS);
  const rows: Half[] = strata
    .filter((band) => drawn.includes(band))
    .flatMap(({label, lowHalf, highHalf}) => [
      {stratum: label, half: "low part" as const, ...lowHalf},
      {stratum: label, half: "high part" as const, ...highHalf}
    ]);
  const together = strata.filter(({lowHalf, highHalf}) => !areApart(lowHalf, highHalf)).length;
  return chartFigure({
    title: claimOfStrata(title, heldTitle, {together, all: strata.length, part}),
    subtitle:
      `Churn rate of the low and the high part of ${title}, within ${part}s of ${heldTitle}; ` +
      `95% intervals. ${capitalised(part)}s with ${FEW} ${rowUnit.many} of a class in a part are not shown. Choose the variable in the list above.`,
    note: drawn.length < strata.length ? `The ${drawn.length} ${part}s of most ${rowUnit.many}, of ${strata.length}.` : undefined,
    describe: rows.map(({stratum, half, rate}) => `${heldTitle} ${stratum}, ${half}: ${formatShare(rate)}`).join("; "),
    fileName: `${variable}-within-${held}`,
    height: 320,
    chart: (width) => drawStrata(rows, width, heldTitle),
    table: {
      at: {fx: (d) => d.stratum, x: (d) => d.half, y: (d) => d.rate},
      columns: [
        {key: "stratum", title: heldTitle, sortable: false},
        {key: "half", title: title},
        {key: "n", title: `${capitalised(rowUnit.many)}, to the nearest ${MIN_GROUP}`, format: formatCount},
        {
          key: "rate",
          title: "Churned",
          format: (estimate, {low, high}) => sayShare({estimate, low, high})
        }
      ],
      rows
    }
  });
}

/** Whether the interval of their difference leaves out zero, which it may although their own overlap. */
export function areApart(a: Rate, b: Rate): boolean {
  const {low, high} = rateDifference(a, b);
  return low > 0 || high < 0;
}

/** Letters of a stratum's name under the chart, and how wide one is beside its height. */
const LONGEST = 14;
const LETTER = 0.6;

function drawStrata(rows: readonly Half[], width: number, heldTitle: string): Node {
  const first = rows[0]?.stratum;
  const shape = {fx: "stratum", x: "half"} as const;
  const strata = [...new Set(rows.map(({stratum}) => stratum))];
  const fontSize = width < 480 ? 10 : 12;
  const isCrowded = strata.some((d) => shorten(d, LONGEST).length * fontSize * LETTER > width / strata.length);
  return drawPlot({
    width,
    height: 320,
    marginTop: 30,
    marginLeft: 44,
    marginRight: 12,
    marginBottom: isCrowded ? 92 : 52,
    fx: {domain: strata, label: `${fitTitle(heldTitle, width)} →`, padding: 0.15},
    x: {domain: ["low part", "high part"], axis: null, padding: 0.5},
    y: {domain: [0, Math.max(...rows.map(({high}) => high))]},
    marks: [
      gridLinesY({ticks: 4}),
      Plot.axisFx({
        anchor: "bottom",
        label: `${fitTitle(heldTitle, width)} →`,
        labelAnchor: "right",
        fontSize,
        tickRotate: isCrowded ? -50 : 0,
        tickFormat: (d: string) => shorten(d, LONGEST)
      }),
      Plot.axisY({ticks: 4, tickFormat: formatTick, tickSize: 0, label: "↑ churned"}),
      Plot.line(rows, {...shape, y: "rate", z: "stratum", stroke: colors.ruleStrong, strokeWidth: 1.5}),
      Plot.ruleX(rows, {
        ...shape,
        y1: "low",
        y2: "high",
        stroke: colors.churned,
        strokeOpacity: 0.55,
        strokeWidth: 2.5,
        strokeLinecap: "round"
      }),
      Plot.dot(rows, {
        ...shape,
        y: "rate",
        r: 5,
        fill: ({half}: Half) => (half === "high part" ? colors.churned : colors.paper),
        stroke: colors.churned,
        strokeWidth: 2
      }),
      Plot.text(
        rows.filter(({stratum}) => stratum === first),
        {...shape, y: "high", text: ({half}: Half) => half.replace(" part", ""), dy: -10, fill: colors.muted, fontWeight: 600}
      )
    ]
  });
}

/** In how many bands of the held variable the halves of another cannot be told apart. */
export function claimOfStrata(
  title: string,
  heldTitle: string,
  {together, all, part}: {together: number; all: number} & Pick<StrataTitles, "part">
): string {
  const [every, any] =
    all === 1
      ? [`the one ${part}`, `the one ${part}`]
      : all === 2
        ? [`both ${part}s`, `either of the ${all} ${part}s`]
        : [`all ${all} ${part}s`, `any of the ${all} ${part}s`];
  const shown = `of ${heldTitle} that ${all === 1 ? "is" : "are"} shown`; // others hold too few
  if (together === 0) return `${title}: its parts differ in ${every} ${shown}`;
  if (together < all) return `${title}: in ${together} of the ${all} ${part}s ${shown} its parts cannot be told apart`;
  return `${title}: its parts cannot be told apart in ${any} ${shown}`;
}
