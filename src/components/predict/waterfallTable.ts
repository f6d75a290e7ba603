import type {PredictBook} from "../../lib/book/predict.js";
import type {Answer} from "../../lib/whatif/answer.js";
import type {WaterfallStep, Waterfall} from "../../lib/whatif/waterfall.js";
import {formatInHundred, formatSigned} from "../../lib/format.js";
import {probabilityAt} from "../../lib/whatif/waterfall.js";
import {describeContribution, describeValues} from "../../lib/whatif/words.js";
import {el, setHidden, setText} from "../ui/dom.js";
import {logit} from "../../lib/model/logOdds.js";
import {ticks} from "d3-array";

/** An answer with the bars to draw: some of them, or all. */
export interface DrawnAnswer extends Answer {
  /** what each adds in the unit in which the model adds up, and not in the chances on the axis */
  isExpert: boolean;
  /** where the bars start: "all users", "the typical user" */
  from: string;
}

interface BarRow {
  element: HTMLTableRowElement;
  show(
    step: WaterfallStep | undefined,
    context: {domain: Domain; unit: "logOdds" | "probability"; isExpert: boolean; values: string}
  ): void;
}

/**
 * The reasons as a table that is its own chart: one row per bar, laid end to end from the reference's score to this
 * one's, above an axis in chances. The bars add up exactly: in log-odds whatever their order, in percentage points in
 * the order in which they are drawn.
 */
export function waterfallTable({inputs}: Pick<PredictBook, "inputs">): {element: HTMLElement; show(answer: DrawnAnswer): void} {
  const rows = Array.from({length: Math.max(4, inputs.length) + 1}, barRow);
  const [axis, expertAxis] = [axisRow("wf-axis"), axisRow("wf-axis wf-expert")];
  const addsUnit = el("span", {class: "wf-unit"});
  const axisTitle = el("span", {class: "wf-axis-title"});
  const [fromRow, toRow] = [totalRow("wf-from"), totalRow("wf-to")];
  const caption = el("caption", {class: "visually-hidden"});
  const table = el(
    "table",
    {class: "wf"},
    caption,
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", {scope: "col"}, "Input"),
        el("th", {scope: "col", class: "wf-cell"}, axisTitle, axis.element, expertAxis.element),
        el("th", {scope: "col", class: "right"}, "adds, in ", addsUnit)
      )
    ),
    el(
      "tbody",
      {},
      fromRow.element,
      rows.map((row) => row.element),
      toRow.element
    )
  );
  const [startLine, endLine] = [el("i", {class: "wf-start"}), el("i", {class: "wf-end"})];
  const box = el("div", {class: "wf-box"}, table, el("div", {class: "wf-lines", "aria-hidden": "true"}, startLine, endLine));
  let domain: Domain | null = null;
  let drawnFor: Domain | null = null;
  return {
    element: box,
    show({waterfall, reference, row, isExpert, from}) {
      const {unit, start, end, steps} = waterfall;
      const span = fitDomain(waterfall, domain);
      domain = span;
      if (drawnFor !== span) {
        axis.show(probabilityTicks(unit, span));
        expertAxis.show(logOddsTicks(span));
        drawnFor = span;
      }
      const isLogOdds = isExpert && unit === "logOdds";
      setHidden(expertAxis.element, !isLogOdds);
      box.classList.toggle("is-expert", isLogOdds);
      setText(axisTitle, isLogOdds ? "chance; log-odds" : "chance in 100");
      setText(addsUnit, isLogOdds ? "log-odds" : "points");
      setText(
        caption,
        `What each input adds to the score, in ${isLogOdds ? "log-odds" : "percentage points"}; the bars are laid end to end`
      );
      startLine.style.transform = `translateX(${(placeOn(span, start) * 100).toFixed(3)}%)`;
      endLine.style.transform = `translateX(${(placeOn(span, end) * 100).toFixed(3)}%)`;
      rows.forEach((bar, i) =>
        bar.show(steps[i], {
          domain: span,
          unit,
          isExpert,
          values: steps[i] ? describeValues(steps[i], {inputs, row, reference: reference.values}) : ""
        })
      );
      const total = (value: number): string => (isLogOdds ? formatSigned(value, 2) : formatInHundred(probabilityAt(unit, value)));
      fromRow.show(`From ${from}`, total(start));
      toRow.show("To this setting", total(end));
    }
  };
}

interface Tick {
  /** a share of the width */
  at: number;
  label: string;
}

/** Labels along an axis; those that stand there are moved and reworded, since new ones would be asked for by every `:has()`. */
function axisRow(kind: string): {element: HTMLElement; show(ticks: readonly Tick[]): void} {
  const labels: HTMLElement[] = [];
  const element = el("div", {class: kind, "aria-hidden": "true"});
  return {
    element,
    show(ticks) {
      while (labels.length < ticks.length) labels.push(element.appendChild(el("span")));
      labels.forEach((label, i) => {
        setHidden(label, i >= ticks.length);
        if (i >= ticks.length) return;
        label.style.setProperty("--at", String(ticks[i].at));
        setText(label, ticks[i].label);
      });
    }
  };
}

function barRow(): BarRow {
  const title = el("span", {class: "wf-title"});
  const values = el("small");
  const bar = el("i", {class: "wf-bar", "aria-hidden": "true"});
  const adds = el("td", {class: "right"});
  const element = el(
    "tr",
    {class: "wf-row"},
    el("th", {scope: "row"}, title, values),
    el("td", {class: "wf-cell", "aria-hidden": "true"}, bar),
    adds
  );
  return {
    element,
    show(step, {domain, unit, isExpert, values: text}) {
      setHidden(element, step === undefined);
      if (!step) return;
      const [from, to] = [placeOn(domain, step.start), placeOn(domain, step.end)];
      setText(title, step.title);
      setText(values, text);
      setText(adds, describeContribution(step, {unit, isExpert}));
      bar.style.transform = `translateX(${(Math.min(from, to) * 100).toFixed(3)}%) scaleX(${Math.max(0.004, Math.abs(to - from)).toFixed(5)})`;
      element.classList.toggle("raises", !step.isFrame && step.contribution >= 0.005);
      element.classList.toggle("lowers", !step.isFrame && step.contribution <= -0.005);
      element.classList.toggle("wf-frame", step.isFrame === true);
    }
  };
}

function totalRow(kind: string): {element: HTMLTableRowElement; show(title: string, chance: string): void} {
  const head = el("th", {scope: "row"});
  const chance = el("td", {class: "right"});
  return {
    element: el("tr", {class: `wf-total ${kind}`}, head, el("td", {class: "wf-cell", "aria-hidden": "true"}), chance),
    show(title, text) {
      setText(head, title);
      setText(chance, text);
    }
  };
}

/** What a chart's width spans, in the unit of the contributions. */
export interface Domain {
  low: number;
  high: number;
}

const probabilities = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];
const nearest = 0.11;

/**
 * The span that a waterfall needs, rounded outward so that small movements leave it as it is.
 *
 * @param previous kept if it still holds everything and is not much too wide
 */
export function fitDomain({unit, start, end, steps}: Waterfall, previous: Domain | null): Domain {
  const values = [start, end, ...steps.map((d) => d.end)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const grain = unit === "logOdds" ? 0.25 : 0.05;
  if (previous && previous.low <= low && previous.high >= high && high - low > (previous.high - previous.low) / 3) return previous;
  const margin = grain / 4;
  return {low: Math.floor((low - margin) / grain) * grain, high: Math.ceil((high + margin) / grain) * grain};
}

/** Where a value stands, as a share of the width. */
export function placeOn({low, high}: Domain, value: number): number {
  return (value - low) / (high - low);
}

/** Ticks of an axis in log-odds: as many round values as there is room for. */
export function logOddsTicks(domain: Domain): Tick[] {
  const values = ticks(domain.low, domain.high, 4);
  const digits = values.every(Number.isInteger) ? 0 : 1;
  return values
    .map((value) => ({at: placeOn(domain, value), label: formatSigned(value, digits)}))
    .filter(({at}) => at >= 0.03 && at <= 0.97);
}

/** Ticks of a probability axis: round probabilities, at least a label's width apart. */
export function probabilityTicks(unit: Waterfall["unit"], domain: Domain): Tick[] {
  const ticks: Tick[] = [];
  for (const p of probabilities) {
    const at = placeOn(domain, unit === "logOdds" ? logit(p) : p);
    const last = ticks[ticks.length - 1];
    if (at >= 0.02 && at <= 0.98 && (!last || at - last.at > nearest)) ticks.push({at, label: String(Number((p * 100).toFixed(1)))});
  }
  return ticks;
}
