import type {PredictInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Field, FieldEvents} from "./field.js";
import {clamp} from "../../lib/numbers.js";
import {isBeyond, numberOf, rangeOf} from "../../lib/whatif/setInput.js";
import {describeValue, saysUnit, shortNumber} from "../../lib/whatif/values.js";
import {el, uniqueId, setText} from "../ui/dom.js";
import type {SliderTrack} from "./sliderTrack.js";
import {sliderTrack} from "./sliderTrack.js";
import {claimOfCurve} from "../../lib/whatif/sensitivity.js";
import {sliderEnds} from "./sliderEnds.js";
import {aboutInput, printedValue, writePrinted, resetButton, unreadMark} from "./field.js";

/**
 * A number as a slider with a number field that says the same. It stands under its own response: how the score would go,
 * over where customers are.
 */
export function sliderField(input: PredictInput, baseRate: number, typical: Row[string], events: FieldEvents): Field {
  const {name, title, unit} = input;
  const id = uniqueId("input");
  const number = exactField(input);
  const reset = resetButton(input, typical, () => events.onReset(name));
  const [printed, unread] = [printedValue(), unreadMark()];
  const ends = sliderEnds(input, toggleWide);
  const track = sliderTrack(input, {id, baseRate, typical, about: aboutInput(input, id), events, onPoint: ends.point});
  let limits = rangeOf(input, false);
  let isWide = false;
  let shown: Row[string] = null;
  const element = el(
    "div",
    {class: "wi-field", title: input.meaning},
    el("label", {for: id}, title, unit && !saysUnit(input) ? el("span", {class: "unit"}, ` ${unit}`) : null, unread),
    reset.element,
    number,
    printed,
    track.element,
    ends.element
  );

  function widen(next: boolean): void {
    isWide = next;
    limits = rangeOf(input, isWide);
    track.setSpan(limits);
    ends.show(limits, isWide);
  }

  function toggleWide(): void {
    const x = numberOf(shown);
    const {min, max} = rangeOf(input, false);
    if (isWide && isBeyond(input, x)) events.onInput(name, clamp(x, min, max), false);
    widen(!isWide);
    const value = shown;
    shown = null; // the slider has another scale now
    showValue(value);
  }

  function showValue(value: Row[string]): void {
    const x = numberOf(value);
    if (Number.isNaN(x)) {
      shown = null;
      return showMissing(input, typical, {element, number, printed, track});
    }
    // nothing to do for most fields at every movement
    if (value === shown && Number(track.range.value) === x && document.activeElement !== number) return;
    shown = value;
    element.classList.remove("is-missing");
    if (x < limits.min || x > limits.max) widen(true);
    track.place(x);
    if (document.activeElement !== number) number.value = shortNumber(x);
    setText(printed, writePrinted(input, x));
    track.range.setAttribute("aria-valuetext", describeValue(input, x));
    element.classList.toggle("is-beyond", isBeyond(input, x));
  }

  widen(false);
  listenToNumber(number, input, {
    onValue: (value) => events.onInput(name, value, false),
    onNoNumber: () => ends.explain("that was no number; the value stands"),
    shownNumber: () => track.range.valueAsNumber
  });
  return {
    name,
    element,
    show(value, start) {
      showValue(value);
      reset.show(start);
      track.showStart(start);
    },
    span: () => limits,
    respond(curve, view) {
      track.respond(curve, view);
      ends.claim(curve ? claimOfCurve(curve, input) : "");
    },
    explain: ends.explain,
    mark: (isRead) => (unread.hidden = isRead),
    narrow: () => {
      if (isWide && !isBeyond(input, numberOf(shown))) toggleWide();
    }
  };
}

type Shown = Record<"element" | "printed", HTMLElement> & {number: HTMLInputElement; track: SliderTrack};

/** A slider has no place for a missing value, and stands faintly at the typical one. */
function showMissing(input: PredictInput, typical: Row[string], {element, number, printed, track}: Shown): void {
  const {range} = track;
  track.place(null);
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
