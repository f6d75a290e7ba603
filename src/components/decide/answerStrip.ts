import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import {describeAnswer, describeChosen, describeDecision, describeDoubts} from "../../lib/decide/decisionWords.js";
import {formatMoney, formatPart} from "../../lib/decide/moneyWords.js";
import {describeAnswerByValue} from "../../lib/decide/valueWords.js";
import {formatShare, lowerFirst} from "../../lib/format.js";
import {formatLine} from "../../lib/whatif/values.js";
import {contactLine} from "../shared/contactLine.js";
import {el, setText} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";

/** The answer in one sentence, the recommendation; and what a line brings that the reader chose against it. It stays on screen while assumptions move. */
export function answerStrip(): Part<Decision> {
  const advice = el("p", {class: "dc-advice", "data-testid": "advice"});
  const chosen = el("p", {class: "dc-chosen", "data-testid": "chosen"});
  const [byRisk, rate] = [el("p", {class: "dc-rate", "data-testid": "by-risk"}), el("p", {class: "dc-rate", "data-testid": "at-rate"})];
  return {
    element: el("section", {class: "dc-answer", "aria-label": "Result"}, advice, byRisk, chosen, rate),
    show(decision) {
      const {rate: move} = contactLine();
      setText(rate, move ? `At a churn rate of ${formatLine(move.to)}, moved from ${formatLine(move.from)} in the data.` : "");
      rate.hidden = move === null;
      const {byValue, choice, assumptions} = decision;
      const answer = describeAnswer({...decision, ...adviceOf(decision)});
      setText(advice, byValue ? sayByValue(decision) : answer);
      setText(
        byRisk,
        byValue
          ? `The contact line of the book ranks by risk, at one value of ${formatMoney(assumptions.value, choice.unit)} for all. By it: ${lowerFirst(answer)}`
          : ""
      );
      byRisk.hidden = byValue === null;
      setText(chosen, decision.isChosen ? describeChosen({...decision, unit: decision.choice.unit, ...rowUnit}) : "");
      chosen.hidden = !decision.isChosen;
    }
  };
}

/** The recommendation where each has a value; empty where nobody has. */
export function sayByValue({byValue, choice: {unit}}: Pick<Decision, "byValue" | "choice">): string {
  return byValue ? describeAnswerByValue(byValue.best, {unit, many: rowUnit.many}) : "";
}

function adviceOf({best, step, choice: {unit}, ranking: {n}}: Decision) {
  return {...best, n, unit, step, ...rowUnit};
}

/** How much of the answer to believe, and the result as a paragraph to paste. */
export function verdict(): Part<Decision> {
  const doubts = el("p", {class: "dc-doubts", "data-testid": "doubts"});
  const [sentence, lowest] = [el("p", {class: "dc-sentence", "data-testid": "decision"}), el("p", {class: "dc-lowest"})];
  const copy = el("button", {type: "button", class: "no-print"}, "Copy this paragraph");
  const told = el("output", {class: "wi-told", "aria-live": "polite"});
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(sentence.textContent ?? "").then(
      () => (told.textContent = "Copied."),
      () => (told.textContent = "This browser does not let pages copy; select the paragraph instead.")
    );
  });
  return {
    element: el("section", {class: "dc-say", "aria-label": "In words"}, doubts, sentence, lowest, copy, " ", told),
    show(decision) {
      doubts.textContent = describeDoubts(adviceOf(decision));
      sentence.textContent = describeDecision({...decision, unit: decision.choice.unit, ...rowUnit});
      lowest.textContent = sayLowest(decision);
      told.textContent = "";
    }
  };
}

/** The nothing-to-run sentence says it already. */
function sayLowest({lowest, isNothing, ranking}: Decision): string {
  if (isNothing || !(lowest.saveRate <= 1)) return "";
  return `The lowest break-even of any depth: ${formatShare(lowest.saveRate)}, for the top ${formatPart(lowest.contacted, ranking.n)}.`;
}
