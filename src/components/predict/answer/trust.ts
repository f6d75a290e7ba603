import type {PredictBook} from "../../../lib/book/predict.js";
import {describeLine, describeSupport} from "../../../lib/whatif/words.js";
import {el} from "../../ui/dom.js";
import type {Part} from "./part.js";

/** What to hold of the number: how many users are like this one, and where the contact line lies. */
export function trust({unit}: Pick<PredictBook, "unit">): Part {
  const many = unit?.plural ?? "users";
  const support = el("p", {class: "wi-support"});
  const line = el("p", {class: "wi-line"});
  const words = el("span");
  line.append(words, el("a", {href: "./decide", class: "no-print"}, "Choose a contact line"));
  return {
    element: el("div", {class: "wi-trust"}, support, line),
    show({support: near, threshold, probability}) {
      support.hidden = near === null;
      if (near) {
        support.textContent = describeSupport(near, many);
        support.dataset.level = near.level;
      }
      words.textContent = threshold === null ? "No contact line is set. " : `${describeLine(probability, threshold)} `;
      line.dataset.side = threshold === null ? "none" : probability >= threshold ? "above" : "below";
    }
  };
}
