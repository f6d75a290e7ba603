import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import type {DecideChoice} from "./decideState.js";
import {formatLine} from "../../lib/whatif/values.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {carriedSearch} from "../shared/addressWords.js";
import {describeTest} from "../../lib/decide/figureWords.js";
import {rangeControl} from "../ui/controls.js";
import {limits} from "./decideState.js";
import {rowUnit} from "../ui/rowUnit.js";

/** Where the list to contact comes from: this page knows groups, and nobody in them. @param search the page's own, as it is now */
export function listPanel(search: () => string): Part<Decision> {
  const batch = el("a", {}, "Batch");
  const [command, line] = [el("code"), el("span", {"data-testid": "list-line"})];
  return {
    element: el(
      "div",
      {class: "dc-list"},
      el("p", {}, `This site holds no single one of the ${rowUnit.people}, so the list to contact is made where the rows are:`),
      el(
        "ul",
        {},
        el("li", {}, "on ", batch, line, ": the file stays in this browser;"),
        el("li", {}, "on the command line, for files of any size: ", command, ".")
      )
    ),
    show(decision) {
      const {point} = decision;
      line.textContent = point.threshold < 1 ? `, with this line of ${formatLine(point.threshold)}` : "";
      command.textContent = `npx churnbook score <file>${listOptions(decision)}`;
      batch.href = address.to("batch", carriedSearch(search(), "decide", "batch"));
    }
  };
}

/** The options that list the same: by expected gain where each has a value and no line was chosen, else by score. */
function listOptions({point, choice, byValue, isChosen}: Decision): string {
  const plan = (["contact", "offer", "save", "vain"] as const)
    .filter((name) => choice[name] !== limits[name].fallback)
    .map((name) => ` --${name} ${choice[name]}`);
  const atRate = choice.rate === 0 ? "" : ` --base-rate ${Number((choice.rate / 100).toPrecision(12))}`;
  const byScore = point.threshold < 1 ? ` --line ${point.threshold}` : "";
  return byValue && !isChosen ? ` --least-gain 0${plan.join("")}${atRate}` : `${byScore}${byValue ? plan.join("") : ""}${atRate}`;
}

/** The same line on the other pages, with everything else that the address holds. @param search the page's own, as it is now */
export function onwardLinks(search: () => string): Part<Decision> {
  const [predict, models, batch] = [el("a"), el("a"), el("a")];
  return {
    element: el("p", {class: "dc-onward no-print"}, predict, models, batch),
    show({point}) {
      const line = point.threshold < 1 ? point.threshold : null; // with nobody to contact there is no line
      predict.textContent = line === null ? `See one ${rowUnit.one}` : `See one ${rowUnit.one} against this line`;
      models.textContent = line === null ? "See the models" : "See the models at this line";
      batch.textContent = line === null ? "Score a file of your own" : "Score a file of your own with this line";
      for (const [link, page] of [
        [predict, "predict"],
        [models, "models"],
        [batch, "batch"]
      ] as const)
        link.href = address.to(page, carriedSearch(search(), "decide", page));
    }
  };
}

/** How large a campaign must be to show its effect against users left alone. @param onChange told the new plan after each change, to be spoken */
export function testPlanner(choice: DecideChoice, onChange: (change: Partial<DecideChoice>, say: () => string) => void): Part<Decision> {
  const plan = el("p", {class: "dc-sentence", "data-testid": "test-plan"});
  const control = (key: "holdout" | "power", label: string, unit: string, step: number) =>
    rangeControl({
      label,
      unit,
      min: limits[key].min,
      max: limits[key].max,
      step,
      value: choice[key],
      name: key,
      valueText: (value) => `${value} percent`,
      onInput: (value) => onChange({[key]: value}, () => plan.textContent ?? "")
    });
  const holdout = control("holdout", "Left alone, by lot", "% of the list", 5);
  const power = control("power", "Chance to see the effect if it is there (power)", "%", 1);
  return {
    element: el(
      "section",
      {class: "dc-planner", "aria-label": "Test planner"},
      el("div", {class: "no-print"}, holdout.element, power.element),
      plan
    ),
    show(decision) {
      holdout.set(decision.choice.holdout);
      power.set(decision.choice.power);
      plan.textContent = sayPlan(decision);
    }
  };
}

function sayPlan({point, assumptions: {saveRate}, choice}: Decision): string {
  return describeTest(point, {saveRate, holdOut: choice.holdout / 100, power: choice.power / 100, ...rowUnit});
}
