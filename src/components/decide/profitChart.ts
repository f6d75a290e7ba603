import type {ProfitPoint} from "../../lib/decide/money.js";
import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import {usefulShare} from "../../lib/decide/bestDepth.js";
import {traceProfit} from "../../lib/decide/money.js";
import {describeGain, formatAmount, formatMoney, perBasis} from "../../lib/decide/moneyWords.js";
import {formatCount, formatShare, tickDigits} from "../../lib/format.js";
import {liveFigure} from "./liveFigure.js";
import {xyChart} from "./xyChart.js";
import {rowUnit} from "../ui/rowUnit.js";

const HEIGHT = 280;
/** In pixels: the length of a label and the height of its line, and what the chart's margins take. */
const [LABEL, LINE, SIDES, ENDS] = [96, 24, 80, 94];

/** What each depth brings, beside contacting everybody and contacting nobody. */
export function profitChart(first: Decision): Part<Decision> {
  return liveFigure<ProfitPoint>(first, {
    claim: (decision) => claimProfit(decision),
    subtitle:
      `At your assumptions, by share of ${rowUnit.people} contacted; out-of-fold scores of ${formatCount(first.ranking.n)} ` +
      `${rowUnit.many}, the interval pale`,
    describe: ({best, ranking}) =>
      best.contacted === 0
        ? "Gain stays under that of contacting nobody at every depth."
        : best.contacted === ranking.n
          ? "Gain is highest at the end of the curve, where everybody is contacted."
          : "Gain rises to the best depth and then falls; the curve ends where deeper ones only lose.",
    height: HEIGHT,
    draw: (decision, width) => drawProfit(decision, width),
    columns: ({choice: {unit}, step}) => {
      const money = {unit, format: (value: number) => formatAmount(value, step), spoken: (value: number) => formatMoney(value, unit, step)};
      return [
        {key: "share", title: "Contacted", format: (value: number) => formatShare(value)},
        {key: "profit", title: `Gain ${perBasis(rowUnit.people)}`, ...money},
        {key: "low", title: "95% from", ...money},
        {key: "high", title: "95% to", ...money}
      ];
    },
    rows: (decision) => traceProfit(decision.ranking, decision.assumptions, {steps: 20, to: reachOf(decision)}),
    at: {x: (d) => d.share, y: (d) => d.profit, nearest: "x"},
    fileName: "profit"
  });
}

/** What depths bring, from contacting nobody to contacting everybody. */
export function claimProfit({best, ranking, choice: {unit}, profitOfAll, step}: Decision): string {
  const all = `contacting everybody ${describeGain(profitOfAll, unit, step)}`;
  if (best.contacted === ranking.n) return `No depth brings more than all: ${all}`;
  return best.contacted === 0 ? `No depth brings a gain: ${all}` : `Gain rises to the best depth, then falls: ${all}`;
}

/** How far the curve is drawn: as far as something hangs on it. */
function reachOf({ranking, assumptions, point, best}: Decision): number {
  return usefulShare(ranking, assumptions, Math.max(point.share, best.plateau.to / ranking.n));
}

function drawProfit(decision: Decision, width: number): Node {
  const {ranking, assumptions, point, gain, isFew, profitOfAll, choice} = decision;
  const to = reachOf(decision);
  const curve = traceProfit(ranking, assumptions, {to});
  const atRandom = to * profitOfAll;
  const [low, high] = [Math.min(0, ...curve.map((d) => d.low)), Math.max(0, gain.estimate, ...curve.map((d) => d.high))];
  const pad = (high - low) * 0.06 || 1;
  const nobody = placeAtZero(curve, {
    to,
    profitOfAll,
    label: LABEL / (width - SIDES),
    line: (LINE * (high - low + 2 * pad)) / (HEIGHT - ENDS)
  });
  // the straight line to what contacting everybody brings leaves the picture where it falls below the curve's lowest
  const end = atRandom < low ? low / profitOfAll : to;
  return xyChart({
    width,
    height: HEIGHT,
    x: {from: 0, to, title: `${rowUnit.people} contacted`, format: (value) => formatShare(value, tickDigits(100 * value))},
    y: {from: low - pad, to: high + pad, title: `gain ${perBasis(rowUnit.people)}`, format: (value) => formatMoney(value, choice.unit)},
    bands: [{points: curve.map((d) => [d.share, d.low, d.high]), color: "var(--champion)"}],
    lines: [
      {
        points: [
          [0, 0],
          [to, 0]
        ],
        color: "var(--muted)",
        width: 1.5,
        label: {
          text: "contact nobody",
          at: nobody.isRight ? 1 : 0,
          dx: nobody.isRight ? -4 : 4,
          dy: nobody.isAbove ? -8 : 16,
          anchor: nobody.isRight ? "end" : "start"
        }
      },
      {
        points: [
          [0, 0],
          [end / 2, (end / 2) * profitOfAll],
          [end, end * profitOfAll]
        ],
        color: "var(--baseline)",
        width: 1,
        dashed: true,
        label: {text: "at random", at: 1, dx: 8, dy: -2}
      },
      {points: curve.map((d) => [d.share, d.profit]), color: "var(--champion)", width: 2.5}
    ],
    marks:
      point.contacted === 0
        ? []
        : [{x: point.share, y: gain.estimate, label: isFew ? "your line: too few to tell" : sayMark(decision), color: "var(--accent)"}]
  });
}

function sayMark({isChosen, byValue}: Decision): string {
  return isChosen ? "your line" : byValue ? "line by risk" : "recommended"; // where each has a value the advice is no line
}

interface Crowd {
  /** the share at which the chart ends */
  to: number;
  profitOfAll: number;
  /** the label's length as a share of the chart's width, and its height in money */
  label: number;
  line: number;
}

/** Where the label of the line at zero touches least of the curve and the other lines. */
function placeAtZero(
  curve: readonly {share: number; profit: number}[],
  {to, profitOfAll, label, line}: Crowd
): {isRight: boolean; isAbove: boolean} {
  const spots = [
    {isRight: true, isAbove: true},
    {isRight: true, isAbove: false},
    {isRight: false, isAbove: false},
    {isRight: false, isAbove: true}
  ];
  const crowds = spots.map(({isRight, isAbove}) =>
    curve.reduce((sum, {share, profit}) => {
      const isBeside = isRight ? share >= to * (1 - label) : share <= to * label;
      const touches = (value: number): number => (isBeside && (isAbove ? value > 0 && value < line : value < 0 && value > -line) ? 1 : 0);
      return sum + 2 * touches(profit) + touches(share * profitOfAll); // the thin line at random matters least
    }, 0)
  );
  return spots[crowds.indexOf(Math.min(...crowds))];
}
