import type {AssumptionName} from "../../../lib/decide/tornado.js";
import {assumptionTitles, speakAssumption, unitOf} from "../../../lib/decide/words/money.js";
import type {RangeControl} from "../../ui/controls.js";
import {rangeControl, selectControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import type {DecideChoice} from "../state/decideState.js";
import {isUsual, limits, units, usualAssumptions} from "../state/decideState.js";

type Key = "value" | "contact" | "offer" | "save" | "vain";

/** The sliders end where most readers' numbers do; the fields take all that the address takes. */
const inputs: {key: Key; assumption: AssumptionName; max: number; step: number}[] = [
  {key: "value", assumption: "value", max: 500, step: 1},
  {key: "contact", assumption: "contactCost", max: 20, step: 0.1},
  {key: "offer", assumption: "offerCost", max: 100, step: 0.5},
  {key: "save", assumption: "saveRate", max: 100, step: 0.5},
  {key: "vain", assumption: "falseAccept", max: 100, step: 0.5}
];

/** What a campaign costs and brings: the reader's assumptions, every one marked so. */
export function assumptionInputs(choice: DecideChoice, onChange: (change: Partial<DecideChoice>) => void): DecidePart {
  let money = choice.unit;
  const controls = inputs.map(({key, assumption, max, step}): {key: Key; assumption: AssumptionName; control: RangeControl} => {
    const {title, meaning} = assumptionTitles[assumption];
    const {min, max: most} = limits[key];
    const control = rangeControl({
      label: title, unit: unitOf(assumption, money), min, max, most, step, value: choice[key], name: key,
      valueText: (value) => speakAssumption(assumption, value, money),
      hint: el("span", {}, el("span", {class: "badge"}, "your assumption"), ` ${meaning}`),
      onInput: (value) => onChange({[key]: value})
    });
    return {key, assumption, control};
  });
  const unit = selectControl<string>({label: "Money in", choices: units.map((value) => ({value, label: value})), value: money, onChange: (value) => onChange({unit: value})});
  const reset = el("button", {type: "button", class: "quiet no-print"}, "Reset the assumptions");
  reset.addEventListener("click", () => onChange(usualAssumptions));
  return {
    element: el("section", {class: "dc-assumptions", "aria-label": "Assumptions"},
      el("div", {class: "dc-assumptions-head"}, el("h2", {}, "Your assumptions"), unit.element), controls.map((d) => d.control.element), reset),
    show({choice: now}) {
      reset.setAttribute("aria-disabled", String(isUsual(now)));
      money = now.unit;
      unit.set(now.unit);
      for (const {key, assumption, control} of controls) {
        control.setUnit(unitOf(assumption, money));
        control.set(now[key]);
      }
    }
  };
}
