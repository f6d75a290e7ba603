import type {PredictInput} from "../../../lib/book/predict.js";
import type {Row} from "../../../lib/table/table.js";
import {describeValue} from "../../../lib/whatif/values.js";
import {el, setAttributes} from "../../ui/dom.js";

/** Takes one input back to the value that was started from, and says which one; it keeps its place while there is nothing to take back. */
export function resetButton(input: PredictInput, typical: Row[string], onClick: () => void): {element: HTMLButtonElement; show(start: Row[string]): void} {
  const was = el("span");
  const element = el("button", {type: "button", class: "wi-reset"}, el("span", {"aria-hidden": "true"}, "↺ "), was);
  element.addEventListener("click", onClick);
  let shown: Row[string] | undefined;
  return {
    element,
    show(start) {
      if (shown === start) return;
      shown = start;
      const label = `${input.title}: back to ${describeValue(input, start)}${start === typical ? ", the typical value" : ""}`;
      was.textContent = describeValue({unit: null}, start);
      setAttributes(element, {"aria-label": label, title: label});
    }
  };
}
