import type {PredictBook} from "../../../lib/book/predict.js";
import {formatInHundred, formatSigned} from "../../../lib/format.js";
import type {Answer} from "../../../lib/whatif/answer/answer.js";
import type {WaterfallStep} from "../../../lib/whatif/answer/waterfall.js";
import {probabilityAt} from "../../../lib/whatif/answer/waterfall.js";
import {describeContribution, describeValues} from "../../../lib/whatif/words.js";
import {el} from "../../ui/dom.js";
import type {Domain} from "./axisTicks.js";
import {fitDomain, logOddsTicks, placeOn, probabilityTicks} from "./axisTicks.js";
import {setText} from "../setText.js";

/** An answer with the bars to draw: some of them, or all. */
export interface DrawnAnswer extends Answer {
  /** what each adds in the unit in which the model adds up, and not in the chances on the axis */
  isExpert: boolean;
}

interface BarRow {
  element: HTMLTableRowElement;
  show(step: WaterfallStep | undefined, context: {domain: Domain; unit: "logOdds" | "probability"; isExpert: boolean; values: string}): void;
}

/**
 * The reasons as a table that is its own chart: one row per bar, laid end to end from the reference's score to this
 * one's, above an axis in chances. The bars add up exactly: in log-odds whatever their order, in percentage points in
 * the order in which they are drawn.
 */
export function waterfallTable({inputs}: Pick<PredictBook, "inputs">): {element: HTMLElement; show(answer: DrawnAnswer): void} {
  const rows = Array.from({length: Math.max(4, inputs.length)}, barRow);
  const [axis, expertAxis] = [el("div", {class: "wf-axis", "aria-hidden": "true"}), el("div", {class: "wf-axis wf-expert", "aria-hidden": "true"})];
  const addsUnit = el("span", {class: "wf-unit"});
  const axisTitle = el("span", {class: "wf-axis-title"});
  const [fromRow, toRow] = [totalRow("wf-from"), totalRow("wf-to")];
  const caption = el("caption", {class: "visually-hidden"});
  const table = el("table", {class: "wf"}, caption,
    el("thead", {}, el("tr", {}, el("th", {scope: "col"}, "Input"), el("th", {scope: "col", class: "wf-cell"}, axisTitle, axis, expertAxis), el("th", {scope: "col", class: "right"}, "adds, in ", addsUnit))),
    el("tbody", {}, fromRow.element, rows.map((row) => row.element), toRow.element));
  const [startLine, endLine] = [el("i", {class: "wf-start"}), el("i", {class: "wf-end"})];
  const box = el("div", {class: "wf-box"}, table, el("div", {class: "wf-lines", "aria-hidden": "true"}, startLine, endLine));
  let domain: Domain | null = null;
  let drawnFor: Domain | null = null;
  return {
    element: box,
    show({waterfall, reference, row, isExpert}) {
      const {unit, start, end, steps} = waterfall;
      const span = fitDomain(waterfall, domain);
      domain = span;
      if (drawnFor !== span) {
        axis.replaceChildren(...probabilityTicks(unit, span).map(({at, label}) => el("span", {style: `--at: ${at}`}, label)));
        expertAxis.replaceChildren(...logOddsTicks(span).map(({at, label}) => el("span", {style: `--at: ${at}`}, label)));
        drawnFor = span;
      }
      const isLogOdds = isExpert && unit === "logOdds";
      expertAxis.hidden = !isLogOdds;
      box.classList.toggle("is-expert", isLogOdds);
      setText(axisTitle, isLogOdds ? "chance; log-odds" : "chance in 100");
      setText(addsUnit, isLogOdds ? "log-odds" : "points");
      setText(caption, `What each input adds to the score, in ${isLogOdds ? "log-odds" : "percentage points"}; the bars are laid end to end`);
      startLine.style.transform = `translateX(${(placeOn(span, start) * 100).toFixed(3)}%)`;
      endLine.style.transform = `translateX(${(placeOn(span, end) * 100).toFixed(3)}%)`;
      rows.forEach((bar, i) => bar.show(steps[i], {domain: span, unit, isExpert, values: steps[i] ? describeValues(steps[i], {inputs, row, reference: reference.values}) : ""}));
      const total = (value: number): string => (isLogOdds ? formatSigned(value, 2) : formatInHundred(probabilityAt(unit, value)));
      fromRow.show(`From ${reference.title}`, total(start));
      toRow.show("To this setting", total(end));
    }
  };
}

function barRow(): BarRow {
  const title = el("span", {class: "wf-title"});
  const values = el("small");
  const bar = el("i", {class: "wf-bar", "aria-hidden": "true"});
  const adds = el("td", {class: "right"});
  const element = el("tr", {class: "wf-row"}, el("th", {scope: "row"}, title, values), el("td", {class: "wf-cell", "aria-hidden": "true"}, bar), adds);
  return {
    element,
    show(step, {domain, unit, isExpert, values: text}) {
      element.hidden = step === undefined;
      if (!step) return;
      const [from, to] = [placeOn(domain, step.start), placeOn(domain, step.end)];
      setText(title, step.title);
      setText(values, text);
      setText(adds, describeContribution(step, {unit, isExpert}));
      bar.style.transform = `translateX(${(Math.min(from, to) * 100).toFixed(3)}%) scaleX(${Math.max(0.004, Math.abs(to - from)).toFixed(5)})`;
      element.classList.toggle("raises", step.contribution >= 0.005);
      element.classList.toggle("lowers", step.contribution <= -0.005);
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
