import type {PredictBook} from "../../../lib/book/predict.js";
import {findWarnings} from "../../../lib/whatif/setting/setInput.js";
import {joinWords, lowerFirst} from "../../../lib/whatif/values.js";
import {describeLine, describeSupport} from "../../../lib/whatif/words.js";
import {el} from "../../ui/dom.js";
import {setText} from "../setText.js";
import type {Part} from "./part.js";

/** What to hold of the number: how many users are like this one, which rule the setting strains, where the contact line lies. */
export function trust(book: PredictBook): Part {
  const {unit} = book;
  const many = unit?.plural ?? "users";
  const support = el("p", {class: "wi-support"});
  const strained = el("p", {class: "wi-strained", hidden: true});
  const line = el("p", {class: "wi-line"});
  const words = el("span");
  const link = el("a", {href: `./decide${location.search}`, class: "no-print"});
  line.append(words, link);
  return {
    element: el("div", {class: "wi-trust"}, support, strained, line),
    show({support: near, threshold, probability, row}) {
      const warnings = findWarnings(book, row);
      strained.hidden = warnings.length === 0;
      if (warnings.length > 0) setText(strained, `Unusual: ${joinWords(warnings.map(lowerFirst))}, yet here they do.`);
      support.hidden = near === null;
      if (near) {
        setText(support, describeSupport(near, many));
        support.dataset.level = near.level;
      }
      setText(words, threshold === null ? "No contact line is set. " : `${describeLine(probability, threshold)} `);
      setText(link, threshold === null ? "Choose a contact line" : "Change it");
      line.dataset.side = threshold === null ? "none" : probability >= threshold ? "above" : "below";
    }
  };
}
