import type {PredictBook} from "../../../lib/book/predict.js";
import {el} from "../../ui/dom.js";
import type {PageState} from "../state/pageState.js";
import type {Store} from "../state/createStore.js";
import {headline} from "./headline.js";
import {iconArray} from "./iconArray.js";
import type {Part} from "./part.js";
import {reasons} from "./reasons.js";
import {riskScale} from "./riskScale.js";
import {trust} from "./trust.js";

/** The answer beside the inputs; on a phone its headline stays on top and the rest stands below the inputs. */
export function answerPanel(book: PredictBook, store: Store<PageState>): Part {
  const many = book.unit?.plural ?? "users";
  const top = headline(book);
  const parts = [top, iconArray(many), riskScale(book.baseRate), trust(book), reasons(book, store)];
  const [, icons, scale, trusted, why] = parts;
  const detail = el("div", {class: "wi-detail"},
    el("div", {class: "wi-picture"}, icons.element, el("div", {}, scale.element, trusted.element)), why.element);
  return {
    element: el("section", {class: "wi-answer", "aria-label": "The model’s answer"}, top.element, detail),
    show: (answer) => parts.forEach((part) => part.show(answer))
  };
}
