import {traceProfit} from "../../../lib/decide/money.js";
import {formatMoney} from "../../../lib/decide/words.js";
import {formatShare} from "../../../lib/format.js";
import type {Decision} from "../decision.js";
import type {DecidePart} from "../result/resultBox.js";
import {liveFigure} from "./liveFigure.js";
import {xyChart} from "./xyChart.js";

/** What each depth brings, from contacting none to contacting all. */
export function profitChart(first: Decision): DecidePart {
  return liveFigure<{share: number; profit: number}>(first, {
    claim: ({best, choice, profitOfAll}) => best.contacted === 0
      ? `No depth pays: contacting all loses ${formatMoney(Math.abs(profitOfAll), choice.unit)} per 1,000 users`
      : `Best at the top ${formatShare(best.share)}: ${formatMoney(best.profit, choice.unit)} per 1,000 users; contacting all ${profitOfAll < 0 ? "loses" : "brings"} ${formatMoney(Math.abs(profitOfAll), choice.unit)}`,
    subtitle: "Gain per 1,000 users at your assumptions, by share of users contacted; out-of-fold scores",
    describe: "Gain rises to the best depth and then falls to that of contacting all.",
    height: 340,
    draw: ({ranking, assumptions, point, profit, choice, best}, width) => {
      const curve = traceProfit(ranking, assumptions);
      const values = curve.map((d) => d.profit);
      const [low, high] = [Math.min(0, ...values), Math.max(0, best.profit, ...values)];
      const pad = (high - low) * 0.06 || 1;
      return xyChart({
        width, height: 340,
        x: {from: 0, to: 1, title: "users contacted", format: (value) => formatShare(value, 0)},
        y: {from: low - pad, to: high + pad, title: "gain per 1,000 users", format: (value) => formatMoney(value, choice.unit)},
        lines: [
          {points: [[0, 0], [1, 0]], color: "var(--muted)", width: 1.5, label: {text: "contact nobody", at: 1, dx: -6, dy: -8, anchor: "end"}},
          {points: [[0, 0], [1, values[values.length - 1]]], color: "var(--baseline)", dashed: true, label: {text: "at random", at: 1, dx: -70, dy: -34, anchor: "end"}},
          {points: curve.map((d) => [d.share, d.profit]), color: "var(--champion)", width: 2.5}
        ],
        marks: [{x: point.share, y: profit, label: `your line: ${formatMoney(profit, choice.unit)}`, color: "var(--accent)"}]
      });
    },
    columns: [
      {key: "share", title: "Users contacted", format: (value: number) => formatShare(value, 0)},
      {key: "profit", title: "Gain per 1,000 users", format: (value: number) => value.toFixed(2)}
    ],
    rows: ({ranking, assumptions}) => traceProfit(ranking, assumptions, 20),
    fileName: "profit"
  });
}
