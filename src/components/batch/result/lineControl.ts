import {formatFixed} from "../../../lib/format.js";
import {rangeControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {Line} from "./countCards.js";

export interface LineControl {
  element: HTMLElement;
  show(line: Line): void;
}

/** The contact line, in the steps in which /decide sets it. @param onLine told the line, as a chance */
export function lineControl(first: Line, onLine: (threshold: number) => void): LineControl {
  const control = rangeControl({
    label: "Contact line: everyone who scores at least", unit: "in 100", min: 0.1, max: 99.9, step: 0.1, keyStep: 0.5, value: tenth(first.value * 100), name: "threshold",
    valueText: (value) => `${formatFixed(value, 1)} in 100`,
    onInput: (value) => onLine(Number((value / 100).toFixed(6)))
  });
  return {
    element: el("div", {class: "bt-line no-print"}, control.element),
    show: ({value}) => control.set(tenth(value * 100))
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
