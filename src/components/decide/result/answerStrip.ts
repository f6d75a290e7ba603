import {describeGain, formatMoney, perBasis} from "../../../lib/decide/words/money.js";
import {formatPart} from "../../../lib/decide/words/part.js";
import {formatFixed, formatShare} from "../../../lib/format.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import type {Decision} from "../state/decision.js";

/** The answer in three figures, break-even first. It stays on screen while the assumptions move. */
export function answerStrip(many: string): DecidePart {
  const [needed, gain, advice] = [figure("break-even"), figure("gain"), figure("advice")];
  return {
    element: el("section", {class: "dc-strip", "aria-label": "Result"}, needed.element, gain.element, advice.element),
    show(decision) {
      const {breakEven, best, choice} = decision;
      needed.element.dataset.value = String(breakEven);
      needed.say(sayNeeded(decision));
      gain.say(sayGain(decision, many));
      advice.say(best.contacted === 0
        ? {label: "Recommended", value: "Run nothing", tail: "no depth brings a gain"}
        : {label: "Recommended", value: `top ${formatShare(best.share)}`, tail: describeGain(best.profit, choice.unit)});
    }
  };
}

interface Said {
  label: string;
  value: string;
  tail: string;
}

function sayNeeded({breakEven, isNothing, point, lowest, assumptions}: Decision): Said {
  const label = "Must save";
  const assumed = `you assume ${formatShare(assumptions.saveRate)}`;
  const reached = "or more of the churners reached";
  if (point.contacted === 0 && !isNothing) return {label, value: "–", tail: "nobody is contacted"};
  if (!(breakEven <= 1)) return {label, value: "–", tail: "no save rate pays"};
  if (breakEven === 0) return {label, value: "0%", tail: "contact costs nothing"};
  return {label, value: formatShare(breakEven), tail: isNothing ? `${reached}, at the top ${formatPart(lowest.contacted, point.n)}; ${assumed}` : `${reached}; ${assumed}`};
}

function sayGain({isNothing, point, profit, choice}: Decision, many: string): Said {
  const value = formatMoney(profit, choice.unit);
  if (point.contacted === 0) return {label: isNothing ? "Running nothing brings" : "Your line brings", value, tail: "nobody is contacted"};
  return {label: "Your line brings", value, tail: `${perBasis(many)}; top ${formatPart(point.contacted, point.n)}, from ${formatFixed(point.threshold * 100, 1)} in 100`};
}

interface Figure {
  element: HTMLElement;
  say: (said: Said) => void;
}

function figure(name: string): Figure {
  const [label, value, tail] = [el("span", {class: "dc-label"}), el("strong", {class: "dc-number"}), el("small")];
  return {
    element: el("p", {class: "dc-figure", "data-testid": name}, label, " ", value, " ", tail),
    say(said) {
      label.textContent = said.label;
      value.textContent = said.value;
      tail.textContent = said.tail;
    }
  };
}
