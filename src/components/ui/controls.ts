import type {Control} from "./rangeControl.js";
import type {Child} from "./dom.js";
import {el, uniqueId} from "./dom.js";
import {hintLine} from "./rangeControl.js";

export type {Control} from "./rangeControl.js";
export type {RangeControl} from "./rangeControl.js";
export {rangeControl} from "./rangeControl.js";

export interface Choice<T extends string = string> {
  value: T;
  label: string;
  /** the heading under which a select lists it */
  group?: string;
}

export interface ChoiceOptions<T extends string> {
  label: string;
  choices: readonly Choice<T>[];
  value: T;
  onChange: (value: T) => void;
  /** a line under the control */
  hint?: Child;
}

/** A native select with its label; choices of one group stand under that heading. */
export function selectControl<T extends string>({label, choices, value, onChange, hint}: ChoiceOptions<T>): Control<T> {
  const id = uniqueId("select");
  const groups = [...new Set(choices.map(({group}) => group ?? ""))];
  const options = groups.flatMap((group) => {
    const members = choices
      .filter((choice) => (choice.group ?? "") === group)
      .map((choice) => el("option", {value: choice.value}, choice.label));
    return group ? [el("optgroup", {label: group}, members)] : members;
  });
  const select = el("select", {id}, options);
  select.value = value;
  select.addEventListener("change", () => onChange(select.value as T));
  return {
    element: el("div", {class: "control"}, el("label", {for: id}, label), el("span", {class: "select"}, select), hintLine(hint)),
    get value() {
      return select.value as T;
    },
    set: (next) => {
      select.value = next;
    }
  };
}

/** A few choices side by side: native radio buttons that look like one bar. */
export function segmentedControl<T extends string>({label, choices, value, onChange, hint}: ChoiceOptions<T>): Control<T> {
  const name = uniqueId("segment");
  const inputs = choices.map((choice) => el("input", {type: "radio", name, value: choice.value, id: `${name}-${choice.value}`}));
  const set = (next: T): void =>
    inputs.forEach((input) => {
      input.checked = input.value === next;
    });
  set(value);
  inputs.forEach((input) => input.addEventListener("change", () => onChange(input.value as T)));
  const bar = el("div", {class: "segments"}, inputs.map((input, i) => [input, el("label", {for: input.id}, choices[i].label)]).flat());
  return {
    element: el("fieldset", {class: "control"}, el("legend", {}, label), bar, hintLine(hint)),
    get value() {
      return (inputs.find((input) => input.checked)?.value ?? value) as T;
    },
    set
  };
}

export interface ToggleOptions {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** A checkbox that looks like a switch. */
export function toggleControl({label, value, onChange}: ToggleOptions): Control<boolean> {
  const input = el("input", {type: "checkbox", role: "switch"});
  input.checked = value;
  input.addEventListener("change", () => onChange(input.checked));
  return {
    element: el(
      "label",
      {class: "control toggle"},
      input,
      el("span", {class: "toggle-track", "aria-hidden": "true"}),
      el("span", {}, label)
    ),
    get value() {
      return input.checked;
    },
    set: (next) => {
      input.checked = next;
    }
  };
}

/** Controls side by side, above what they control. */
export function controlBar(...controls: Child[]): HTMLElement {
  return el("div", {class: "control-bar"}, controls);
}
