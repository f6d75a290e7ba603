import type {PredictInput} from "../../lib/book/predict.js";
import {formatValue} from "../../lib/format.js";
import {el, setText} from "../ui/dom.js";

/** What stands under a slider: its ends, what its curve says or why it moved, and the way beyond. */
interface SliderEnds {
  element: HTMLElement;
  show(limits: {min: number; max: number}, isWide: boolean): void;
  explain(reason: string | null): void;
  /** what the curve says while there is no reason to explain */
  claim(text: string): void;
  /** what is under the pointer comes before both; null: nothing is */
  point(text: string | null): void;
}

/** The button stays one and the same, so that it keeps the focus when it is pressed. @param onToggle asked to widen or to narrow */
export function sliderEnds(input: PredictInput, onToggle: () => void): SliderEnds {
  const [from, to] = [el("span"), el("span")];
  const middle = el("span", {class: "wi-claim"});
  const said = {claim: "", reason: null as string | null, pointed: null as string | null};
  const say = (): void => {
    setText(middle, said.pointed ?? said.reason ?? said.claim);
    middle.classList.toggle("is-moved", said.pointed === null && said.reason !== null);
  };
  const canWiden = input.min < input.low || input.max > input.high;
  const button = el("button", {
    type: "button",
    class: "wi-widen",
    title:
      `The slider can go from ${formatValue(input.min)} to ${formatValue(input.max)}; ` +
      `usual values are ${formatValue(input.low)} to ${formatValue(input.high)}`
  });
  button.addEventListener("click", onToggle);
  return {
    element: el("div", {class: "wi-ends"}, from, middle, canWiden ? button : null, to),
    show({min, max}, isWide) {
      setText(from, formatValue(min));
      setText(to, formatValue(max));
      setText(button, isWide ? "usual range" : "go beyond");
      button.classList.toggle("is-wide", isWide);
      button.setAttribute(
        "aria-label",
        `${input.title}: ` +
          `${isWide ? "usual range; brings the value back into it" : `go beyond the usual range, to ${formatValue(input.min)} to ${formatValue(input.max)}`}`
      );
    },
    explain(reason) {
      said.reason = reason;
      say();
    },
    claim(text) {
      said.claim = text;
      say();
    },
    point(text) {
      said.pointed = text;
      say();
    }
  };
}
