import type {Interval} from "../../../lib/book/common.js";
import type {OperatingPoint} from "../../../lib/decide/operatingPoint.js";
import {formatMoney, perBasis} from "../../../lib/decide/words/money.js";
import {formatPart} from "../../../lib/decide/words/part.js";
import {formatCount, formatFixed, formatShare} from "../../../lib/format.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";

/** What the line does, on out-of-fold scores and, apart, on the test rows that no choice was made on. */
export function countsTable(many: string): DecidePart {
  const body = el("tbody");
  return {
    element: el("div", {class: "table-scroll", tabindex: 0, role: "region", "aria-label": "What the line does"},
      el("table", {class: "dc-counts"},
        el("caption", {}, "What this line does"),
        el("thead", {}, el("tr", {}, el("td"), el("th", {scope: "col", class: "right"}, "Out-of-fold"), el("th", {scope: "col", class: "right"}, "Test, shown apart"))), body)),
    show({point, testPoint, profit, testProfit, choice}) {
      const rows: [string, (d: OperatingPoint) => string | Node[]][] = [
        ["Contacted", (d) => `${formatCount(d.contacted)} of ${formatCount(d.n)} (${formatPart(d.contacted, d.n)})`],
        ["Churners contacted", (d) => formatCount(d.truePositive)],
        ["Contacted in vain", (d) => formatCount(d.falsePositive)],
        ["Churners missed", (d) => formatCount(d.falseNegative)],
        ["Rightly left alone", (d) => formatCount(d.trueNegative)],
        ["Churners among the contacted (precision)", (d) => withInterval(d.precision, [d.truePositive, d.contacted])],
        ["Churners found (recall)", (d) => withInterval(d.recall, [d.truePositive, d.truePositive + d.falseNegative])],
        ["Times the average (lift)", liftOf]
      ];
      body.replaceChildren(...rows.map(([title, cell]) => el("tr", {}, el("th", {scope: "row"}, title), el("td", {class: "right"}, cell(point)), el("td", {class: "right"}, cell(testPoint)))),
        el("tr", {}, el("th", {scope: "row"}, `Gain ${perBasis(many)}`), el("td", {class: "right"}, formatMoney(profit, choice.unit)), el("td", {class: "right"}, formatMoney(testProfit, choice.unit))));
    }
  };
}

function liftOf({precision, lift, n, truePositive, falseNegative}: OperatingPoint): Node[] | string {
  if (!precision || lift === null) return "–";
  const base = (truePositive + falseNegative) / n;
  return [document.createTextNode(formatFixed(lift, 2)), el("small", {}, `95%: ${formatFixed(precision.low / base, 2)} to ${formatFixed(precision.high / base, 2)}`)];
}

function withInterval(interval: Interval | null, [part, whole]: [part: number, whole: number]): Node[] | string {
  if (!interval) return "–";
  return [document.createTextNode(formatPart(part, whole)), el("small", {}, `95%: ${formatShare(interval.low)} to ${formatShare(interval.high)}`)];
}
