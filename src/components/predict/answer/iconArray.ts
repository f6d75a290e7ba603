import {formatInHundred} from "../../../lib/format.js";
import {el, svg} from "../../ui/dom.js";
import type {Part} from "./part.js";

const STEP = 10;

/**
 * A hundred users, as many filled as churned among users that score alike. Only icons that change are touched.
 *
 * @param unit "users"
 */
export function iconArray(unit: string): Part {
  const dots = Array.from({length: 100}, (_, i) => svg("circle", {cx: (i % 10) * STEP + 5, cy: Math.floor(i / 10) * STEP + 5, r: 3.6}));
  const drawing = svg("svg", {class: "wi-icons", viewBox: "0 0 100 100", role: "img"}, dots);
  let filled = 0;
  return {
    element: el("div", {class: "wi-icon-box"}, drawing as unknown as HTMLElement),
    show({probability}) {
      const next = Math.round(probability * 100);
      for (let i = Math.min(filled, next); i < Math.max(filled, next); ++i) dots[i].classList.toggle("is-churned", i < next);
      filled = next;
      drawing.setAttribute("aria-label", `Of 100 ${unit} with this score, the model expects ${formatInHundred(probability).replace(" in 100", "")} to churn.`);
    }
  };
}
