import * as Plot from "@observablehq/plot";
import type {Interval} from "../../lib/book/common.js";
import type {ModelsBook, PeriodSkill} from "../../lib/book/models.js";
import {sideAmong} from "../../lib/statistics/intervals.js";
import {capitalised, formatCount, formatShare, formatSigned, formatTick, tickDigits} from "../../lib/format.js";
import type {Column} from "../ui/dataTable.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {el} from "../ui/dom.js";
import {drawPlot, gridLinesX} from "../ui/drawPlot.js";
import {getFinalist} from "../shared/roles.js";
import {rowUnit} from "../ui/rowUnit.js";

/** Churn rate and the Champion's skill as time goes on; empty where the definition names no time, or no span may be told of. */
export function periodChart(book: ModelsBook): HTMLElement {
  const rows = book.periods.map(describePeriod);
  const judged = rows.filter(isJudged);
  if (judged.length === 0) return el("div", {hidden: true});
  const champion = getFinalist(book, book.champion).title;
  const height = 60 + 42 * rows.length;
  const hasSkill = book.champion !== book.finalists[0].name; // the base rate saves nothing against itself
  const signed = (value: number | null): string => (value === null ? "–" : formatSigned(value, 4));
  return chartFigure({
    title: hasSkill ? periodClaim(champion, judged) : "Churn rates by period; the base rate stands in, which saves nothing",
    subtitle: hasSkill
      ? `Log loss that ${champion} saves against the base rate (more is better), and the churn rate, earliest first; each model was fitted on ` +
        "other rows, and on earlier ones where folds go forward in time; 95% intervals over who was drawn"
      : "Earliest first; 95% intervals over who was drawn",
    describe: rows.map((d) => `${d.label}${hasSkill && d.estimate !== null ? `; saved ${signed(d.estimate)}` : ""}.`).join(" "),
    height,
    chart: (width) => drawPeriods(rows, {width, height, hasSkill}),
    table: {
      rows,
      columns: [
        {key: "period", title: "Period"},
        {key: "judgedBy", title: "Judged"},
        {key: "n", title: capitalised(rowUnit.many), format: formatCount},
        {key: "rate", title: "Churn rate", format: (rate) => formatShare(rate)},
        {key: "rateLow", title: "From", format: (rate) => formatShare(rate)},
        {key: "rateHigh", title: "To", format: (rate) => formatShare(rate)},
        ...(hasSkill ? skillColumns(signed) : [])
      ]
    },
    note: hasSkill
      ? `Hollow: no further from zero than chance makes of so many periods, so these ${rowUnit.many} cannot tell whether anything was saved.`
      : undefined,
    fileName: "skill-by-period"
  });
}

function skillColumns(signed: (value: number | null) => string): Column<PeriodRow>[] {
  return [
    {key: "estimate", title: "Log loss saved", format: signed},
    {key: "low", title: "From", format: signed},
    {key: "high", title: "To", format: signed}
  ];
}

const JUDGED: Record<PeriodSkill["set"], string> = {learned: "only learned from", outOfFold: "out of fold", test: "test"};

interface PeriodRow {
  label: string;
  period: string;
  judgedBy: string;
  n: number;
  rate: number;
  rateLow: number;
  rateHigh: number;
  estimate: number | null;
  low: number | null;
  high: number | null;
}

type JudgedRow = PeriodRow & {estimate: number; low: number; high: number};

function isJudged(row: PeriodRow): row is JudgedRow {
  return row.estimate !== null;
}

function describePeriod({set, from, to, n, churnRate, saved}: PeriodSkill): PeriodRow {
  const period = from === to ? from : `${from} to ${to}`;
  const [judgedBy, rate] = [JUDGED[set], churnRate.estimate];
  const label = `${period}, ${judgedBy}: ${formatShare(rate)} of ${formatCount(n)} churned`;
  const {estimate, low, high} = saved ?? {estimate: null, low: null, high: null};
  return {label, period, judgedBy, n, rate, rateLow: churnRate.low, rateHigh: churnRate.high, estimate, low, high};
}

/** In how many of the spans the Champion saves log loss beyond what chance makes of so many, and where it loses some. */
export function periodClaim(champion: string, rows: readonly Interval[]): string {
  const sides = rows.map((d) => sideAmong(d, {nLooked: rows.length}));
  const better = sides.filter((side) => side > 0).length;
  const worse = sides.filter((side) => side < 0).length;
  if (better === rows.length) return `${champion} beats the base rate in every period told of`;
  if (worse > 0) return `${champion} does worse than the base rate in ${worse} of ${rows.length} periods`;
  if (better === 0) return `In no period can ${champion} be told from the base rate`;
  return `${champion} beats the base rate in ${better} of ${rows.length} periods; in the others the two cannot be told apart`;
}

interface Drawn extends Pick<JudgedRow, "label" | "estimate" | "low" | "high"> {
  /** it cannot be told from none, among so many */
  isHollow: boolean;
}

/** What is drawn of each span: the skill of those that were judged, or, without any, the churn rate. */
function drawnOf(rows: readonly PeriodRow[], hasSkill: boolean): Drawn[] {
  const judged = rows.filter(isJudged);
  if (hasSkill) return judged.map((d) => ({...d, isHollow: sideAmong(d, {nLooked: judged.length}) === 0}));
  return rows.map(({label, rate, rateLow, rateHigh}) => ({label, estimate: rate, low: rateLow, high: rateHigh, isHollow: false}));
}

interface DrawOptions {
  width: number;
  height: number;
  hasSkill: boolean;
}

function drawPeriods(rows: readonly PeriodRow[], {width, height, hasSkill}: DrawOptions): Node {
  const drawn = drawnOf(rows, hasSkill);
  const tickFormat = hasSkill ? (d: number): string => formatSigned(d, tickDigits(d, 2)) : (d: number): string => formatTick(d);
  return drawPlot({
    width,
    height,
    marginTop: 20,
    marginLeft: 20,
    x: {label: hasSkill ? "Log loss saved →" : "Churn rate →", nice: true, ticks: width < 480 ? 4 : 8, tickFormat},
    y: {domain: rows.map(({label}) => label), axis: null},
    marks: [
      gridLinesX(),
      hasSkill ? Plot.ruleX([0], {stroke: colors.baseline, strokeWidth: 2}) : null,
      Plot.ruleY(drawn, {y: "label", x1: "low", x2: "high", stroke: colors.ink, strokeWidth: 2}),
      Plot.dot(drawn, {
        x: "estimate",
        y: "label",
        r: 5,
        fill: ({isHollow}: Drawn) => (isHollow ? colors.paper : colors.ink),
        stroke: colors.ink,
        strokeWidth: 2
      }),
      Plot.text(rows, {
        y: "label",
        frameAnchor: "left",
        textAnchor: "start",
        dy: -15,
        text: ({label, period, judgedBy, rate}: PeriodRow) => (width < 480 ? `${period}, ${judgedBy}: ${formatShare(rate)}` : label),
        fill: colors.ink,
        stroke: colors.paper,
        strokeWidth: 4
      })
    ]
  });
}
