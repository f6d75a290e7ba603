import type {PredictBook} from "../../../lib/book/predict.js";
import {describeMove} from "../../../lib/whatif/words.js";
import {el} from "../../ui/dom.js";
import type {PageState} from "../state/pageState.js";

const QUIET_MS = 300;

/** Speaks which rule moved which input, once the movement rests; each moved input shows it as well. */
export function moveLine(book: PredictBook): {element: HTMLElement; show(state: PageState): void} {
  const element = el("p", {class: "visually-hidden", role: "status", "aria-live": "polite"});
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    show({moves}) {
      clearTimeout(timer);
      timer = setTimeout(() => (element.textContent = moves.map((move) => describeMove(book, move)).join(" ")), QUIET_MS);
    }
  };
}
