import type {CalibrationBin, Finalist, ModelsBook} from "../../lib/book/models.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import type {Child} from "../ui/dom.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {BookLine} from "../../lib/decide/bookLine.js";
import type {ContactLine} from "../shared/contactLine.js";
import {areAboutEqual, curvesToShow, groupNoun, mayRankByChance, rateOfAll} from "../../lib/metrics/curves.js";
import {contactLine} from "../shared/contactLine.js";
import {capitalised, formatCount, formatInHundred, formatTogether, formatShare, scaleOf, sayShare} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {withScales} from "../ui/chartTable.js";
import {svg} from "../ui/dom.js";
import {contactedOf, drawLine, LINE_HEIGHT, placeBlocks, type BlockPlan} from "./blocks.js";
import {noGroups} from "../shared/noGroups.js";
import {emptyState} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";

export interface TenthsOptions {
  /** users of similar score, lowest first, observed on users the model had not seen */
  bins: readonly CalibrationBin[];
  title: Child;
  subtitle: Child;
  note?: Child;
  fileName: string;
  /** the book's contact line, drawn over the groups that it picks; absent: another model's groups, on which it says nothing */
  line?: ContactLine;
}

/** Below this side, in pixels, what was said has a row of its own. */
const WIDE_ENOUGH = 70;

/** Two rows of words under each block, three where it is small. */
const heightOfWords = (size: number): number => (size < WIDE_ENOUGH ? 61 : 46);

/**
 * Groups by score, each drawn as a hundred dots of which as many are filled as churned. The fill rises
 * like a level, so the row reads as a bar chart too; the dashed line is the level of everyone.
 */
function tenthsFigure({bins, title, subtitle, note, fileName, line}: TenthsOptions): ChartFigure {
  const baseRate = rateOfAll(bins);
  const rows = bins.map((bin, i) => ({group: groupName(i, bins), ...bin}));
  const [least, most, all] = formatTogether([bins[0].observed, bins[bins.length - 1].observed, baseRate]);
  const room = {count: bins.length, textHeight: (size: number) => heightOfWords(size) + (line ? LINE_HEIGHT : 0)};
  const figure = chartFigure({
    title,
    subtitle,
    note,
    fileName,
    drawsLine: line !== undefined,
    describe:
      bins.length === 1
        ? `One group of ${rowUnit.many}, in which ${most} churned; across all, ${all}.`
        : `${bins.length} groups of ${rowUnit.many} by score. In the lowest, ${least} churned; in the highest, ${most}; across all, ${all}.`,
    height: (width) => placeBlocks({width, ...room}).height,
    chart: (width) => drawTenths({bins, baseRate, line: line?.now ?? null, plan: placeBlocks({width, ...room}), width}),
    table: {
      columns: [
        {key: "group", title: "Group by score", sortable: false},
        {key: "n", title: capitalised(rowUnit.many), format: formatCount},
        {key: "predicted", title: "Mean score", format: (value) => formatShare(value)},
        {
          key: "observed",
          title: "Churned",
          format: (estimate, {low, high}) => sayShare({estimate, low, high})
        }
      ],
      rows,
      at: {x: (d) => d.group, y: (d) => d.group}
    }
  });
  line?.follow(() => figure.redraw());
  return figure;
}

/** "lowest tenth", "2nd tenth", ..., "highest tenth"; "group" where they are no tenths. */
export function groupName(i: number, bins: readonly Pick<CalibrationBin, "n">[]): string {
  const [noun, count] = [groupNoun(bins), bins.length];
  if (count === 1) return "everyone";
  if (i === 0) return `lowest ${noun}`;
  if (i === count - 1) return `highest ${noun}`;
  return `${i + 1}${["", "st", "nd", "rd"][i + 1] ?? "th"} ${noun}`;
}

interface DrawOptions {
  bins: readonly CalibrationBin[];
  baseRate: number;
  /** null: none is drawn */
  line: BookLine | null;
  plan: BlockPlan;
  width: number;
}

function drawTenths({bins, baseRate, line, plan: {blocks, size, height}, width}: DrawOptions): SVGElement {
  const scale = scaleOf(baseRate);
  const top = line ? LINE_HEIGHT : 0;
  const blockOf = (group: string): (typeof blocks)[number] => blocks[bins.findIndex((_, i) => groupName(i, bins) === group)];
  const drawing = svg(
    "svg",
    {class: "plot tenths", width, height, viewBox: `0 0 ${width} ${height}`, "font-size": 12},
    blocks.map(({x, y}, i) =>
      svg(
        "g",
        {transform: `translate(${x},${y + top})`},
        dots(Math.round(bins[i].observed * 100), size),
        svg("line", {
          x1: -4,
          x2: size + 4,
          y1: size * (1 - baseRate),
          y2: size * (1 - baseRate),
          stroke: "var(--ink)",
          "stroke-width": 1.5,
          "stroke-dasharray": "5,4"
        }),
        blockLabel(i, {bins, size, scale})
      )
    ),
    svg(
      "text",
      {
        x: 0,
        y: top + size * (1 - baseRate) - 5,
        "font-weight": 600,
        fill: "var(--ink)",
        stroke: "var(--paper)",
        "stroke-width": 4,
        "paint-order": "stroke"
      },
      `everyone: ${Math.round(baseRate * scale)}`
    ),
    line ? drawLine(contactedOf(bins, line.point?.share ?? 0), {line, blocks, size}) : null
  );
  return withScales(drawing, {x: (group: string) => blockOf(group).x + size / 2, y: (group: string) => blockOf(group).y + top + size / 2});
}

function dots(filled: number, size: number): SVGElement[] {
  const pitch = size / 10;
  const paths = {churned: "", retained: ""};
  for (let i = 0; i < 100; ++i) {
    const [x, y] = [((i % 10) + 0.5) * pitch, size - (Math.floor(i / 10) + 0.5) * pitch];
    paths[i < filled ? "churned" : "retained"] += `M${x.toFixed(1)},${y.toFixed(1)}h0`;
  }
  const width = pitch * 0.76;
  return [
    svg("path", {d: paths.retained, stroke: "var(--retained-dot)", "stroke-width": width, "stroke-linecap": "round"}),
    svg("path", {d: paths.churned, stroke: "var(--churned)", "stroke-width": width, "stroke-linecap": "round"})
  ];
}

interface LabelOptions {
  bins: readonly CalibrationBin[];
  size: number;
  /** of how many a rate is said */
  scale: number;
}

function blockLabel(i: number, {bins, size, scale}: LabelOptions): (SVGElement | null)[] {
  const {observed, predicted} = bins[i];
  const name = i === 0 || i === bins.length - 1 ? groupName(i, bins) : "";
  const said = `said ${Math.round(predicted * scale)}`;
  const isSmall = size < WIDE_ENOUGH;
  return [
    svg(
      "text",
      {x: 0, y: size + 20, "font-size": 17, "font-weight": 650, fill: "var(--churned)"},
      String(Math.round(observed * scale)),
      isSmall ? null : svg("tspan", {"font-size": 12, "font-weight": 400, fill: "var(--muted)"}, `${size < 90 ? "" : " left,"} ${said}`)
    ),
    isSmall ? svg("text", {x: 0, y: size + 35, fill: "var(--muted)"}, said) : null,
    svg(
      "text",
      {x: i > 0 ? size : 0, y: size + (isSmall ? 51 : 37), fill: "var(--muted)", "text-anchor": i > 0 ? "end" : "start"}, // the last stands at the edge
      name
    )
  ];
}

export interface TenthsBook {
  models: ModelsBook;
  dataset: DatasetBook;
}

/** The Champion's ten groups: the report's first picture. */
export function championTenths(book: TenthsBook): HTMLElement {
  const champion = book.models.finalists.find(({name}) => name === book.models.champion) ?? book.models.finalists[0];
  return tenths(book, champion, {title: claimOfTenths(curvesToShow(champion)?.calibration ?? [], champion), line: contactLine()});
}

/**
 * What the groups show: whether the highest churned more than the lowest beyond the 95 % interval of the difference, by the two groups' own.
 *
 * Where the model may rank by chance on test rows, two groups picked from its ends show no more.
 *
 * @param bins lowest scores first
 * @see Newcombe (1998), Interval estimation for the difference between independent proportions, method 10
 */
export function claimOfTenths(bins: readonly CalibrationBin[], model: Pick<Finalist, "test"> & Partial<Pick<Finalist, "curves">>): string {
  const [low, high] = [bins[0], bins[bins.length - 1]];
  if (bins.length < 2) return `Everybody has the same score${low ? `, and ${formatInHundred(low.observed)} left` : ""}`;
  const ends = `From ${formatTogether([low.observed, high.observed]).join(" to ")}`;
  if (!mayRankByChance(model) && high.observed - low.observed > Math.hypot(high.observed - high.low, low.high - low.observed))
    return `${ends}: the score sorts those who leave from those who stay`;
  if (high.observed <= low.observed) return "The score does not sort those who leave from those who stay";
  if (!mayRankByChance(model)) return `${ends}: between these two groups alone, that may be chance`;
  return `${ends}: ${model.curves?.test === null ? "those kept apart do not confirm it" : "too little to tell from chance"}`;
}

/** The same picture for somebody else's recipe. */
export function recipeTenths(book: TenthsBook): HTMLElement {
  const recipe = book.models.finalists.find((d) => d.recipe !== null);
  if (!recipe) return emptyState("The dataset definition names no other recipe.");
  const rates = curvesToShow(recipe)?.calibration.map(({observed}) => observed) ?? [0];
  const spread = Math.max(...rates) - Math.min(...rates);
  return tenths(book, recipe, {
    title: spread < 0.15 ? "By the other recipe’s score every group looks like everyone" : "The other recipe’s score, by the same picture"
  });
}

function tenths({dataset}: TenthsBook, finalist: Finalist, options: Pick<TenthsOptions, "title" | "line">): HTMLElement {
  const shown = curvesToShow(finalist);
  if (shown === null) return noGroups("The stated metrics stand on Models.");
  const whom =
    shown.set === "test"
      ? `${formatCount(dataset.counts.test)} ${rowUnit.many} that the model had never seen`
      : `${formatCount(shown.calibration.reduce((sum, {n}) => sum + n, 0))} ${rowUnit.many}, each scored by a model fitted on others`;
  return tenthsFigure({
    bins: shown.calibration,
    ...options,
    subtitle:
      `${whom}, ${sayGroups(shown.calibration)}${shown.calibration.length > 1 ? ", lowest scores first" : ""}. ` +
      sayBlock(rateOfAll(shown.calibration)),
    fileName: `tenths-${finalist.name}`
  });
}

/** How large groups are: many of one score stand in one, so that some may hold more than others. */
export function sayGroups(bins: readonly Pick<CalibrationBin, "n">[]): string {
  const sizes = bins.map(({n}) => n);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (sizes.length < 2) return "in one group";
  return areAboutEqual(bins) ? "in groups of about equal size" : `in groups of ${formatCount(least)} to ${formatCount(most)}`;
}

/** What a block of a hundred dots is. */
function sayBlock(baseRate: number): string {
  const scale = scaleOf(baseRate);
  return (
    `One block is ${formatCount(scale)} ${rowUnit.many}${scale > 100 ? ", ten to a dot" : ""}; filled dots churned. ` +
    "Under it how many left, and what the model had said."
  );
}
