import type {PredictBook} from "../../../lib/book/predict.js";
import {findWarnings} from "../../../lib/whatif/setInput.js";
import {describeMove, lowerFirst} from "../../../lib/whatif/words.js";
import {el} from "../../ui/dom.js";
import type {PageState} from "../state/pageState.js";
import {presentRow} from "../state/pageState.js";

/** Which rule moved which input, and which rule the setting strains. */
export function moveLine(book: PredictBook): {element: HTMLElement; show(state: PageState): void} {
  const element = el("output", {class: "wi-moves", "aria-live": "polite"});
  let shown = "";
  return {
    element,
    show(state) {
      const texts = state.moves.map((move) => describeMove(book, move));
      const warnings = findWarnings(book, presentRow(state)).map((title) => `Unusual: ${lowerFirst(title)}, and here they do.`);
      const text = [...texts, ...warnings].join(" ");
      if (text === shown) return;
      shown = text;
      element.textContent = text;
    }
  };
}
