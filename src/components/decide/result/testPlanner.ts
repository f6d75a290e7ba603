import {describeTest} from "../../../lib/decide/words/plan.js";
import {rangeControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import type {DecideChoice} from "../state/decideState.js";
import {limits} from "../state/decideState.js";
import type {Decision} from "../state/decision.js";

/** How large a campaign must be to show its effect against users left alone. @param onChange told the new plan after each change, to be spoken */
export function testPlanner(choice: DecideChoice, many: string, onChange: (change: Partial<DecideChoice>, say: () => string) => void): DecidePart {
  const plan = el("p", {class: "dc-sentence", "data-testid": "test-plan"});
  const control = (key: "holdout" | "power", label: string, unit: string, step: number) => rangeControl({
    label, unit, min: limits[key].min, max: limits[key].max, step, value: choice[key], name: key,
    valueText: (value) => `${value} percent`, onInput: (value) => onChange({[key]: value}, () => plan.textContent ?? "")
  });
  const holdout = control("holdout", "Left alone, by lot", "% of the list", 5);
  const power = control("power", "Chance to see the effect if it is there (power)", "%", 1);
  return {
    element: el("section", {class: "dc-planner", "aria-label": "Test planner"}, el("div", {class: "no-print"}, holdout.element, power.element), plan),
    show(decision) {
      holdout.set(decision.choice.holdout);
      power.set(decision.choice.power);
      plan.textContent = sayPlan(decision, many);
    }
  };
}

function sayPlan({point, assumptions: {saveRate}, choice}: Decision, many: string): string {
  return describeTest(point, {saveRate, holdOut: choice.holdout / 100, power: choice.power / 100, many});
}
