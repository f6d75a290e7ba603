import type {PredictInput} from "../../../lib/book/predict.js";
import type {Row} from "../../../lib/table/table.js";
import {el, uniqueId} from "../../ui/dom.js";
import {setText} from "../setText.js";
import type {Field, FieldEvents} from "./field.js";
import {printedValue} from "./printedValue.js";
import {resetButton} from "./resetButton.js";
import {unreadMark} from "./unreadMark.js";

/** A category as a native select. */
export function selectField(input: PredictInput, typical: Row[string], {onInput, onReset}: FieldEvents): Field {
  const id = uniqueId("input");
  const select = el("select", {id, name: input.name, "aria-describedby": `${id}-about`}, input.levels.map((level) => el("option", {value: level}, level)));
  const reset = resetButton(input, typical, () => onReset(input.name));
  const [printed, unread] = [printedValue(), unreadMark()];
  select.addEventListener("change", () => onInput(input.name, select.value, false));
  const element = el("div", {class: "wi-field wi-choice", title: input.meaning},
    el("label", {for: id}, input.title, unread), reset.element, el("span", {class: "select"}, select), el("span", {class: "visually-hidden", id: `${id}-about`}, input.meaning), printed);
  return {
    name: input.name,
    element,
    show(value, start) {
      if (typeof value === "string") select.value = value;
      setText(printed, select.value);
      reset.show(start);
    },
    explain: () => undefined, // rules hold between numbers only
    narrow: () => undefined,
    mark: (isRead) => (unread.hidden = isRead)
  };
}
