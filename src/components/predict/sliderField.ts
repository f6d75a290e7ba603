import type {PredictInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Field, FieldEvents} from "./field.js";
import {clamp} from "../../lib/numbers.js";
import {formatValue} from "../../lib/format.js";
import {isBeyond, numberOf, rangeOf, snapToStep} from "../../lib/whatif/setInput.js";
import {describeValue, saysUnit, shortNumber} from "../../lib/whatif/values.js";
import {el, setAttributes, uniqueId, setText, svg} from "../ui/dom.js";
import {printedValue, writePrinted, resetButton, unreadMark} from "./field.js";
import {findNamed} from "../../lib/named.js";

/** A number as a slider with a number field that says the same, the classes' distributions behind it. */
export function sliderField(input: PredictInput, typical: Row[string], events: FieldEvents): Field {
  const {name, title, unit} = input;
  const id = uniqueId("input");
  const range = el("input", {type: "range", id, name, "aria-describedby": `${id}-about`});
  const about = el("span", {class: "visually-hidden", id: `${id}-about`}, input.meaning);
  const number = exactField(input);
  const reset = resetButton(input, typical, () => events.onReset(name));
  const [printed, unread] = [printedValue(), unreadMark()];
  const ends = sliderEnds(input, `typical ${formatValue(numberOf(typical))}`, toggleWide);
  const tick = el("span", {class: "wi-typical", "aria-hidden": "true"});
  let limits = rangeOf(input, false);
  let isWide = false;
  let shown: Row[string] = null;
  let histogram = classHistogram(input, limits);
  const element = el(
    "div",
    {class: "wi-field", title: input.meaning},
    el("label", {for: id}, title, unit && !saysUnit(input) ? el("span", {class: "unit"}, ` ${unit}`) : null, unread),
    reset.element,
    number,
    printed,
    el("div", {class: "wi-track"}, histogram as unknown as HTMLElement, tick, range, about),
    ends.element
  );

  function widen(next: boolean): void {
    isWide = next;
    limits = rangeOf(input, isWide);
    setAttributes(range, {min: limits.min, max: limits.max, step: input.kind === "integer" ? 1 : "any"});
    const drawn = classHistogram(input, limits);
    histogram.replaceWith(drawn);
    histogram = drawn;
    tick.style.setProperty("--at", String((numberOf(typical) - limits.min) / (limits.max - limits.min)));
    ends.show(limits, isWide);
  }

  function toggleWide(): void {
    const x = numberOf(shown);
    const usual = rangeOf(input, false);
    if (isWide && isBeyond(input, x)) events.onInput(name, clamp(x, usual.min, usual.max), false);
    widen(!isWide);
    const value = shown;
    shown = null; // the slider has another scale now
    showValue(value);
  }

  function showValue(value: Row[string]): void {
    const x = numberOf(value);
    if (Number.isNaN(x)) showMissing(input, typical, {element, number, printed, range});
    if (Number.isNaN(x)) shown = null;
    // nothing to do for most fields at every movement
    if (Number.isNaN(x) || (value === shown && Number(range.value) === x && document.activeElement !== number)) return;
    shown = value;
    element.classList.remove("is-missing");
    if (x < limits.min || x > limits.max) widen(true);
    range.value = String(x);
    if (document.activeElement !== number) number.value = shortNumber(x);
    setText(printed, writePrinted(input, x));
    range.setAttribute("aria-valuetext", describeValue(input, x));
    range.style.setProperty("--at", String((x - limits.min) / (limits.max - limits.min)));
    element.classList.toggle("is-beyond", isBeyond(input, x));
  }

  widen(false);
  listenToRange(range, input, events);
  listenToNumber(number, input, {
    onValue: (value) => events.onInput(name, value, false),
    onNoNumber: () => ends.explain("that was no number; the value stands"),
    shownNumber: () => range.valueAsNumber
  });
  return {
    name,
    element,
    show(value, start) {
      showValue(value);
      reset.show(start);
    },
    explain: ends.explain,
    mark: (isRead) => (unread.hidden = isRead),
    narrow: () => {
      if (isWide && !isBeyond(input, numberOf(shown))) toggleWide();
    }
  };
}

type Shown = Record<"element" | "printed", HTMLElement> & Record<"number" | "range", HTMLInputElement>;

/** A slider has no place for a missing value, and stands faintly at the typical one. */
function showMissing(input: PredictInput, typical: Row[string], {element, number, printed, range}: Shown): void {
  const word = describeValue(input, null);
  element.classList.add("is-missing");
  element.classList.remove("is-beyond");
  number.value = "";
  range.value = String(typical);
  range.style.setProperty("--at", "0");
  setText(printed, word);
  range.setAttribute("aria-valuetext", word);
}

/** The same number to be typed. */
function exactField(input: PredictInput): HTMLInputElement {
  const {title, unit, missing} = input;
  return el("input", {
    type: "number",
    "aria-label": `${title}${unit ? `, ${unit}` : ""}: exact value${missing ? "; empty for missing" : ""}`,
    placeholder: missing ? describeValue(input, null) : null,
    title: missing ? "Leave it empty for a missing value" : null,
    inputmode: "decimal",
    step: "any"
  });
}

interface NumberEvents {
  onValue(value: number | null): void;
  onNoNumber(): void;
  /** what the slider says now */
  shownNumber(): number;
}

/** An emptied field is a missing value, where there may be one. */
function listenToNumber(number: HTMLInputElement, {missing}: PredictInput, {onValue, onNoNumber, shownNumber}: NumberEvents): void {
  number.addEventListener("change", () => {
    const isNumber = Number.isFinite(number.valueAsNumber);
    const isEmptied = missing === true && number.value === "" && !number.validity.badInput;
    if (isNumber || isEmptied) onValue(isNumber ? number.valueAsNumber : null);
    number.value = isEmptied ? "" : shortNumber(shownNumber());
    if (!isNumber && !isEmptied) onNoNumber();
  });
}

/** A drag lands on the input's steps; a value set by other means stays as exact as it is. */
function listenToRange(range: HTMLInputElement, input: PredictInput, {onInput, onSettle}: FieldEvents): void {
  let isDragged = false;
  range.addEventListener("pointerdown", () => (isDragged = true));
  range.addEventListener("input", () =>
    onInput(input.name, isDragged ? snapToStep(input, range.valueAsNumber) : range.valueAsNumber, true)
  );
  range.addEventListener("change", () => {
    isDragged = false;
    onSettle();
  });
  if (input.kind === "integer") return;
  range.addEventListener("keydown", (event) => {
    const steps = findNamed(keySteps, event.key);
    if (steps === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const moved = snapToStep(input, range.valueAsNumber + steps * input.step);
    onInput(input.name, clamp(moved, Number(range.min), Number(range.max)), false);
  });
}

const keySteps: Record<string, number | undefined> = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10};

/** What stands under a slider: its ends, a line for the typical value or for why it moved, and the way beyond. */
export interface SliderEnds {
  element: HTMLElement;
  show(limits: {min: number; max: number}, isWide: boolean): void;
  explain(reason: string | null): void;
}

/** The button stays one and the same, so that it keeps the focus when it is pressed. @param onToggle asked to widen or to narrow */
function sliderEnds(input: PredictInput, typicalText: string, onToggle: () => void): SliderEnds {
  const [from, to] = [el("span"), el("span")];
  const middle = el("span", {class: "wi-typical-text"}, typicalText);
  const canWiden = input.min < input.low || input.max > input.high;
  const button = el("button", {
    type: "button",
    class: "wi-widen",
    title: `Values can be ${formatValue(input.min)} to ${formatValue(input.max)}; 98 in 100 lie in ${formatValue(input.low)} to ${formatValue(input.high)}`
  });
  button.addEventListener("click", onToggle);
  return {
    element: el("div", {class: "wi-ends"}, from, middle, canWiden ? button : null, to),
    show({min, max}, isWide) {
      setText(from, formatValue(min));
      setText(to, formatValue(max));
      setText(button, isWide ? "usual range" : "go beyond");
      button.classList.toggle("is-wide", isWide);
      button.setAttribute(
        "aria-label",
        `${input.title}: ` +
          `${isWide ? "usual range; brings the value back into it" : `go beyond the usual range, to ${formatValue(input.min)} to ${formatValue(input.max)}`}`
      );
    },
    explain(reason) {
      setText(middle, reason ?? typicalText);
      middle.classList.toggle("is-moved", reason !== null);
    }
  };
}

const WIDTH = 100;
const HEIGHT = 24;

/**
 * How the input is distributed in each class, to stand behind its slider: retained filled, churned as a line over it.
 * Decoration: the report's data page says the same in words.
 *
 * @param range what the slider spans; bins beyond it are cut off
 */
function classHistogram({histogram}: PredictInput, range: {min: number; max: number}): SVGSVGElement {
  const tallest = Math.max(...histogram.flatMap((d) => [d.churned, d.retained]), 1e-9);
  const x = (value: number): number => ((clamp(value, range.min, range.max) - range.min) / (range.max - range.min)) * WIDTH;
  const y = (share: number): number => HEIGHT - (share / tallest) * (HEIGHT - 1);
  const outline = (share: "churned" | "retained"): string =>
    histogram
      .map((d) => `L${x(d.low).toFixed(2)},${y(d[share]).toFixed(2)}H${x(d.high).toFixed(2)}`)
      .join("")
      .replace(/^L/, "M");
  const first = x(histogram[0]?.low ?? range.min);
  const last = x(histogram[histogram.length - 1]?.high ?? range.max);
  return svg(
    "svg",
    {class: "wi-hist", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true"},
    svg("path", {d: `${outline("retained")}V${HEIGHT}H${first}Z`, fill: "var(--retained-soft)"}),
    svg("path", {
      d: `M${first},${HEIGHT}${outline("churned").replace(/^M/, "L")}L${last},${HEIGHT}`,
      fill: "none",
      stroke: "var(--churned)",
      "stroke-width": 1.5,
      "vector-effect": "non-scaling-stroke"
    })
  );
}
