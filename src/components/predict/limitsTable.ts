import type {PredictBook, PredictInput} from "../../lib/book/predict.js";
import type {ReaderLimits} from "../../lib/whatif/limits.js";
import {limitedInputs} from "../../lib/whatif/limits.js";
import {rangeOf} from "../../lib/whatif/setInput.js";
import {saysUnit, shortNumber} from "../../lib/whatif/values.js";
import {el} from "../ui/dom.js";
import {fieldNumber} from "./field.js";
import {findNamed} from "../../lib/named.js";

type Limit = ReaderLimits[string];

/**
 * The reader's own limits: which inputs may move, and from where to where. Fixed inputs are not offered.
 *
 * @param onChange a limit that the reader set; null: the input stays
 * @param onReset all limits as usual again
 */
export function limitsTable(
  book: PredictBook,
  onChange: (input: PredictInput, limit: Limit) => void,
  onReset: () => void
): {element: HTMLElement; show(limits: ReaderLimits): void} {
  const rows = limitedInputs(book).map((input) => limitRow(input, (limit) => onChange(input, limit)));
  const fixed = book.inputs
    .filter((d) => d.fixed)
    .map((d) => d.title)
    .join(", ");
  const reset = el("button", {type: "button", class: "quiet"}, "Reset the limits");
  reset.addEventListener("click", onReset);
  let shown: ReaderLimits | null = null;
  return {
    element: el(
      "div",
      {class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Your limits"},
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ["Input", "may move", "from", "to"].map((title) => el("th", {scope: "col"}, title))
          )
        ),
        el(
          "tbody",
          {},
          rows.map((row) => row.element)
        )
      ),
      fixed ? el("p", {class: "wi-note"}, `Never moved: ${fixed}.`) : null,
      el("p", {}, reset)
    ),
    show(limits) {
      if (limits === shown) return;
      shown = limits;
      reset.setAttribute("aria-disabled", String(Object.keys(limits).length === 0));
      for (const row of rows) row.show(findNamed(limits, row.name));
    }
  };
}

/** `show(undefined)`: the usual limits. */
function limitRow(
  input: PredictInput,
  onChange: (limit: Limit) => void
): {name: string; element: HTMLElement; show(limit: Limit | undefined): void} {
  const usual = rangeOf(input, false);
  const free = el("input", {type: "checkbox", "aria-label": `${input.title} may move`});
  const [from, to] = [limitField(input, "from"), limitField(input, "to")];
  let shown = usual;
  const tell = (): void => onChange(free.checked ? {min: fieldNumber(from, shown.min), max: fieldNumber(to, shown.max)} : null);
  free.addEventListener("change", tell);
  for (const field of [from, to]) field.addEventListener("change", tell);
  return {
    name: input.name,
    element: el(
      "tr",
      {},
      el("th", {scope: "row"}, input.title, input.unit && !saysUnit(input) ? el("span", {class: "unit"}, ` ${input.unit}`) : null),
      el("td", {}, free),
      el("td", {}, from),
      el("td", {}, to)
    ),
    show(limit) {
      free.checked = limit !== null;
      if (limit !== null) shown = limit ?? usual; // a limit that is taken back comes again as it was
      for (const field of [from, to]) field.disabled = limit === null;
      from.value = shortNumber(shown.min);
      to.value = shortNumber(shown.max);
    }
  };
}

function limitField({title, min, max}: PredictInput, end: string): HTMLInputElement {
  return el("input", {type: "number", min, max, step: "any", "aria-label": `${title}: ${end}`});
}
