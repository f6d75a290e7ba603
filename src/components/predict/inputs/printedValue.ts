import type {PredictInput} from "../../../lib/book/predict.js";
import {unitFor} from "../../../lib/whatif/values.js";
import {el} from "../../ui/dom.js";

const exact = new Intl.NumberFormat("en", {maximumFractionDigits: 2});

/** Stands in for a control on paper, where a box would cut its number and a select shows nothing. */
export function printedValue(): HTMLElement {
  return el("span", {class: "wi-print-only wi-printed"});
}

/** A value as it is printed: in full, with its unit. @example writePrinted(input, 1749) // "1,749 days" */
export function writePrinted({unit}: Pick<PredictInput, "unit">, value: number | string): string {
  if (typeof value === "string") return value;
  return unit ? `${exact.format(value)} ${unitFor(value, unit)}` : exact.format(value);
}
