import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import type {DecideChoice} from "./decideState.js";
import {buildContactList} from "../../lib/decide/contactLine.js";
import {nameFew} from "../../lib/decide/moneyWords.js";
import {formatCsv, download} from "../ui/files.js";
import {el} from "../ui/dom.js";
import {onwardSearch, pageAddress} from "../shared/address.js";
import {describeTest} from "../../lib/decide/figureWords.js";
import {rangeControl} from "../ui/controls.js";
import {limits} from "./decideState.js";

export interface ExportOptions {
  sha256: string;
  /** the user's row in the table, by place among the out-of-fold users; 1 is the first under the header */
  rowOf: (place: number) => number;
  many: string;
}

/** The list to contact as CSV, safe to open in a spreadsheet, every line with the model's hash. */
export function exportList(first: Decision, {sha256, rowOf, many}: ExportOptions): Part<Decision> {
  const button = el("button", {type: "button", class: "primary no-print", "data-testid": "export"});
  let latest = first;
  button.addEventListener("click", () => {
    const {ranking, point, choice} = latest;
    const {header, rows} = buildContactList(ranking, {
      contacted: point.contacted,
      threshold: point.threshold,
      model: {name: choice.model, sha256},
      rowOf,
      many
    });
    download(new Blob([formatCsv(header, rows)], {type: "text/csv"}), `contact-${sha256.slice(0, 8)}.csv`);
  });
  return {
    element: el(
      "div",
      {class: "dc-export"},
      button,
      el(
        "p",
        {class: "wi-note"},
        `The list names no ${many} and holds no input: it gives each one’s row in the file, counted from 1 under the ` +
          "header (over several files, in the order of their names). Those held back for the test are not listed."
      ),
      el(
        "p",
        {class: "wi-note"},
        `These ${many} are the past that the model was judged on: use the list to see whom the line picks. To choose ` +
          `whom to contact next, score new ${many} with the same model and line.`
      )
    ),
    show(decision) {
      latest = decision;
      const {point, isNothing} = decision;
      button.textContent =
        point.contacted > 0
          ? `Save the list: ${nameFew(point, many)} (CSV)`
          : isNothing
            ? "No list to save: the recommendation is to run nothing"
            : "No list to save: nobody is contacted";
      button.disabled = point.contacted === 0;
    }
  };
}

/** The same line on the other pages, with everything else that the address holds. @param search the page's own, as it is now */
export function onwardLinks(search: () => string): Part<Decision> {
  const [predict, models, batch, none] = [el("a"), el("a"), el("a"), el("span")];
  return {
    element: el("p", {class: "dc-onward no-print"}, predict, " · ", models, " · ", batch, none),
    show({point}) {
      const line = point.threshold < 1 ? point.threshold : null; // with nobody to contact there is no line
      const query = onwardSearch(search(), line);
      predict.textContent = line === null ? "See one user" : "See one user against this line";
      models.textContent = line === null ? "See the models" : "See the models at this line";
      batch.textContent = line === null ? "Score a file of your own" : "Score a file of your own with this line";
      none.textContent = line === null ? " · Nobody is picked, so no line goes along." : "";
      predict.href = pageAddress("predict", query);
      models.href = pageAddress("models", query);
      batch.href = pageAddress("batch", query);
    }
  };
}

/** How large a campaign must be to show its effect against users left alone. @param onChange told the new plan after each change, to be spoken */
export function testPlanner(
  choice: DecideChoice,
  many: string,
  onChange: (change: Partial<DecideChoice>, say: () => string) => void
): Part<Decision> {
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
      plan.textContent = sayPlan(decision, many);
    }
  };
}

function sayPlan({point, assumptions: {saveRate}, choice}: Decision, many: string): string {
  return describeTest(point, {saveRate, holdOut: choice.holdout / 100, power: choice.power / 100, many});
}
