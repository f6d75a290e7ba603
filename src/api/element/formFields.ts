import type {FormInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Choice} from "../../lib/whatif/choices.js";
import type {Child} from "../../components/ui/dom.js";
import {formatValue} from "../../lib/format.js";
import {listChoices} from "../../lib/whatif/choices.js";
import {numberOf, rangeOf, snapToStep} from "../../lib/whatif/setInput.js";
import {switchChoices} from "../../lib/whatif/switchChoices.js";
import {describeValue, saysUnit, shortNumber} from "../../lib/whatif/values.js";
import {el, setAttributes, setText, uniqueId} from "../../components/ui/dom.js";

/** The control of one input. */
export interface FormField {
  name: string;
  element: HTMLElement;
  /** brings it to a value without telling anybody */
  show(value: Row[string]): void;
}

export interface FormEvents {
  /** @param isSettled false while a slider moves */
  onInput(name: string, value: Row[string], isSettled: boolean): void;
  onSettle(): void;
}

/** A slider with its number, a switch for yes and no, a select of levels. */
export function formField(input: FormInput, events: FormEvents): FormField {
  const choices = switchChoices(input);
  if (choices) return switchField(input, choices, events);
  return input.kind === "category" ? selectField(input, events) : numberField(input, events);
}

/** An input's name, its control, and what it means for those who cannot hover. */
function layField({title, unit, meaning}: FormInput, id: string, ...controls: Child[]): HTMLElement {
  return el(
    "div",
    {class: "field", title: meaning},
    el("label", {for: id}, title, unit && !saysUnit({title, unit}) ? el("small", {}, ` ${unit}`) : null),
    controls,
    el("span", {class: "visually-hidden", id: `${id}-about`}, meaning)
  );
}

function switchField(input: FormInput, {off, on}: {off: Choice; on: Choice}, {onInput}: FormEvents): FormField {
  const id = uniqueId("input");
  const box = el("input", {id, type: "checkbox", role: "switch", name: input.name, "aria-describedby": `${id}-about`});
  const said = el("span", {"aria-hidden": "true"});
  box.addEventListener("change", () => onInput(input.name, (box.checked ? on : off).value, true));
  return {
    name: input.name,
    element: layField(input, id, el("span", {class: "switch"}, box, said)),
    show(value) {
      box.checked = value === on.value;
      setText(said, describeValue(input, value));
    }
  };
}

function selectField(input: FormInput, {onInput}: FormEvents): FormField {
  const id = uniqueId("input");
  const choices = listChoices(input);
  const select = el(
    "select",
    {id, name: input.name, "aria-describedby": `${id}-about`},
    choices.map(({word, token}) => el("option", {value: token}, word))
  );
  select.addEventListener("change", () => onInput(input.name, choices[select.selectedIndex].value, true));
  return {
    name: input.name,
    element: layField(input, id, select),
    show: (value) => (select.selectedIndex = choices.findIndex((d) => d.value === value)) // none: a level that is pooled
  };
}

function numberField(input: FormInput, {onInput, onSettle}: FormEvents): FormField {
  const {name, unit, kind} = input;
  const id = uniqueId("input");
  const usual = rangeOf(input, false);
  const range = el("input", {type: "range", id, name, step: kind === "integer" ? 1 : "any", "aria-describedby": `${id}-about`});
  const number = exactField(input);
  const told = el("small", {class: "told", role: "status"});
  let shown: Row[string] = null;
  const element = layField(input, id, number, range, told);
  range.addEventListener("input", () => onInput(name, snapToStep(input, range.valueAsNumber), false));
  range.addEventListener("change", onSettle);
  number.addEventListener("change", () => {
    const isEmptied = input.missing === true && number.value === "" && !number.validity.badInput;
    const isNumber = Number.isFinite(number.valueAsNumber);
    setText(told, isNumber || isEmptied ? "" : `That was no number; ${describeValue({unit}, shown)} stands.`);
    if (isNumber || isEmptied) onInput(name, isNumber ? number.valueAsNumber : null, true);
    number.value = shown === null ? "" : shortNumber(numberOf(shown)); // what rules made of it
  });
  return {
    name,
    element,
    show(value) {
      shown = value;
      const x = numberOf(value);
      const isMissing = Number.isNaN(x);
      const [min, max] = isMissing ? [usual.min, usual.max] : [Math.min(usual.min, x), Math.max(usual.max, x)];
      setAttributes(range, {min, max, "aria-valuetext": describeValue({unit}, value)}); // before the value, which they bound
      range.value = String(isMissing ? min : x);
      range.style.setProperty("--at", String(isMissing || max === min ? 0 : (x - min) / (max - min)));
      element.classList.toggle("is-missing", isMissing);
      number.value = isMissing ? "" : shortNumber(x);
    }
  };
}

/** The same number to be typed. */
function exactField({title, unit, missing, min, max}: FormInput): HTMLInputElement {
  const limits = `${formatValue(min)} to ${formatValue(max)}`;
  return el("input", {
    type: "number",
    "aria-label": `${title}${unit ? `, ${unit}` : ""}: exact value, ${limits}${missing ? "; empty for missing" : ""}`,
    placeholder: missing ? "missing" : null,
    inputmode: "decimal",
    step: "any"
  });
}
