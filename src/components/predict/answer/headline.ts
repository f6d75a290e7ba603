import type {PredictBook} from "../../../lib/book/predict.js";
import {formatInHundred} from "../../../lib/format.js";
import {compareWithBase, describeBand, describeRefits} from "../../../lib/whatif/words.js";
import {lowerFirst} from "../../../lib/whatif/values.js";
import {el} from "../../ui/dom.js";
import {setText} from "../setText.js";
import type {Part} from "./part.js";

/**
 * The answer: the chance beside everybody's, and that no slider is a lever; always in view. `data-value` carries it in
 * full precision. A phone has room for the same in fewer words.
 */
export function headline({baseRate, unit, refits: shipped, models}: Pick<PredictBook, "baseRate" | "unit" | "refits" | "models">): Part {
  const [one, many] = [unit?.singular ?? "user", unit?.plural ?? "users"];
  const number = el("strong", {class: "wi-number", "data-testid": "probability"}, "–");
  const ratio = el("span", {class: "wi-ratio wi-wide-only"});
  const [band, shortBand] = [el("span", {class: "wi-wide-only"}), el("span", {class: "wi-narrow-only"})];
  const refitted = models.find((d) => d.name === shipped?.model)?.title ?? null;
  const element = el("section", {class: "wi-headline", "aria-label": "The model’s answer"},
    el("p", {class: "wi-says"}, wide(`The model scores this ${one} at `), number),
    el("div", {class: "wi-beside"},
      el("p", {class: "wi-versus"}, wide(`Across all ${many} it is `), narrow(`all ${many}: `), el("b", {}, formatInHundred(baseRate)), ratio),
      el("p", {class: "wi-band-words"}, band, shortBand)),
    el("p", {class: "wi-lever"},
      wide(`Moving a slider shows how the score responds, not what would happen if a ${one} changed.`),
      narrow(`A slider moves the score, not the ${one}.`)));
  return {
    element,
    show({probability, band: refits}) {
      setText(number, formatInHundred(probability));
      number.dataset.value = String(probability);
      setText(ratio, `; this is ${compareWithBase(probability, baseRate)}.`);
      setText(band, refits ? describeBand(refits, many) : missingBand(refitted));
      setText(shortBand, refits ? `refits: ${describeRefits(refits)}` : "no refits of this model");
    }
  };
}

function missingBand(refitted: string | null): string {
  return refitted ? `No refit band: only ${lowerFirst(refitted)} was fitted again on other samples.` : "No refit band: no model was fitted again on other samples.";
}

function wide(text: string): HTMLElement {
  return el("span", {class: "wi-wide-only"}, text);
}

function narrow(text: string): HTMLElement {
  return el("span", {class: "wi-narrow-only"}, text);
}
