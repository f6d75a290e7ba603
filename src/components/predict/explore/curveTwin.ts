import type {PredictBook} from "../../../lib/book/predict.js";
import {formatInHundred} from "../../../lib/format.js";
import type {Row} from "../../../lib/table/table.js";
import {claimOfCurve} from "../../../lib/whatif/answer/curveWords.js";
import type {SensitivityCurve} from "../../../lib/whatif/answer/sensitivity.js";
import {describeValue} from "../../../lib/whatif/values.js";
import {el} from "../../ui/dom.js";

/** What one input's curve says at both of its ends. */
export interface TracedInput {
  input: PredictBook["inputs"][number];
  /** null: the model does not read it */
  curve: SensitivityCurve | null;
}

/** The curves as a table: a row per input, from one end to the other. Drawn when it is opened. */
export function curveTwin(): {element: HTMLDetailsElement; show(traced: readonly TracedInput[], row: Row): void} {
  const body = el("tbody");
  const table = el("table", {}, el("caption", {class: "visually-hidden"}, "How the score answers each input"),
    el("thead", {}, el("tr", {}, ["Input", "now", "from", "score", "to", "score", "the score"].map((title, i) => el("th", {scope: "col", class: i > 0 && i < 6 ? "right" : null}, title)))), body);
  const element = el("details", {class: "twin"}, el("summary", {}, "The curves as a table"), el("div", {class: "table-scroll", tabindex: 0, role: "region", "aria-label": "The curves as a table"}, table));
  let latest: {traced: readonly TracedInput[]; row: Row} | null = null;
  const draw = (): void => {
    if (latest && element.open) body.replaceChildren(...latest.traced.map((d) => drawRow(d, latest?.row ?? {})));
  };
  element.addEventListener("toggle", draw);
  return {
    element,
    show(traced, row) {
      latest = {traced, row};
      draw();
    }
  };
}

function drawRow({input, curve}: TracedInput, row: Row): HTMLElement {
  const head = [el("th", {scope: "row"}, input.title), cell(describeValue(input, row[input.name]))];
  if (!curve) return el("tr", {class: "muted"}, head, el("td", {colspan: 5}, "not read by this model"));
  const last = curve.x.length - 1;
  return el("tr", {}, head, cell(describeValue(input, curve.x[0])), cell(formatInHundred(curve.p[0])), cell(describeValue(input, curve.x[last])), cell(formatInHundred(curve.p[last])), el("td", {}, claimOfCurve(curve)));
}

function cell(text: string): HTMLElement {
  return el("td", {class: "right"}, text);
}
