import type {PredictBook} from "../../../lib/book/predict.js";
import {el} from "../../ui/dom.js";
import type {Store} from "../state/createStore.js";
import type {PageState} from "../state/pageState.js";
import {headline} from "./headline.js";
import {iconArray} from "./iconArray.js";
import type {Part} from "./part.js";
import {reasons} from "./reasons.js";
import {riskScale} from "./riskScale.js";
import {trust} from "./trust.js";

/** The answer in two pieces: the headline, which stays on top wherever one reads, and what stands beside the inputs. */
export function answerPanel(book: PredictBook, store: Store<PageState>): Part & {headline: HTMLElement} {
  const parts = [headline(book), iconArray(book), riskScale(book.baseRate), trust(book), reasons(book, store)];
  const [top, icons, scale, trusted, why] = parts;
  return {
    headline: top.element,
    element: el("section", {class: "wi-answer", "aria-label": "What the answer rests on"},
      el("div", {class: "wi-picture"}, icons.element, el("div", {}, scale.element, trusted.element)), why.element),
    show: (answer) => parts.forEach((part) => part.show(answer))
  };
}
