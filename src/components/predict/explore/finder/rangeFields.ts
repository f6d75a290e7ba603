import {shortNumber} from "../../../../lib/whatif/values.js";
import {el} from "../../../ui/dom.js";
import {fieldNumber} from "../fieldNumber.js";

export interface Range {
  from: number;
  to: number;
}

/** Two number fields, from and to; an empty one stands for what it was. */
export function rangeFields(label: string, onChange: (range: Range) => void): {element: HTMLElement; show(range: Range): void} {
  const [from, to] = ["from", "to"].map((end) => el("input", {type: "number", step: "any", "aria-label": `${label}: ${end}`}));
  let shown: Range = {from: 0, to: 0};
  const tell = (): void => {
    const [a, b] = [fieldNumber(from, shown.from), fieldNumber(to, shown.to)];
    onChange({from: Math.min(a, b), to: Math.max(a, b)});
  };
  for (const field of [from, to]) field.addEventListener("change", tell);
  return {
    element: el("span", {class: "wi-pair"}, from, " to ", to),
    show(range) {
      shown = range;
      from.value = shortNumber(range.from);
      to.value = shortNumber(range.to);
    }
  };
}
