import type {PredictBook} from "../../lib/book/predict.js";
import type {Outcome, UserQuery} from "../../lib/whatif/findUsers.js";
import type {PageState} from "./pageState.js";
import {formatLine, shortNumber} from "../../lib/whatif/values.js";
import {selectControl, toggleControl} from "../ui/controls.js";
import {el, setText, uniqueId} from "../ui/dom.js";
import {conditionList} from "./conditionList.js";
import {rangeFields} from "./field.js";

const outcomeChoices: {value: Outcome; label: string}[] = [
  {value: "any", label: "any"},
  {value: "churned", label: "churned"},
  {value: "retained", label: "retained"},
  {value: "missed", label: "churned, though below the contact line"},
  {value: "vain", label: "retained, though above the contact line"}
];

/** What users one looks for: their score, their inputs, what happened to them, and where two models disagree about them. */
export function finderForm(
  book: PredictBook,
  onChange: (change: Partial<UserQuery>) => void
): {element: HTMLElement; show(query: UserQuery, state: PageState): void} {
  const score = rangeFields("Score, in 100", (range) => onChange({score: {from: Math.max(0, range.from), to: Math.min(100, range.to)}}));
  const conditions = conditionList(book, (next) => onChange({conditions: next}));
  const outcome = book.users?.known
    ? selectControl<Outcome>({label: "What happened", choices: outcomeChoices, value: "any", onChange: (next) => onChange({outcome: next})})
    : null;
  const beside = book.models.length > 1 ? besideFields(book, (next) => onChange({beside: next})) : null;
  const line = el("p", {class: "wi-note"});
  return {
    element: el(
      "div",
      {class: "wi-finder-form"},
      el(
        "div",
        {class: "wi-finder-row"},
        el("div", {class: "control"}, el("span", {class: "wi-legend"}, "Score, in 100"), score.element),
        outcome?.element
      ),
      conditions.element,
      beside?.element,
      line
    ),
    show(query, {session, threshold}) {
      score.show(query.score);
      conditions.show(query.conditions);
      outcome?.set(query.outcome);
      beside?.show(query.beside, session.name);
      const isAsked = query.outcome === "missed" || query.outcome === "vain" || query.beside?.isSplit === true;
      setText(line, isAsked ? describeUsedLine(book, threshold) : "");
    }
  };
}

function describeUsedLine({baseRate}: PredictBook, threshold: number | null): string {
  return threshold === null
    ? `No contact line is drawn: the base rate (${formatLine(baseRate)}) stands for it.`
    : `The contact line is ${formatLine(threshold)}.`;
}

type Beside = UserQuery["beside"];

/** A second model that must disagree with the chosen one, by how much, and whether across the contact line. */
function besideFields(
  {models}: Pick<PredictBook, "models">,
  onChange: (beside: Beside) => void
): {element: HTMLElement; show(beside: Beside, chosen: string): void} {
  let shown: NonNullable<Beside> = {model: "", points: 5, isSplit: false};
  const tell = (change: Partial<NonNullable<Beside>>): void => {
    shown = {...shown, ...change};
    onChange(shown.model === "" ? null : shown);
  };
  const model = selectControl<string>({
    label: "Where another model disagrees",
    choices: [{value: "", label: "any"}, ...models.map(({name, title}) => ({value: name, label: title}))],
    value: "",
    onChange: (name) => tell({model: name})
  });
  const options = [...model.element.querySelectorAll("option")];
  const id = uniqueId("points");
  const points = el("input", {type: "number", id, min: 0, max: 100, step: "any"});
  points.addEventListener("change", () =>
    tell({points: Number.isFinite(points.valueAsNumber) ? Math.min(100, Math.max(0, points.valueAsNumber)) : shown.points})
  );
  const split = toggleControl({label: "and the contact line lies between", value: false, onChange: (isSplit) => tell({isSplit})});
  const detail = el(
    "div",
    {class: "wi-beside-detail"},
    el("span", {class: "control wi-pair"}, el("label", {for: id}, "by at least, in points"), points),
    split.element
  );
  return {
    element: el("div", {class: "wi-finder-row"}, model.element, detail),
    show(beside, chosen) {
      shown = beside ?? {...shown, model: ""};
      model.set(shown.model);
      options.forEach((option) => (option.disabled = option.value === chosen));
      points.value = shortNumber(shown.points);
      split.set(shown.isSplit);
      detail.hidden = beside === null;
    }
  };
}
