import type {PredictBook} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {SensitivityCurve} from "../../lib/whatif/sensitivity.js";
import {formatTogether} from "../../lib/format.js";
import {findNamed} from "../../lib/named.js";
import {claimOfCurve, describeWidest, endsToSay} from "../../lib/whatif/sensitivity.js";
import {describeValue} from "../../lib/whatif/values.js";
import {el, setText} from "../ui/dom.js";

/** One input's curve; null: the model does not read it. */
export interface TracedInput {
  input: PredictBook["inputs"][number];
  curve: SensitivityCurve | null;
}

export interface CurveTable {
  element: HTMLDetailsElement;
  isOpen(): boolean;
  show(traced: readonly TracedInput[], row: Row): void;
}

/** The curves in words: which input the score answers to most, and a row per input, from one end to the other. Drawn while it is open. */
export function curveTable({first, inputs}: PredictBook, onOpen: () => void): CurveTable {
  const body = el("tbody");
  const finding = el("p", {class: "wi-finding"});
  const titles = ["Input", "now", "from", "score", "to", "score", "the score"];
  const heads = titles.map((title, i) => el("th", {scope: "col", class: i > 0 && i < 6 ? "right" : null}, title));
  const table = el(
    "table",
    {},
    el("caption", {class: "visually-hidden"}, "How the score answers each input"),
    el("thead", {}, el("tr", {}, heads)),
    body
  );
  const few = first
    ? el("p", {class: "wi-note"}, `Of ${inputs.length} inputs those that were drawn, and the ${first.length} that are shown first.`)
    : null;
  const element = el(
    "details",
    {class: "wi-meanings wi-curve-table"},
    el("summary", {}, "How the score answers each input, as a table"),
    finding,
    el("div", {class: "table-scroll", tabindex: 0, role: "region", "aria-label": "The curves as a table"}, table),
    few
  );
  let latest: {traced: readonly TracedInput[]; row: Row} | null = null;
  const draw = (): void => {
    if (!latest || !element.open) return;
    const {traced, row} = latest;
    const names = new Set(traced.map(({input}) => input.name));
    const isAll = (first ?? inputs.map(({name}) => name)).every((name) => names.has(name)); // the rest follow where the browser is idle
    setText(finding, isAll ? describeWidest(traced) : "");
    body.replaceChildren(...traced.map((d) => drawRow(d, row)));
  };
  element.addEventListener("toggle", () => {
    draw();
    onOpen();
  });
  return {
    element,
    isOpen: () => element.open,
    show(traced, row) {
      latest = {traced, row};
      draw();
    }
  };
}

function drawRow({input, curve}: TracedInput, row: Row): HTMLElement {
  const head = [el("th", {scope: "row"}, input.title), cell(describeValue(input, findNamed(row, input.name)))];
  if (!curve) return el("tr", {class: "muted"}, head, el("td", {colspan: 5}, "not read by this model"));
  const [from, to] = endsToSay(curve);
  const [low, high] = formatTogether([curve.p[from], curve.p[to]]);
  return el(
    "tr",
    {},
    head,
    cell(describeValue(input, curve.x[from])),
    cell(low),
    cell(describeValue(input, curve.x[to])),
    cell(high),
    el("td", {}, claimOfCurve(curve, input))
  );
}

function cell(text: string): HTMLElement {
  return el("td", {class: "right"}, text);
}
