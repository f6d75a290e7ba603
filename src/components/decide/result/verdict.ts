import {describeDecision} from "../../../lib/decide/words/decision.js";
import {formatPart} from "../../../lib/decide/words/part.js";
import {describeDoubts, describeRecommendation} from "../../../lib/decide/words/recommendation.js";
import {formatShare} from "../../../lib/format.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import type {Decision} from "../state/decision.js";

/** The result in words: what is recommended and how exactly that is known, and a sentence to paste. */
export function verdict(many: string): DecidePart {
  const recommendation = el("p", {"data-testid": "recommendation"});
  const doubts = el("p", {class: "dc-doubts", "data-testid": "doubts"});
  const [sentence, lowest] = [el("p", {class: "dc-sentence", "data-testid": "decision"}), el("p", {class: "dc-lowest"})];
  const copy = el("button", {type: "button", class: "no-print"}, "Copy this sentence");
  const told = el("output", {class: "wi-told", "aria-live": "polite"});
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(sentence.textContent ?? "").then(() => (told.textContent = "Copied."), () => (told.textContent = "This browser does not let pages copy; select the sentence instead."));
  });
  return {
    element: el("section", {class: "dc-say", "aria-label": "In words"}, recommendation, doubts, sentence, lowest, copy, " ", told),
    show(decision) {
      const {choice: {unit}, best, profitOfAll, step, ranking: {n}} = decision;
      const advice = {...best, n, profitOfAll, unit, step, many};
      recommendation.textContent = describeRecommendation(advice);
      doubts.textContent = describeDoubts(advice);
      sentence.textContent = describeDecision({...decision, unit, many});
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
