import {formatCount, formatShare} from "../../../lib/format.js";
import type {Confusion} from "../../../lib/metrics/confusion.js";
import {el} from "../../ui/dom.js";

/** What was said against what happened, as counts and shares of all users; the tint repeats the share. */
export function confusionTable(counts: Confusion, {caption}: {caption: string}): HTMLElement {
  const {truePositive, falsePositive, falseNegative, trueNegative} = counts;
  const n = truePositive + falsePositive + falseNegative + trueNegative;
  const cell = (users: number, kind: "churned" | "retained", word: string): HTMLElement =>
    el("td", {class: kind, style: `--share: ${users / n}`},
      el("strong", {}, formatCount(users)), el("small", {}, `${formatShare(users / n)} · ${word}`));
  return el("table", {class: "confusion"},
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, el("td", {}), el("th", {scope: "col"}, "called churned"), el("th", {scope: "col"}, "left alone"))),
    el("tbody", {},
      el("tr", {}, el("th", {scope: "row"}, "churned"), cell(truePositive, "churned", "found"), cell(falseNegative, "churned", "missed")),
      el("tr", {}, el("th", {scope: "row"}, "retained"), cell(falsePositive, "retained", "false alarm"), cell(trueNegative, "retained", "rightly left"))));
}
