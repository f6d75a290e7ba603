import type {PredictInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {SensitivityCurve} from "../../lib/whatif/sensitivity.js";
import type {FieldEvents} from "./field.js";
import type {ResponseView} from "./responsePicture.js";
import {findNamed} from "../../lib/named.js";
import {clamp} from "../../lib/numbers.js";
import {numberOf, snapToStep} from "../../lib/whatif/setInput.js";
import {el, setAttributes} from "../ui/dom.js";
import {aboutOf} from "./field.js";
import type {aboutInput} from "./field.js";
import {responsePicture} from "./responsePicture.js";

interface Span {
  min: number;
  max: number;
}

function placeMark(mark: HTMLElement, x: number, {min, max}: Span): void {
  mark.style.setProperty("--at", String((x - min) / (max - min)));
}

export interface TrackOptions {
  /** of the slider */
  id: string;
  baseRate: number;
  typical: Row[string];
  /** what describes the slider */
  about: ReturnType<typeof aboutInput>;
  events: FieldEvents;
  /** what is under the pointer, in words; null: nothing is */
  onPoint(text: string | null): void;
}

export interface SliderTrack {
  element: HTMLElement;
  range: HTMLInputElement;
  setSpan(span: Span): void;
  /** @param x null: the value is missing, and has no place */
  place(x: number | null): void;
  showStart(start: Row[string]): void;
  respond(curve: SensitivityCurve | null, view: ResponseView): void;
}

/** A slider under the picture of its response, with a mark at the typical value, and a ghost at the value that was started from. */
export function sliderTrack(input: PredictInput, {id, baseRate, typical, about, events, onPoint}: TrackOptions): SliderTrack {
  const range = el("input", {type: "range", id, name: input.name, "aria-describedby": aboutOf(id)});
  const picture = responsePicture(input, baseRate);
  const tick = el("span", {class: "wi-typical", "aria-hidden": "true"});
  const ghost = el("span", {class: "wi-ghost", "aria-hidden": "true"});
  const element = el("div", {class: "wi-track"}, picture.element, tick, ghost, range, about.element);
  let span: Span = {min: input.low, max: input.high};
  let start: Row[string] | undefined;
  function showGhost(): void {
    const x = numberOf(start);
    ghost.hidden = !(x >= span.min && x <= span.max);
    if (!ghost.hidden) placeMark(ghost, x, span);
  }
  listenToRange(range, input, events);
  listenToPicture(element, range, {
    onPick: (x) => events.onInput(input.name, snapToStep(input, x), false),
    onPoint: (x) => onPoint(picture.pointTo(x === null ? null : snapToStep(input, x)))
  });
  return {
    element,
    range,
    setSpan(next) {
      span = next;
      setAttributes(range, {min: span.min, max: span.max, step: input.kind === "integer" ? 1 : "any"});
      picture.setSpan(span);
      placeMark(tick, numberOf(typical), span);
      showGhost();
      events.onSpan(input.name);
    },
    place(x) {
      picture.place(x);
      if (x === null) return;
      range.value = String(x);
      placeMark(range, x, span);
    },
    showStart(next) {
      if (start === next) return;
      start = next;
      showGhost();
    },
    respond(curve, view) {
      picture.show(curve, view);
      about.say(curve);
    }
  };
}

/** Where the score would go: read under the pointer, and set by a click. Touch moves the slider itself. */
function listenToPicture(
  track: HTMLElement,
  range: HTMLInputElement,
  {onPick, onPoint}: {onPick(value: number): void; onPoint(value: number | null): void}
): void {
  const valueAt = ({clientX}: MouseEvent): number => {
    const {left, width} = range.getBoundingClientRect();
    const inset = parseFloat(getComputedStyle(track).getPropertyValue("--inset")) || 0;
    const share = clamp((clientX - left - inset) / (width - 2 * inset), 0, 1);
    return Number(range.min) + share * (Number(range.max) - Number(range.min));
  };
  track.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") onPoint(event.buttons === 0 ? valueAt(event) : null);
  });
  track.addEventListener("pointerleave", () => onPoint(null));
  track.addEventListener("click", (event) => {
    if (event.target !== range) onPick(valueAt(event)); // the slider takes its own clicks
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
