import type {PredictBook, PredictInput} from "../../../lib/book/predict.js";
import type {Limits} from "../../../lib/whatif/search/counterfactual.js";
import {rangeOf} from "../../../lib/whatif/setting/inputRange.js";
import {saysUnit} from "../../../lib/whatif/values.js";
import {el} from "../../ui/dom.js";

/** The reader's own limits: which inputs may move, and from where to where. Fixed inputs are not offered. @param onChange called when a limit changed */
export function limitsTable(book: PredictBook, onChange: () => void): {element: HTMLElement; read(): Limits} {
  const rows = book.inputs.filter((d) => !d.fixed && d.kind !== "category").map(limitRow);
  const fixed = book.inputs.filter((d) => d.fixed).map((d) => d.title).join(", ");
  const element = el("div", {class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Your limits"},
    el("table", {},
      el("thead", {}, el("tr", {}, ["Input", "may move", "from", "to"].map((title) => el("th", {scope: "col"}, title)))),
      el("tbody", {}, rows.map((row) => row.element))),
    fixed ? el("p", {class: "wi-note"}, `Never moved: ${fixed}.`) : null);
  element.addEventListener("input", onChange);
  return {
    element,
    read: () => Object.fromEntries(rows.flatMap(({name, read}) => {
      const limit = read();
      return limit ? [[name, limit]] : [];
    }))
  };
}

interface LimitRow {
  name: string;
  element: HTMLElement;
  /** null: the input stays */
  read(): {min: number; max: number} | null;
}

function limitRow(input: PredictInput): LimitRow {
  const {min, max} = rangeOf(input, false);
  const free = el("input", {type: "checkbox", checked: true, "aria-label": `${input.title} may move`});
  const [from, to] = [limitField(input, "from", min), limitField(input, "to", max)];
  return {
    name: input.name,
    element: el("tr", {}, el("th", {scope: "row"}, input.title, input.unit && !saysUnit(input) ? el("span", {class: "unit"}, ` ${input.unit}`) : null), el("td", {}, free), el("td", {}, from), el("td", {}, to)),
    read: () => {
      if (!free.checked) return null;
      const [low, high] = [numberIn(from, min), numberIn(to, max)];
      return {min: Math.max(input.min, Math.min(low, high)), max: Math.min(input.max, Math.max(low, high))};
    }
  };
}

function limitField({title, min, max}: PredictInput, end: string, value: number): HTMLInputElement {
  return el("input", {type: "number", min, max, step: "any", value: Number(value.toFixed(2)), "aria-label": `${title}: ${end}`});
}

function numberIn(field: HTMLInputElement, fallback: number): number {
  return Number.isFinite(field.valueAsNumber) ? field.valueAsNumber : fallback;
}
