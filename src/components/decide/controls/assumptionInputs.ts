import {assumptionTitles} from "../../../lib/decide/words.js";
import type {AssumptionName} from "../../../lib/decide/tornado.js";
import {rangeControl, selectControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {DecideChoice} from "../decideState.js";
import {units} from "../decideState.js";

type Key = "value" | "contact" | "offer" | "save" | "vain";

const inputs: {key: Key; assumption: AssumptionName; max: number; step: number}[] = [
  {key: "value", assumption: "value", max: 500, step: 1},
  {key: "contact", assumption: "contactCost", max: 20, step: 0.1},
  {key: "offer", assumption: "offerCost", max: 100, step: 0.5},
  {key: "save", assumption: "saveRate", max: 100, step: 0.5},
  {key: "vain", assumption: "falseAccept", max: 100, step: 0.5}
];

/** What a campaign costs and brings: the reader's assumptions, every one marked so. */
export function assumptionInputs(choice: DecideChoice, onChange: (change: Partial<DecideChoice>) => void): HTMLElement {
  const controls = inputs.map(({key, assumption, max, step}) => {
    const {title, kind, meaning} = assumptionTitles[assumption];
    return rangeControl({
      label: title, unit: kind === "share" ? "%" : "", min: 0, max: Math.max(max, choice[key]), step, value: choice[key], name: key,
      valueText: (value) => (kind === "share" ? `${value} percent` : String(value)),
      hint: el("span", {}, el("span", {class: "badge"}, "your assumption"), ` ${meaning}`),
      onInput: (value) => onChange({[key]: value})
    }).element;
  });
  const unit = selectControl<string>({label: "Money in", choices: units.map((value) => ({value, label: value})), value: choice.unit, onChange: (value) => onChange({unit: value})});
  return el("section", {class: "dc-assumptions", "aria-label": "Assumptions"}, el("h3", {class: "wi-title"}, "Your assumptions"), unit.element, controls);
}
