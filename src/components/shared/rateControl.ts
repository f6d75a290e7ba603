import type {RateMove} from "../../lib/model/shiftBaseRate.js";
import {sayMove} from "../../lib/decide/rateWords.js";
import {lineInHundred} from "../../lib/whatif/values.js";
import {el, setText, uniqueId} from "../ui/dom.js";
import {contactLine, lineSchema} from "./contactLine.js";

/**
 * Where a reader enters the churn rate known of now: it stands in the address with the contact line, and a button takes it back.
 *
 * @param sayMore what else a rate changes on this page
 */
export function rateControl(sayMore: (rate: RateMove) => string = () => ""): HTMLElement {
  const line = contactLine();
  const [id, toldId] = [uniqueId("rate"), uniqueId("rate-told")];
  const field = el("input", {
    type: "number",
    id,
    name: "rate",
    inputmode: "decimal",
    min: 0.1,
    max: 99.9,
    step: "any",
    placeholder: lineInHundred(line.dataRate),
    "aria-describedby": toldId
  });
  const told = el("p", {class: "hint", id: toldId, role: "status", "data-testid": "rate-told"});
  const back = el("button", {type: "button", class: "quiet no-print"}, "Back to the churn rate of the data");
  const show = (): void => {
    const {rate, words} = line;
    if (document.activeElement !== field || words.rate === 0) field.value = words.rate === 0 ? "" : String(words.rate);
    back.hidden = rate === null;
    setText(told, rate === null ? "Left empty, it is that of the data." : [sayMove(rate), sayMore(rate)].filter(Boolean).join(" "));
  };
  field.addEventListener("change", () => {
    const isEmpty = field.value === "" && !field.validity.badInput;
    const asked = isEmpty ? 0 : lineSchema.rate.parse(field.value);
    if (asked !== null) return line.set({rate: asked});
    field.value = line.words.rate === 0 ? "" : String(line.words.rate);
    setText(told, "A churn rate lies above 0% and below 100%; what stood there before stands.");
  });
  back.addEventListener("click", () => {
    field.focus(); // the button goes
    line.set({rate: 0});
  });
  line.follow(show);
  show();
  return el(
    "div",
    {class: "control rate"},
    el("label", {for: id}, "The churn rate you know of now"),
    el("div", {class: "range-pair"}, field, el("span", {class: "unit"}, "%"), back),
    told
  );
}
