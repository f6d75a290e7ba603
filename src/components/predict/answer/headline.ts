import type {PredictBook} from "../../../lib/book/predict.js";
import {formatInHundred} from "../../../lib/format.js";
import {compareWithBase, describeBand} from "../../../lib/whatif/words.js";
import {el} from "../../ui/dom.js";
import {setText} from "../setText.js";
import type {Part} from "./part.js";

/** The answer: the chance beside everybody's, always in view. `data-value` carries it in full precision. */
export function headline({baseRate, unit}: Pick<PredictBook, "baseRate" | "unit">): Part {
  const many = unit?.plural ?? "users";
  const number = el("strong", {class: "wi-number", "data-testid": "probability"}, "–");
  const ratio = el("span", {class: "wi-ratio"});
  const band = el("p", {class: "wi-band-words"});
  const element = el("div", {class: "wi-headline"},
    el("p", {class: "wi-says"}, el("span", {class: "wi-wide-only"}, `The model scores this ${unit?.singular ?? "user"} at `), number),
    el("p", {class: "wi-versus"}, `Across all ${many} it is `, el("b", {}, formatInHundred(baseRate)), ratio), band,
    el("p", {class: "wi-lever"},
      el("span", {class: "wi-wide-only"}, `Moving a slider shows how the score responds, not what would happen if a ${unit?.singular ?? "user"} changed.`),
      el("span", {class: "wi-narrow-only"}, "This is how the score responds, not the user.")));
  return {
    element,
    show({probability, band: refits}) {
      setText(number, formatInHundred(probability));
      number.dataset.value = String(probability);
      setText(ratio, `; this is ${compareWithBase(probability, baseRate)}.`);
      setText(band, refits ? describeBand(refits, many) : "");
    }
  };
}
