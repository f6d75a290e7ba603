import type {PredictBook} from "../../../lib/book/predict.js";
import {formatInHundred} from "../../../lib/format.js";
import {el, svg} from "../../ui/dom.js";
import {setText} from "../setText.js";
import type {Part} from "./part.js";

const STEP = 10;

/** A hundred users, as many filled as churned among users that score alike, with the same in words. Only icons that change are touched. */
export function iconArray({unit, period}: Pick<PredictBook, "unit" | "period">): Part {
  const dots = Array.from({length: 100}, (_, i) => svg("circle", {cx: (i % 10) * STEP + 5, cy: Math.floor(i / 10) * STEP + 5, r: 3.6}));
  const drawing = svg("svg", {class: "wi-icons", viewBox: "0 0 100 100", "aria-hidden": "true"}, dots);
  const words = el("figcaption");
  let filled = 0;
  return {
    element: el("figure", {class: "wi-icon-box"}, drawing as unknown as HTMLElement, words),
    show({probability}) {
      const next = Math.round(probability * 100);
      for (let i = Math.min(filled, next); i < Math.max(filled, next); ++i) dots[i].classList.toggle("is-churned", i < next);
      filled = next;
      setText(words, `Of 100 ${unit?.plural ?? "users"} with this score, the model expects ${formatInHundred(probability).replace(" in 100", "")} to churn within ${period ?? "the time"} that the data covers.`);
    }
  };
}
