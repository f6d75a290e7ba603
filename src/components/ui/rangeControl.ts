import type {Child} from "./dom.js";
import {clamp} from "../../lib/numbers.js";
import {el, setAttributes, uniqueId} from "./dom.js";

export interface RangeOptions {
  label: string;
  unit?: string;
  /** ends of the slider */
  min: number;
  max: number;
  step: number;
  /** what the number field takes, where that is more than the slider; the slider then grows with what is typed */
  most?: number;
  /** how far an arrow key moves the slider, where that is more than a step */
  keyStep?: number;
  value: number;
  /** of the range input; the number field has none */
  name?: string;
  /** without the number field: what it is set to stands in words beside it */
  isBare?: boolean;
  /** called on every movement */
  onInput: (value: number) => void;
  /** spoken value: "3 days" */
  valueText?: (value: number) => string;
  hint?: Child;
}

export interface RangeControl extends Control<number> {
  /** another unit, shown and spoken */
  setUnit: (unit: string) => void;
}

/** A slider and a number field that say the same. A value that cannot be is mended, and the field says so. */
export function rangeControl(options: RangeOptions): RangeControl {
  const {label, unit = "", min, max, step, most = max, keyStep, value, name, isBare = false, onInput, valueText = String, hint} = options;
  const [id, toldId] = [uniqueId("range"), uniqueId("range-told")];
  const range = el("input", {type: "range", id, name, min, max, step});
  const field = el("input", {type: "number", inputmode: "decimal", min, max: most, "aria-describedby": toldId});
  const [unitText, told] = [el("span", {class: "unit"}), el("p", {class: "hint range-told", id: toldId, role: "status"})];
  let current = value;
  const show = (next: number): void => {
    current = next;
    const end = Math.max(max, next);
    setAttributes(range, {max: end, "aria-valuetext": valueText(next)});
    range.value = String(next);
    field.step = isOnGrid(next - min, step) ? String(step) : "any"; // what the page itself writes is never invalid
    if (field.valueAsNumber !== next) field.value = String(next);
    range.style.setProperty("--at", String(end > min ? (next - min) / (end - min) : 0));
  };
  const setUnit = (next: string): void => {
    unitText.textContent = next;
    unitText.hidden = next === "";
    field.setAttribute("aria-label", next ? `${label}, ${next}` : label);
  };
  const enter = (next: number): void => {
    told.textContent = "";
    show(next);
    onInput(next);
  };
  range.addEventListener("input", () => enter(range.valueAsNumber));
  range.addEventListener("keydown", (event) => {
    const way = arrowWay(event.key);
    if (keyStep === undefined || way === 0) return;
    event.preventDefault();
    enter(clamp(roundTo(current + way * keyStep, step), min, range.max === "" ? max : Number(range.max)));
  });
  const putBack = (): void => {
    field.value = String(current);
    told.textContent = `That was no number; ${current.toLocaleString("en")} stands.`;
  };
  field.addEventListener("blur", () => Number.isFinite(field.valueAsNumber) || putBack()); // some browsers report no change of a field that was emptied
  field.addEventListener("change", () => {
    const asked = field.valueAsNumber;
    if (!Number.isFinite(asked)) return putBack();
    const next = clamp(asked, min, most);
    enter(next);
    if (next !== asked) told.textContent = `This takes ${min} to ${most.toLocaleString("en")}; it is set to ${next.toLocaleString("en")}.`;
  });
  setUnit(unit);
  show(value);
  return {
    element: el(
      "div",
      {class: "control range"},
      el("label", {for: id}, label),
      el("div", {class: "range-pair"}, range, isBare ? null : [field, unitText]),
      told,
      hintLine(hint)
    ),
    get value() {
      return current;
    },
    set: show,
    setUnit
  };
}

function arrowWay(key: string): -1 | 0 | 1 {
  if (key === "ArrowRight" || key === "ArrowUp") return 1;
  return key === "ArrowLeft" || key === "ArrowDown" ? -1 : 0;
}

function isOnGrid(distance: number, step: number): boolean {
  const steps = distance / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

/** Without the dust of binary fractions: 0.1 + 0.2 is 0.3. */
function roundTo(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(10));
}

/** A labelled control: the element to show, its value, and a way to set it from outside without calling back. */
export interface Control<T> {
  element: HTMLElement;
  readonly value: T;
  set: (value: T) => void;
}

/** The line under a control, if there is anything to say. */
export function hintLine(hint: Child): Child {
  return hint ? el("p", {class: "hint"}, hint) : null;
}
