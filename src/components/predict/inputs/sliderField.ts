import type {PredictInput} from "../../../lib/book/predict.js";
import {formatValue} from "../../../lib/format.js";
import type {Row} from "../../../lib/table/table.js";
import {isBeyond, nearestPossible, numberOf, rangeOf, snapToStep} from "../../../lib/whatif/setting/inputRange.js";
import {describeValue} from "../../../lib/whatif/words.js";
import {el, setAttributes, uniqueId} from "../../ui/dom.js";
import {classHistogram} from "./classHistogram.js";
import {setText} from "../setText.js";
import type {Field, FieldEvents} from "./field.js";
import {resetButton} from "./resetButton.js";

/** A number as a slider with a number field that says the same, the classes' distributions behind it. */
export function sliderField(input: PredictInput, typical: Row[string], events: FieldEvents): Field {
  const {name, title, unit} = input;
  const id = uniqueId("input");
  const range = el("input", {type: "range", id, name});
  const number = el("input", {type: "number", "aria-label": `${title}${unit ? `, ${unit}` : ""}: exact value`, inputmode: "decimal", step: "any"});
  const reset = resetButton(title, () => events.onReset(name));
  const track = el("div", {class: "wi-track"});
  const ends = el("div", {class: "wi-ends"});
  const typicalText = `typical ${formatValue(numberOf(typical))}`;
  const middle = el("span", {class: "wi-typical-text"}, typicalText);
  const element = el("div", {class: "wi-field", title: input.meaning},
    el("label", {for: id}, title, unit && unit.toLowerCase() !== title.toLowerCase() ? el("span", {class: "unit"}, ` ${unit}`) : null), reset, number, track, ends);
  let limits = rangeOf(input, false);
  let shown: Row[string] = null;

  function widen(isWide: boolean): void {
    limits = rangeOf(input, isWide);
    setAttributes(range, {min: limits.min, max: limits.max, step: input.kind === "integer" ? 1 : "any"});
    track.replaceChildren(classHistogram(input, limits), typicalTick(numberOf(typical), limits), range);
    ends.replaceChildren(...sliderEnds(input, middle, {limits, isWide, onWiden: () => {
      widen(!isWide);
      shown = null;
      show(numberOf(number.value === "" ? NaN : Number(number.value)));
    }}));
  }

  function show(value: Row[string]): void {
    const x = numberOf(value);
    if (Number.isNaN(x) || (value === shown && Number(range.value) === x && document.activeElement !== number)) return; // nothing to do for most fields at every movement
    shown = value;
    if (x < limits.min || x > limits.max) widen(true);
    range.value = String(x);
    if (document.activeElement !== number) number.value = shortNumber(x);
    range.setAttribute("aria-valuetext", describeValue(input, x));
    range.style.setProperty("--at", String((x - limits.min) / (limits.max - limits.min)));
    reset.classList.toggle("is-idle", value === typical);
    element.classList.toggle("is-edited", value !== typical);
    element.classList.toggle("is-beyond", isBeyond(input, x));
  }

  widen(false);
  listenToRange(range, input, events);
  number.addEventListener("change", () => {
    if (Number.isFinite(number.valueAsNumber)) events.onInput(name, nearestPossible(input, number.valueAsNumber), false);
    else events.onInput(name, range.valueAsNumber, false);
    number.value = shortNumber(range.valueAsNumber);
  });
  return {
    name,
    element,
    show,
    explain(reason) {
      setText(middle, reason ?? typicalText);
      middle.classList.toggle("is-moved", reason !== null);
    }
  };
}

/** A drag lands on the input's steps; a value set by other means stays as exact as it is. */
function listenToRange(range: HTMLInputElement, input: PredictInput, {onInput, onSettle}: FieldEvents): void {
  let isDragged = false;
  range.addEventListener("pointerdown", () => (isDragged = true));
  range.addEventListener("input", () => onInput(input.name, isDragged ? snapToStep(input, range.valueAsNumber) : range.valueAsNumber, true));
  range.addEventListener("change", () => {
    isDragged = false;
    onSettle();
  });
  if (input.kind === "integer") return;
  range.addEventListener("keydown", (event) => {
    const steps = keySteps[event.key];
    if (steps === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const moved = snapToStep(input, range.valueAsNumber + steps * input.step);
    onInput(input.name, Math.min(Number(range.max), Math.max(Number(range.min), moved)), false);
  });
}

const keySteps: Record<string, number | undefined> = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10};

function typicalTick(typical: number, {min, max}: {min: number; max: number}): HTMLElement {
  return el("span", {class: "wi-typical", style: `--at: ${(typical - min) / (max - min)}`, "aria-hidden": "true"});
}

interface Ends {
  limits: {min: number; max: number};
  isWide: boolean;
  onWiden: () => void;
}

function sliderEnds(input: PredictInput, middle: HTMLElement, {limits, isWide, onWiden}: Ends): HTMLElement[] {
  const canWiden = input.min < input.low || input.max > input.high;
  const button = el("button", {type: "button", class: "wi-widen", "aria-pressed": String(isWide), title: `Values can be ${formatValue(input.min)} to ${formatValue(input.max)}; 98 in 100 lie in ${formatValue(input.low)} to ${formatValue(input.high)}`},
    isWide ? "usual range" : "go beyond");
  button.setAttribute("aria-label", `${input.title}: ${isWide ? "back to the usual range" : "go beyond the usual range"}`);
  button.addEventListener("click", onWiden);
  return [
    el("span", {}, formatValue(limits.min)),
    middle,
    ...(canWiden ? [button] : []),
    el("span", {}, formatValue(limits.max))
  ];
}

/** In full where that is short, else to two decimals. */
function shortNumber(x: number): string {
  return String(Number(x.toFixed(2)));
}
