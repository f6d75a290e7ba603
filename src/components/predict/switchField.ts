import type {PredictInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Field, FieldEvents} from "./field.js";
import type {Choice} from "../../lib/whatif/choices.js";
import {describeValue} from "../../lib/whatif/values.js";
import {el, setText, uniqueId} from "../ui/dom.js";
import {aboutOf, choiceField} from "./field.js";

export interface SwitchFieldOptions {
  /** what it says when it is off, and on */
  choices: {off: Choice; on: Choice};
  typical: Row[string];
  events: FieldEvents;
}

/** A boolean as a switch, with its value in words beside it. */
export function switchField(input: PredictInput, {choices: {off, on}, typical, events}: SwitchFieldOptions): Field {
  const id = uniqueId("input");
  const box = el("input", {
    id,
    type: "checkbox",
    role: "switch",
    name: input.name,
    "aria-label": input.title,
    "aria-describedby": aboutOf(id)
  });
  const said = el("span");
  box.addEventListener("change", () => events.onInput(input.name, (box.checked ? on : off).value, false));
  return choiceField(input, typical, events, {
    id,
    control: el("label", {class: "toggle"}, box, el("span", {class: "toggle-track", "aria-hidden": "true"}), said),
    show: (value) => {
      box.checked = value === on.value;
      setText(said, describeValue(input, value));
    }
  });
}
