import {planTest} from "../../../lib/decide/sampleSize.js";
import {describePlan} from "../../../lib/decide/words.js";
import {rangeControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {DecideChoice} from "../decideState.js";
import type {DecidePart} from "./resultBox.js";

/** How large a campaign must be to show its effect against users left alone. */
export function testPlanner(choice: DecideChoice, many: string, onChange: (change: Partial<DecideChoice>) => void): DecidePart {
  const plan = el("p", {class: "dc-sentence", "data-testid": "test-plan", role: "status"});
  const holdout = rangeControl({label: "Left alone, by lot", unit: "% of the list", min: 5, max: 95, step: 5, value: choice.holdout, name: "holdout", valueText: (value) => `${value} percent`, onInput: (value) => onChange({holdout: value})});
  const power = rangeControl({label: "Chance to see the effect if it is there (power)", unit: "%", min: 50, max: 99, step: 1, value: choice.power, name: "power", valueText: (value) => `${value} percent`, onInput: (value) => onChange({power: value})});
  return {
    element: el("section", {class: "dc-planner", "aria-label": "Test planner"}, el("div", {class: "no-print"}, holdout.element, power.element), plan),
    show({point, assumptions, choice: now}) {
      const control = point.precision?.estimate ?? 0;
      const {saveRate} = assumptions;
      if (control <= 0 || control >= 1 || saveRate <= 0 || saveRate >= 1) plan.textContent = "With nobody contacted, or nothing (or everything) saved, there is nothing to test.";
      else plan.textContent = describePlan(planTest({control, saveRate, holdOut: now.holdout / 100, power: now.power / 100}), {power: now.power / 100, available: point.contacted, many});
    }
  };
}
