import type {BenefitPoint} from "../../lib/decide/netBenefit.js";
import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import {isUseful, preferenceStep, traceBenefit, usefulRange} from "../../lib/decide/netBenefit.js";
import {describeBenefit} from "../../lib/decide/figureWords.js";
import {digitsOfShare, formatCount, formatFixed, formatShare, tickDigits} from "../../lib/format.js";
import {liveFigure, perRanking} from "./liveFigure.js";
import {xyChart} from "./xyChart.js";
import {rowUnit} from "../ui/rowUnit.js";

const HEIGHT = 320;
/** A preference that the note explains: contacting so many in vain is as bad as missing one churner. */
const EXAMPLES = [
  {preference: 0.2, inVain: "four"},
  {preference: 0.02, inVain: "49"},
  {preference: 0.002, inVain: "499"}
];
const curveOf = perRanking(traceBenefit);
const mostOf = (curve: readonly BenefitPoint[]): number => curve[curve.length - 1].preference;
const percent = (share: number): string => formatShare(share, digitsOfShare(share));

type Row = BenefitPoint & {useful: string};

/** For whom the model is of use at all: benefit against preference, beside contacting all and none. */
export function benefitChart(first: Decision): Part<Decision> {
  return liveFigure<Row>(first, {
    claim: (decision) => describeBenefit(usefulRange(curveOf(decision.ranking), lineOf(decision)), lineOf(decision)),
    subtitle:
      `Benefit (churners contacted per 100 ${rowUnit.people}, less those contacted in vain at the preference’s price), by ` +
      `preference; out-of-fold scores of ${formatCount(first.ranking.n)} ${rowUnit.many}`,
    describe: () =>
      "Benefit falls as the preference rises; the model’s line lies above those of contacting all and none where it is of use.",
    height: HEIGHT,
    draw: (decision, width) => drawBenefit(decision, width),
    columns: ({ranking}) => {
      const digits = preferenceStep(ranking.baseRate) < 0.002 ? 3 : 2; // where a few in a thousand churn
      const inHundred = (value: number): string => formatFixed(value * 100, digits);
      return [
        {key: "preference", title: "Preference", format: percent},
        {key: "model", title: "The model", unit: `per 100 ${rowUnit.people}`, format: inHundred},
        {key: "contactAll", title: "Contact all", unit: `per 100 ${rowUnit.people}`, format: inHundred},
        {key: "contactNone", title: "Contact nobody", unit: `per 100 ${rowUnit.people}`, format: () => "0"},
        {key: "leastOverAll", title: "Over contacting all at least (95%)", unit: `per 100 ${rowUnit.people}`, format: inHundred},
        {key: "leastOverNone", title: "Over contacting nobody at least (95%)", unit: `per 100 ${rowUnit.people}`, format: inHundred},
        {key: "useful", title: "Clearly better than both"}
      ];
    },
    rows: ({ranking}) =>
      curveOf(ranking)
        .filter((_, i) => i % 5 === 4)
        .map((d) => ({...d, useful: isUseful(d) ? "yes" : "no"})),
    at: {x: (d) => d.preference, y: (d) => d.model, nearest: "x"},
    note: noteOf,
    fileName: "benefit"
  });
}

function noteOf({ranking}: Decision): string {
  const most = mostOf(curveOf(ranking));
  const {preference, inVain} = EXAMPLES.find((d) => d.preference <= most / 2) ?? EXAMPLES[EXAMPLES.length - 1];
  const step = preferenceStep(ranking.baseRate);
  return (
    `A preference of ${percent(preference)} means: contacting ${inVain} ${rowUnit.people} in vain is as bad as missing one churner. Clearly ` +
    `better: the 95% interval of the difference lies above zero, at every ${step === 0.01 ? "whole percent" : `step of ${percent(step)}`} of the range.`
  );
}

/** Whom one contacts from a chance on says which preference one has; nobody contacted says none. */
function lineOf({point}: Decision): number | null {
  return point.contacted === 0 ? null : point.threshold;
}

function drawBenefit(decision: Decision, width: number): Node {
  const curve = curveOf(decision.ranking);
  const line = lineOf(decision);
  const most = mostOf(curve);
  const top = Math.max(decision.ranking.baseRate / 5, ...curve.map((d) => Math.max(d.model, d.contactAll))); // 60 points
  const low = -top / 4;
  const shown = curve.filter((d) => d.contactAll >= low);
  return xyChart({
    width,
    height: HEIGHT,
    x: {from: 0, to: most, title: "preference: the chance from which you would contact", format: percent},
    y: {
      from: low,
      to: top * 1.05,
      title: `benefit per 100 ${rowUnit.people}`,
      format: (value) => formatFixed(value * 100, tickDigits(value * 100))
    },
    lines: [
      {
        points: [
          [0, 0],
          [most, 0]
        ],
        color: "var(--muted)",
        width: 1.5,
        label: {text: "contact nobody", at: 1, dx: -6, dy: 16, anchor: "end"}
      },
      {
        points: shown.map((d) => [d.preference, d.contactAll]),
        color: "var(--baseline)",
        dashed: true,
        label: {text: "contact all", at: shown.length - 1, dx: 6, dy: 0}
      },
      {
        points: curve.map((d) => [d.preference, d.model]),
        color: "var(--champion)",
        width: 2.5,
        label: {text: "the model", at: 18, dx: 8, dy: -6}
      }
    ],
    marks: line !== null && line < most ? [{x: line, label: `your line: ${formatFixed(line * 100, 1)} in 100`, color: "var(--accent)"}] : []
  });
}
