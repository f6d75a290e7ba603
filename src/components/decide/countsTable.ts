import type {Decision} from "./decision.js";
import type {Interval} from "../../lib/book/common.js";
import type {Assumptions} from "../../lib/decide/money.js";
import type {OperatingPoint} from "../../lib/decide/contactLine.js";
import type {Part} from "../ui/dom.js";
import {isTooFew, breakEvenInterval} from "../../lib/decide/bestDepth.js";
import {formatRates} from "../../lib/decide/decisionWords.js";
import {formatMoney, formatRange, perBasis, formatPart} from "../../lib/decide/moneyWords.js";
import {formatCount, formatFixed, formatShare} from "../../lib/format.js";
import {el} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";

/** What the line does, on out-of-fold scores and, apart, on the test rows that no choice was made on. */
export function countsTable(): Part<Decision> {
  const body = el("tbody");
  return {
    element: el(
      "div",
      {class: "table-scroll", tabindex: 0, role: "region", "aria-label": "What the line does"},
      el(
        "table",
        {class: "dc-counts"},
        el("caption", {}, "What this line does"),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("td"),
            el("th", {scope: "col", class: "right"}, "Out-of-fold"),
            el("th", {scope: "col", class: "right"}, "Test, shown apart")
          )
        ),
        body
      )
    ),
    show({point, testPoint, gain, testGain, isFew, step, choice, assumptions}) {
      const rows: [string, (d: OperatingPoint) => string | Node[]][] = [
        ["Contacted", (d) => `${formatCount(d.contacted)} of ${formatCount(d.n)} (${formatPart(d.contacted, d.n)})`],
        ["Churners contacted", (d) => formatCount(d.truePositive)],
        ["Contacted in vain", (d) => formatCount(d.falsePositive)],
        ["Churners missed", (d) => formatCount(d.falseNegative)],
        ["Rightly left alone", (d) => formatCount(d.trueNegative)],
        ["Churners among the contacted (precision)", (d) => withInterval(d.precision, [d.truePositive, d.contacted])],
        ["Churners found (recall)", (d) => withInterval(d.recall, [d.truePositive, d.truePositive + d.falseNegative])],
        ["Times the average (lift)", liftOf],
        ["Break-even save rate", (d) => breakEvenOf(d, assumptions)]
      ];
      const gainOf = (interval: Interval | null, d: OperatingPoint): string | Node[] => {
        if (d.contacted === 0) return formatMoney(0, choice.unit);
        return interval === null
          ? "too few to tell"
          : withRange(formatMoney(interval.estimate, choice.unit, step), formatRange(interval, choice.unit, step));
      };
      body.replaceChildren(
        ...rows.map(([title, cell]) => tableRow(title, cell(point), testPoint ? cell(testPoint) : "too few")),
        tableRow(
          `Gain ${perBasis(rowUnit.people)}`,
          gainOf(isFew ? null : gain, point),
          testPoint ? gainOf(testGain, testPoint) : "too few"
        )
      );
    }
  };
}

function tableRow(title: string, ...cells: (string | Node[])[]): HTMLTableRowElement {
  return el(
    "tr",
    {},
    el("th", {scope: "row"}, title),
    cells.map((cell) => el("td", {class: "right"}, cell))
  );
}

function breakEvenOf(point: OperatingPoint, assumptions: Assumptions): Node[] | string {
  if (!point.precision) return "–";
  if (isTooFew(point)) return "too few to tell";
  const interval = breakEvenInterval(point.precision, assumptions);
  return interval.estimate <= 1 ? withRange(formatShare(interval.estimate), formatRates(interval)) : "none pays";
}

function withRange(text: string, range: string): Node[] {
  return [document.createTextNode(text), el("small", {}, `95%: ${range}`)];
}

function liftOf({precision, lift, n, truePositive, falseNegative}: OperatingPoint): Node[] | string {
  if (!precision || lift === null) return "–";
  const base = (truePositive + falseNegative) / n;
  return withRange(formatFixed(lift, 2), `${formatFixed(precision.low / base, 2)} to ${formatFixed(precision.high / base, 2)}`);
}

function withInterval(interval: Interval | null, [part, whole]: [part: number, whole: number]): Node[] | string {
  if (!interval) return "–";
  return withRange(formatPart(part, whole), `${formatShare(interval.low)} to ${formatShare(interval.high)}`);
}
