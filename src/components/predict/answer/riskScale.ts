import {formatInHundred} from "../../../lib/format.js";
import {el} from "../../ui/dom.js";
import {setText} from "../setText.js";
import type {Part} from "./part.js";

/** The chance on a line from 0 to 100, beside the base rate, the refit band and the contact line. A picture of the words above it. */
export function riskScale(baseRate: number): Part {
  const mark = el("span", {class: "wi-mark"});
  const band = el("span", {class: "wi-band"});
  const lineText = el("span");
  const line = el("span", {class: "wi-contact"}, lineText);
  const base = el("span", {class: "wi-base-tick", style: `--at: ${baseRate}`}, el("span", {}, `all: ${Math.round(baseRate * 100)}`));
  const element = el("div", {class: "wi-scale", "aria-hidden": "true"},
    el("div", {class: "wi-scale-line"}, band, base, line, mark), el("div", {class: "wi-scale-ends"}, el("span", {}, "0"), el("span", {}, "50"), el("span", {}, "100 in 100")));
  return {
    element,
    show({probability, band: refits, threshold}) {
      mark.style.setProperty("--at", String(probability));
      mark.title = formatInHundred(probability);
      band.hidden = refits === null;
      if (refits) {
        band.style.setProperty("--at", String(refits.low));
        band.style.setProperty("--size", String(refits.high - refits.low));
      }
      line.hidden = threshold === null;
      element.classList.toggle("has-line", threshold !== null);
      if (threshold === null) return;
      line.style.setProperty("--at", String(threshold));
      line.classList.toggle("is-late", threshold > 0.6);
      setText(lineText, `contact line: ${Number((threshold * 100).toFixed(1))}`);
    }
  };
}
