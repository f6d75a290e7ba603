import type {PredictBook} from "../../../../lib/book/predict.js";
import type {Outcome, UserQuery} from "../../../../lib/whatif/search/findUsers.js";
import {formatLine} from "../../../../lib/whatif/values.js";
import {selectControl} from "../../../ui/controls.js";
import {el} from "../../../ui/dom.js";
import {setText} from "../../setText.js";
import type {PageState} from "../../state/pageState.js";
import {besideFields} from "./besideFields.js";
import {conditionList} from "./conditionList.js";
import {rangeFields} from "./rangeFields.js";

const outcomeChoices: {value: Outcome; label: string}[] = [
  {value: "any", label: "any"},
  {value: "churned", label: "churned"},
  {value: "retained", label: "retained"},
  {value: "missed", label: "churned, though below the contact line"},
  {value: "vain", label: "retained, though above the contact line"}
];

/** What users one looks for: their score, their inputs, what happened to them, and where two models disagree about them. */
export function finderForm(book: PredictBook, onChange: (change: Partial<UserQuery>) => void): {element: HTMLElement; show(query: UserQuery, state: PageState): void} {
  const score = rangeFields("Score, in 100", (range) => onChange({score: {from: Math.max(0, range.from), to: Math.min(100, range.to)}}));
  const conditions = conditionList(book, (next) => onChange({conditions: next}));
  const outcome = book.users?.known ? selectControl<Outcome>({label: "What happened", choices: outcomeChoices, value: "any", onChange: (next) => onChange({outcome: next})}) : null;
  const beside = book.models.length > 1 ? besideFields(book, (next) => onChange({beside: next})) : null;
  const line = el("p", {class: "wi-note"});
  return {
    element: el("div", {class: "wi-finder-form"},
      el("div", {class: "wi-finder-row"}, el("div", {class: "control"}, el("span", {class: "wi-legend"}, "Score, in 100"), score.element), outcome?.element),
      conditions.element, beside?.element, line),
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
  return threshold === null ? `No contact line is chosen: the base rate (${formatLine(baseRate)}) stands for it.` : `Your contact line is ${formatLine(threshold)}.`;
}
