import {describeDecision, describeRecommendation} from "../../../lib/decide/words.js";
import {formatShare} from "../../../lib/format.js";
import {el} from "../../ui/dom.js";
import type {Decision} from "../decision.js";

export interface DecidePart {
  element: HTMLElement;
  show(decision: Decision): void;
}

/** The result, break-even first: as one large number, as the recommendation, and as a sentence to paste. */
export function resultBox(many: string): DecidePart {
  const breakEven = el("strong", {class: "dc-number", "data-testid": "break-even"});
  const [assumed, lowest, recommendation, sentence] = [el("span"), el("p"), el("p", {"data-testid": "recommendation"}), el("p", {class: "dc-sentence", "data-testid": "decision"})];
  const copy = el("button", {type: "button", class: "no-print"}, "Copy this sentence");
  const told = el("output", {class: "wi-told", "aria-live": "polite"});
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(sentence.textContent ?? "").then(() => (told.textContent = "Copied."), () => (told.textContent = "This browser does not let pages copy; select the sentence instead."));
  });
  return {
    element: el("section", {class: "dc-result", "aria-label": "Result"},
      el("div", {class: "dc-even"}, el("p", {}, "Contact must save at least"), breakEven, el("p", {}, "of the churners it reaches, or it loses money. ", assumed), lowest),
      el("div", {class: "dc-say"}, recommendation, sentence, copy, " ", told)),
    show({point, profit, breakEven: needed, assumptions, choice, best, profitOfAll, lowest: least, ranking}) {
      breakEven.textContent = needed <= 1 ? formatShare(needed) : "more than all";
      breakEven.dataset.value = String(needed);
      assumed.textContent = `You assume ${formatShare(assumptions.saveRate)}.`;
      lowest.textContent = least.saveRate <= 1 ? `The lowest of any depth: ${formatShare(least.saveRate)}, for the top ${formatShare(least.contacted / ranking.n)}.` : "No depth pays, whatever contact saves.";
      recommendation.textContent = describeRecommendation({...best, profitOfAll, unit: choice.unit, many});
      sentence.textContent = describeDecision({point, profit, breakEven: needed, assumptions, unit: choice.unit, many});
      told.textContent = "";
    }
  };
}
