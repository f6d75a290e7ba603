import type {Row} from "../../lib/dataset/table.js";
import type {PredictBook, PredictInput} from "../../lib/book/predict.js";
import type {SensitivityCurve} from "../../lib/whatif/sensitivity.js";
import type {ResponseView} from "./responsePicture.js";
import type {Choice} from "../../lib/whatif/choices.js";
import {listChoices} from "../../lib/whatif/choices.js";
import {describeCurve} from "../../lib/whatif/sensitivity.js";
import {levelBars} from "./levelBars.js";
import {unitAfter, describeValue, shortNumber, signOf} from "../../lib/whatif/values.js";
import {el, setAttributes, uniqueId, setText} from "../ui/dom.js";

/** One input on the page. */
export interface Field {
  name: string;
  element: HTMLElement;
  /** brings it to a value without telling anybody; its way back leads to `start` */
  show(value: Row[string], start: Row[string]): void;
  /** why the input was moved along, or as what the model reads its missing value; null: neither */
  explain(reason: string | null): void;
  /** what its slider spans now; undefined: it is no number */
  span(): {min: number; max: number} | undefined;
  /** how the score answers it; null: the chosen model does not read it */
  respond(curve: SensitivityCurve | null, view: ResponseView): void;
  /** whether the chosen model reads this input */
  mark(isRead: boolean): void;
  /** back to the usual range */
  narrow(): void;
}

/** What a field may tell: its reader's doings. */
export interface FieldEvents {
  onInput(name: string, value: Row[string], isMoving: boolean): void;
  onSettle(): void;
  onReset(name: string): void;
  /** its slider spans something else now */
  onSpan(name: string): void;
}

const exact = new Intl.NumberFormat("en", {maximumFractionDigits: 2});

/** Stands in for a control on paper, where a box would cut its number and a select shows nothing. */
export function printedValue(): HTMLElement {
  return el("span", {class: "wi-print-only wi-printed"});
}

/** A value as it is printed: in full, with its unit. @example writePrinted(input, 1749) // "1,749 days" */
export function writePrinted({unit}: Pick<PredictInput, "unit">, value: number): string {
  return unit ? `${exact.format(value)}${unitAfter(value, unit)}` : exact.format(value);
}

/** Takes one input back to the value that was started from, and says which one; it keeps its place while there is nothing to take back. */
export function resetButton(
  input: PredictInput,
  typical: Row[string],
  onClick: () => void
): {element: HTMLButtonElement; show(start: Row[string]): void} {
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
      was.textContent = describeValue({...input, unit: signOf(input.unit)}, start);
      setAttributes(element, {"aria-label": label, title: label});
    }
  };
}

/** Says at an input that the chosen model does not read it: moving it leaves the score as it is. */
export function unreadMark(): HTMLElement {
  return el("span", {class: "wi-unread", hidden: true}, "not read by this model");
}

/** Choices that a select lists; more are searched. */
const MOST_LISTED = 20;

/** A category as a native select of its choices, or, of many, as a field that finds them as one types. */
export function selectField(input: PredictInput, typical: Row[string], events: FieldEvents): Field {
  const choices = listChoices(input);
  if (choices.length > MOST_LISTED) return searchField(input, typical, events);
  const id = uniqueId("input");
  const select = el(
    "select",
    {id, name: input.name, "aria-describedby": aboutOf(id)},
    choices.map(({word, token}) => el("option", {value: token}, word))
  );
  select.addEventListener("change", () => events.onInput(input.name, choices[select.selectedIndex].value, false));
  return choiceField(input, typical, events, {
    id,
    control: el("span", {class: "select"}, select),
    show: (value) => (select.selectedIndex = choices.findIndex((d) => d.value === value))
  });
}

/** A category of many choices: one types a part of its name, and chooses from what is found. What is no choice changes nothing. */
function searchField(input: PredictInput, typical: Row[string], events: FieldEvents): Field {
  const [id, listId] = [uniqueId("input"), uniqueId("choices")];
  const choices = listChoices(input);
  const wordOf = (value: Row[string]): string => choices.find((d) => d.value === value)?.word ?? "";
  const field = el("input", {id, name: input.name, type: "search", list: listId, autocomplete: "off", spellcheck: "false"});
  setAttributes(field, {"aria-describedby": aboutOf(id), placeholder: `one of ${choices.length}`});
  let shown: Row[string] = typical;
  field.addEventListener("change", () => {
    const found = findChoice(choices, field.value);
    if (found === null) field.value = wordOf(shown);
    else events.onInput(input.name, found.value, false);
  });
  field.addEventListener("focus", () => (field.value = "")); // a full field would find itself alone
  field.addEventListener("blur", () => (field.value = wordOf(shown)));
  return choiceField(input, typical, events, {
    id,
    control: el(
      "span",
      {class: "wi-search"},
      field,
      el(
        "datalist",
        {id: listId},
        choices.map(({word}) => el("option", {value: word}))
      )
    ),
    show: (value) => {
      shown = value;
      if (document.activeElement !== field) field.value = wordOf(value);
    }
  });
}

/** The choice that is called so, or the only one that begins so; null where none does, or several do. */
export function findChoice(choices: readonly Choice[], text: string): Choice | null {
  const asked = text.trim().toLowerCase();
  if (asked === "") return null;
  const exact = choices.find(({word}) => word === text) ?? choices.find(({word}) => word.toLowerCase() === asked);
  if (exact) return exact;
  const begun = choices.filter(({word}) => word.toLowerCase().startsWith(asked));
  return begun.length === 1 ? begun[0] : null;
}

/** Where what the input means is said, for those who cannot hover. */
export function aboutOf(id: string): string {
  return `${id}-about`;
}

/** What an input means, and how the score answers it, for those who see neither the hint nor the picture. */
export function aboutInput(input: PredictInput, id: string): {element: HTMLElement; say(curve: SensitivityCurve | null): void} {
  const claim = el("span");
  return {
    element: el("span", {class: "visually-hidden", id: aboutOf(id)}, input.meaning, " ", claim),
    say: (curve) => setText(claim, curve ? `${describeCurve(curve, input)}.` : "")
  };
}

interface ChoiceControl {
  /** of what is labelled; it is described by {@link aboutOf} it */
  id: string;
  control: HTMLElement;
  show(value: Row[string]): void;
}

/** The field of an input that is one of a few: its name, its control, its way back, and what it says on paper. */
export function choiceField(
  input: PredictInput,
  typical: Row[string],
  {onInput, onReset}: FieldEvents,
  {id, control, show}: ChoiceControl
): Field {
  const reset = resetButton(input, typical, () => onReset(input.name));
  const [printed, unread, about] = [printedValue(), unreadMark(), aboutInput(input, id)];
  const bars = levelBars(input, (value) => onInput(input.name, value, false));
  const element = el(
    "div",
    {class: "wi-field wi-choice", title: input.meaning},
    el("label", {for: id}, input.title, unread),
    reset.element,
    control,
    about.element,
    printed,
    bars.element
  );
  return {
    name: input.name,
    element,
    show(value, start) {
      show(value);
      setText(printed, describeValue(input, value));
      reset.show(start);
    },
    explain: () => undefined, // rules hold between numbers only
    narrow: () => undefined,
    span: () => undefined,
    respond(curve, view) {
      bars.show(curve, view);
      about.say(curve);
    },
    mark: (isRead) => (unread.hidden = isRead)
  };
}

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

/** What a number field says; what it was if it says nothing, or only the same in fewer digits. */
export function fieldNumber(field: HTMLInputElement, was: number): number {
  return Number.isFinite(field.valueAsNumber) && field.value !== shortNumber(was) ? field.valueAsNumber : was;
}

/** Whether anything moves along a slider: a book may have categories alone. */
export function hasSliders({inputs}: Pick<PredictBook, "inputs">): boolean {
  return inputs.some(({kind}) => kind !== "category");
}
