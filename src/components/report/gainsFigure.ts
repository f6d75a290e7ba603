import * as Plot from "@observablehq/plot";
import type {ModelsBook} from "../../lib/book/models.js";
import {formatPart} from "../../lib/decide/moneyWords.js";
import type {OperatingPoint} from "../../lib/decide/contactLine.js";
import {formatCount, formatFixed, formatShare, formatTick, formatTogether} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {colors} from "../ui/colors.js";
import {rangeControl} from "../ui/controls.js";
import {lineAtShare} from "../../lib/decide/bookLine.js";
import {curvesToShow, heightAt} from "../../lib/metrics/curves.js";
import {el} from "../ui/dom.js";
import {drawPlot, gridLinesX, gridLinesY} from "../ui/drawPlot.js";
import {noGroups} from "../shared/noGroups.js";
import {contactLine} from "../shared/contactLine.js";
import {rowUnit} from "../ui/rowUnit.js";

/** Whom contacting the highest scores finds, against chance and against perfect knowledge; the depth is the book's contact line. */
export function gainsFigure(models: ModelsBook): HTMLElement {
  const champion = models.finalists.find(({name}) => name === models.champion) ?? models.finalists[0];
  const recipe = models.finalists.find((d) => d.recipe !== null) ?? null;
  const line = contactLine();
  const {ranking} = line;
  if (ranking === null && curvesToShow(champion) === null) return el("div", {hidden: true}); // the figure on top says so
  if (ranking === null) return noGroups("The stated metrics stand on Models.");
  const {baseRate} = ranking;
  const gains = ranking.stops.map(({contacted, churned}) => [contacted / ranking.n, churned / ranking.churned] as const);
  const recipeGains = recipe?.curves.outOfFold?.gains ?? null;
  const now = (): ContactOutcome | null => (line.now.point ? outcomeAt(line.now.point) : null);
  const [title, said] = [document.createTextNode(""), el("p", {class: "contact-outcome", "aria-live": "polite"})];
  const say = (): void => {
    title.data = claimOfLine(now());
    said.replaceChildren(...outcomeWords(now(), baseRate));
  };
  let isHeld = false; // what the reader holds is not moved under the hand
  const depth = rangeControl({
    label: `Contact the ${rowUnit.people} with the highest scores`,
    unit: "%",
    min: 0,
    max: 100,
    step: 0.1,
    keyStep: 1,
    value: percentOf(now()),
    valueText: (value) => `the top ${formatFixed(value, 1)} percent`,
    onInput: (value) => {
      isHeld = true;
      if (value === 0) line.set({threshold: 0, depth: 0});
      else line.draw(lineAtShare(ranking, value / 100));
      isHeld = false;
    }
  });
  say();
  const figure = chartFigure({
    title,
    subtitle:
      `Share of churned ${rowUnit.many} found, by share contacted, highest scores first; ` +
      `out-of-fold scores of ${formatCount(ranking.n)} ${rowUnit.many}`,
    describe: [0.1, 0.2, 0.3, 0.5]
      .map((x) => `contacting ${formatTick(x)} finds ${formatPart(contactOutcome(gains, x, baseRate).found, 1, 0)}`)
      .join("; "),
    fileName: "gains",
    drawsLine: true,
    controls: [depth.element, said],
    height: (width) => (width < 520 ? 330 : 420),
    chart: (width) =>
      drawGains({
        gains,
        recipe: recipe && recipeGains ? {title: recipe.title, gains: recipeGains} : null,
        at: now(),
        baseRate,
        width,
        championTitle: champion.title
      }),
    table: {
      columns: [
        {key: "contacted", title: "Contacted", format: formatTick},
        {key: "found", title: `Churned ${rowUnit.many} found`, format: (value) => formatPart(value, 1)},
        {key: "precision", title: "Churned among the contacted", format: (value) => formatShare(value)},
        {key: "lift", title: "Times the base rate", format: (value) => formatFixed(value, 2)}
      ],
      at: {x: (d) => d.contacted, y: (d) => d.found, nearest: "x"},
      rows: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((x) => contactOutcome(gains, x, baseRate))
    }
  });
  line.follow(() => {
    if (!isHeld) depth.set(percentOf(now()));
    say();
    figure.redraw();
  });
  return figure;
}

/** What the line does; null: it contacts nobody. */
function outcomeAt({share, recall, precision, lift}: OperatingPoint): ContactOutcome | null {
  return precision === null || lift === null ? null : {contacted: share, found: recall.estimate, precision: precision.estimate, lift};
}

/** For the field: to a tenth, as it is told in words. */
function percentOf(outcome: ContactOutcome | null): number {
  return outcome === null ? 0 : Number((outcome.contacted * 100).toFixed(1));
}

function claimOfLine(outcome: ContactOutcome | null): string {
  if (outcome === null) return "The contact line is to contact nobody";
  if (outcome.contacted === 1) return "Contacting everybody finds all of those who leave";
  return `Contacting the top ${formatPart(outcome.contacted, 1)} finds ${formatPart(outcome.found, 1, 0)} of those who leave`;
}

function outcomeWords(outcome: ContactOutcome | null, baseRate: number): (Node | string)[] {
  if (outcome === null) return ["It costs nothing and finds nobody. Move the line to see whom it would find."];
  const {contacted, found, precision, lift} = outcome;
  const [among, everyone] = formatTogether([precision, baseRate]);
  return [
    "Contact ",
    el("strong", {}, formatPart(contacted, 1)),
    " of all: it reaches ",
    el("strong", {class: "churned"}, formatPart(found, 1, 0)),
    ` of those who leave. Among the contacted it is ${among}, ${formatFixed(lift, 1)} times the ${everyone} of all these ${rowUnit.many}.`
  ];
}

interface DrawOptions {
  gains: GainsCurve;
  recipe: {title: string; gains: GainsCurve} | null;
  /** null: nobody is contacted */
  at: ContactOutcome | null;
  baseRate: number;
  width: number;
  championTitle: string;
}

function drawGains({gains, recipe, at, baseRate, width, championTitle}: DrawOptions): Node {
  const x = (d: readonly [number, number]): number => d[0];
  const y = (d: readonly [number, number]): number => d[1];
  const [mid] = [contactOutcome(gains, 0.45, baseRate)];
  const marked = at === null ? [] : [at];
  const label = {stroke: colors.paper, strokeWidth: 4, fontWeight: 600} as const;
  return drawPlot({
    width,
    height: width < 520 ? 330 : 420,
    marginTop: 28,
    marginRight: 12,
    marginLeft: 44,
    x: {domain: [0, 1], label: `share of ${rowUnit.people} contacted →`, tickFormat: formatTick, ticks: 5},
    y: {domain: [0, 1], label: `↑ share of churned ${rowUnit.many} found`, tickFormat: formatTick, ticks: 5},
    marks: [
      gridLinesY({ticks: 5}),
      gridLinesX({ticks: 5}),
      Plot.axisX({ticks: 5, tickFormat: formatTick, tickSize: 0, label: `share of ${rowUnit.people} contacted →`, labelAnchor: "right"}),
      Plot.axisY({ticks: 5, tickFormat: formatTick, tickSize: 0, label: `↑ share of churned ${rowUnit.many} found`}),
      Plot.line(
        [
          [0, 0],
          [baseRate, 1],
          [1, 1]
        ],
        {stroke: colors.muted, strokeWidth: 1.25, strokeDasharray: "2,3"}
      ),
      Plot.line(
        [
          [0, 0],
          [1, 1]
        ],
        {stroke: colors.baseline, strokeWidth: 1.75, strokeDasharray: "5,4"}
      ),
      // under the diagonal, where no model's curve comes: a strong one's runs along the dotted line
      Plot.text([[1, 0.4]], {
        text: ["dashed: anyone at random\ndotted: perfect knowledge"],
        textAnchor: "end",
        fill: colors.muted,
        ...label,
        fontWeight: 500
      }),
      recipe ? Plot.line(recipe.gains, {x, y, stroke: colors.muted, strokeWidth: 1.75}) : null,
      recipe
        ? Plot.text(recipe.gains.slice(0, 1), {
            x: () => 0.3,
            y: () => 0.3,
            text: [recipe.title],
            textAnchor: "start",
            dx: 12,
            dy: 16,
            fill: colors.muted,
            ...label
          })
        : null,
      Plot.areaY(gains, {x, y1: x, y2: y, fill: colors.champion, fillOpacity: 0.08}),
      Plot.line(gains, {x, y, stroke: colors.champion, strokeWidth: 3}),
      Plot.text([mid], {
        x: "contacted",
        y: "found",
        text: [championTitle],
        textAnchor: "start",
        dx: 10,
        dy: 10,
        fill: colors.champion,
        fontSize: 13,
        ...label
      }),
      Plot.ruleX(marked, {x: "contacted", y1: 0, y2: "found", stroke: colors.ink, strokeWidth: 1}),
      Plot.ruleY(marked, {y: "found", x1: 0, x2: "contacted", stroke: colors.ink, strokeWidth: 1}),
      Plot.dot(marked, {x: "contacted", y: "found", r: 6, fill: colors.ink, stroke: colors.paper, strokeWidth: 2})
    ]
  });
}

/** Points of a gains curve: [share contacted, share of churners found], rising from [0, 0] to [1, 1]. */
export type GainsCurve = readonly (readonly [number, number])[];

export interface ContactOutcome {
  contacted: number;
  /** of all churners */
  found: number;
  /** churners among those contacted */
  precision: number;
  /** precision over the base rate */
  lift: number;
}

/** What contacting the top share gives. */
export function contactOutcome(gains: GainsCurve, contacted: number, baseRate: number): ContactOutcome {
  const found = heightAt(gains, contacted);
  return {contacted, found, precision: Math.min(1, (found * baseRate) / contacted), lift: found / contacted};
}
