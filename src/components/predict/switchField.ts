import type {PredictInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Field, FieldEvents} from "./field.js";
import {truthOf} from "../../lib/rows/text.js";
import {listChoices} from "../../lib/whatif/choices.js";
import {describeValue} from "../../lib/whatif/values.js";
import {el, setText, uniqueId} from "../ui/dom.js";
import {aboutOf, choiceField} from "./field.js";

/** Whether an input is yes or no and nothing else, so that a switch can say all of it. */
export function isSwitch(input: PredictInput): boolean {
  return input.isSwitch === true && listChoices(input).length === 2;
}

/** A boolean as a switch, with its value in words beside it. */
export function switchField(input: PredictInput, typical: Row[string], events: FieldEvents): Field {
  const id = uniqueId("input");
  const [first, second] = listChoices(input);
  const [off, on] = truthOf(String(first.value)) === true ? [second, first] : [first, second];
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
