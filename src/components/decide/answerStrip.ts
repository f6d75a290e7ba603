import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import {formatRates, describeDecision, describeDoubts, describeRecommendation} from "../../lib/decide/decisionWords.js";
import {nameFew, formatMoney, formatRange, perBasis, formatPart} from "../../lib/decide/moneyWords.js";
import {formatShare} from "../../lib/format.js";
import {el} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";

/** The answer in three figures, break-even first. It stays on screen while the assumptions move. */
export function answerStrip(): Part<Decision> {
  const [needed, gain, advice] = [figure("break-even"), figure("gain"), figure("advice")];
  return {
    element: el("section", {class: "dc-strip", "aria-label": "Result"}, needed.element, gain.element, advice.element),
    show(decision) {
      needed.element.dataset.value = String(decision.breakEven.estimate);
      needed.say(sayNeeded(decision));
      gain.say(sayGain(decision));
      advice.say(sayAdvice(decision));
    }
  };
}

interface Said {
  label: string;
  value: string;
  /** of the value; shown wherever the value is */
  unit: string;
  /** what is left out where there is no room */
  tail?: string;
}

function sayNeeded({breakEven, isNothing, isFew, point, lowest, assumptions}: Decision): Said {
  const label = "Must save";
  const unit = "of churners reached";
  const assumed = `you assume ${formatShare(assumptions.saveRate)}`;
  if (isFew) return {label, value: "Too few", unit: "to tell", tail: nameFew(point, rowUnit.many)};
  if (point.contacted === 0 && !isNothing) return {label, value: "–", unit: "nobody is contacted"};
  if (!(breakEven.estimate <= 1)) return {label, value: "–", unit: "no save rate pays"};
  if (breakEven.estimate === 0) return {label, value: "0%", unit: "contact costs nothing"};
  return {
    label,
    value: formatShare(breakEven.estimate),
    unit,
    tail: isNothing ? `at the top ${formatPart(lowest.contacted, point.n)}; ${assumed}` : `95%: ${formatRates(breakEven)}; ${assumed}`
  };
}

function sayGain({isNothing, isFew, point, gain, step, choice}: Decision): Said {
  const label = isNothing ? "Running nothing brings" : "Your line brings";
  if (point.contacted === 0) return {label, value: formatMoney(0, choice.unit), unit: "nobody is contacted"};
  if (isFew) return {label, value: "Too few", unit: "to tell", tail: nameFew(point, rowUnit.many)};
  return {
    label,
    value: formatMoney(gain.estimate, choice.unit, step),
    unit: perBasis(rowUnit.many),
    tail: `95%: ${formatRange(gain, choice.unit, step)}; top ${formatPart(point.contacted, point.n)}`
  };
}

function sayAdvice({best: {contacted, share, plateau}, ranking: {n}}: Decision): Said {
  const label = "Recommended";
  if (contacted === 0) return {label, value: "Run nothing", unit: "no depth brings a gain"};
  const isSharp = plateau.from === plateau.to;
  return {
    label,
    value: `top ${formatShare(share)}`,
    unit: `of ${rowUnit.many}`,
    tail: isSharp ? "" : `any from ${formatPart(plateau.from, n)} to ${formatPart(plateau.to, n)} may be as good`
  };
}

interface Figure {
  element: HTMLElement;
  say: (said: Said) => void;
}

function figure(name: string): Figure {
  const [label, value, unit, tail] = [
    el("span", {class: "dc-label"}),
    el("strong", {class: "dc-number"}),
    el("span"),
    el("span", {class: "dc-tail"})
  ];
  return {
    element: el("p", {class: "dc-figure", "data-testid": name}, label, " ", value, " ", el("small", {}, unit, tail)),
    say(said) {
      label.textContent = said.label;
      value.textContent = said.value;
      unit.textContent = said.unit;
      tail.textContent = said.tail ? `; ${said.tail}` : "";
    }
  };
}

/** The result in words: what is recommended and how exactly that is known, and a sentence to paste. */
export function verdict(): Part<Decision> {
  const recommendation = el("p", {"data-testid": "recommendation"});
  const doubts = el("p", {class: "dc-doubts", "data-testid": "doubts"});
  const [sentence, lowest] = [el("p", {class: "dc-sentence", "data-testid": "decision"}), el("p", {class: "dc-lowest"})];
  const copy = el("button", {type: "button", class: "no-print"}, "Copy this sentence");
  const told = el("output", {class: "wi-told", "aria-live": "polite"});
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(sentence.textContent ?? "").then(
      () => (told.textContent = "Copied."),
      () => (told.textContent = "This browser does not let pages copy; select the sentence instead.")
    );
  });
  return {
    element: el("section", {class: "dc-say", "aria-label": "In words"}, recommendation, doubts, sentence, lowest, copy, " ", told),
    show(decision) {
      const {
        choice: {unit},
        best,
        profitOfAll,
        step,
        ranking: {n}
      } = decision;
      const advice = {...best, n, profitOfAll, unit, step, many: rowUnit.many};
      recommendation.textContent = describeRecommendation(advice);
      doubts.textContent = describeDoubts(advice);
      sentence.textContent = describeDecision({...decision, unit, many: rowUnit.many});
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
