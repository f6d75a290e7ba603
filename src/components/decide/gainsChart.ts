import type {GainsPoint, Ranking} from "../../lib/decide/ranking.js";
import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import {traceGains} from "../../lib/decide/ranking.js";
import {pointAt} from "../../lib/decide/contactLine.js";
import {nameFew, formatPart} from "../../lib/decide/moneyWords.js";
import {formatCount, formatFixed, formatShare} from "../../lib/format.js";
import {lineAtShare} from "../../lib/decide/bookLine.js";
import {liveFigure, perRanking} from "./liveFigure.js";
import {xyChart} from "./xyChart.js";
import {rowUnit} from "../ui/rowUnit.js";

const HEIGHT = 340;
/** What the claim is about while nobody is contacted. */
const USUAL_SHARE = 0.1;
const curveOf = perRanking((ranking) => traceGains(ranking));
/** A share that is no rounding. */
const LEAST = 1e-9;
const percent = (share: number): string => formatShare(share, 0);

/** How many of the churners a depth finds, against contacting at random and against knowing everything. */
export function gainsChart(first: Decision): Part<Decision> {
  return liveFigure<GainsPoint>(first, {
    claim: (decision) => claimGains(decision),
    subtitle:
      `Share of churners found, by share of ${rowUnit.people} contacted, highest score first; out-of-fold scores of ${formatCount(first.ranking.n)} ` +
      `${rowUnit.many}, 95% interval pale`,
    describe: ({ranking}) => describeGains(ranking),
    height: HEIGHT,
    draw: ({ranking, point}, width) => {
      const curve = curveOf(ranking);
      return xyChart({
        width,
        height: HEIGHT,
        x: {from: 0, to: 1, title: `${rowUnit.people} contacted`, format: percent},
        y: {from: 0, to: 1, title: "churners found", format: percent},
        bands: [{points: curve.map((d) => [d.share, d.low, d.high]), color: "var(--champion)"}],
        lines: [
          {
            points: curve.map((d) => [d.share, d.random]),
            color: "var(--baseline)",
            dashed: true,
            label: {text: "at random", at: 72, dy: 18}
          },
          {
            points: [
              [0, 0],
              [ranking.baseRate, 1],
              [1, 1]
            ],
            color: "var(--muted)",
            dashed: true,
            width: 1.5,
            label: {text: "knowing everything", at: 1, dx: 8, dy: 16}
          },
          {
            points: curve.map((d) => [d.share, d.model]),
            color: "var(--champion)",
            width: 2.5,
            label: {text: "the model", at: 45, dx: 6, dy: 16}
          }
        ],
        marks:
          point.contacted === 0
            ? []
            : [
                {
                  x: point.share,
                  y: point.recall.estimate,
                  label: `your line: top ${formatPart(point.contacted, point.n)}`,
                  color: "var(--accent)"
                }
              ]
      });
    },
    columns: () => [
      {key: "share", title: "Contacted", format: percent},
      {key: "model", title: "Churners found", format: (value: number) => formatShare(value)},
      {key: "low", title: "95% from", format: (value: number) => formatShare(value)},
      {key: "high", title: "95% to", format: (value: number) => formatShare(value)},
      {key: "random", title: "At random", format: percent},
      {key: "perfect", title: "Knowing everything", format: percent}
    ],
    rows: ({ranking}) => curveOf(ranking).filter((_, i) => i % 5 === 0),
    at: {x: (d) => d.share, y: (d) => d.model, nearest: "x"},
    fileName: "gains"
  });
}

/** What the line of the model does, beside that of contact at random. */
export function describeGains(ranking: Ranking): string {
  const ahead = curveOf(ranking).map(({model, random}) => model - random);
  const [isAbove, isUnder] = [ahead.some((d) => d > LEAST), ahead.some((d) => d < -LEAST)];
  if (!isAbove && !isUnder) return "The model’s line is the diagonal of random contact.";
  const where = isAbove && isUnder ? "crosses" : isAbove ? "rises above" : "stays under";
  return `The model’s line ${where} the diagonal of random contact, and stays under that of perfect knowledge.`;
}

/** What share of the churners the line finds. */
export function claimGains({point, isFew, ranking}: Decision): string {
  if (isFew) return `Your line picks ${nameFew(point, rowUnit.many)}: too few to tell how well such a line finds churners`;
  const {contacted, n, truePositive, falseNegative, lift} =
    point.contacted === 0 ? pointAt(ranking, lineAtShare(ranking, USUAL_SHARE)) : point;
  if (point.contacted === 0 && contacted === n)
    return `These scores put no ${rowUnit.one} before another: a share of them holds as many of the churners as chance would find`;
  if (contacted === n) return `Contacting all ${rowUnit.people} finds all of the churners, and needs no score`;
  const times = lift === null ? "" : `, ${formatFixed(lift, 1)} times what chance would find`;
  return `The top ${formatPart(contacted, n)} of ${rowUnit.people} hold ${formatPart(truePositive, truePositive + falseNegative, 0)} of the churners${times}`;
}
