import type {BenefitPoint} from "../../../lib/decide/netBenefit.js";
import {traceBenefit, usefulRange} from "../../../lib/decide/netBenefit.js";
import {formatFixed, formatShare} from "../../../lib/format.js";
import type {Decision} from "../decision.js";
import type {DecidePart} from "../result/resultBox.js";
import {liveFigure} from "./liveFigure.js";
import {xyChart} from "./xyChart.js";

const percent = (share: number): string => formatShare(share, 0);

/** For whom the model is of use at all: benefit against preference, beside contacting all and none. */
export function benefitChart(first: Decision): DecidePart {
  return liveFigure<BenefitPoint>(first, {
    claim: ({ranking}) => {
      const range = usefulRange(traceBenefit(ranking));
      return range ? `The model beats contacting everybody and nobody for preferences from ${percent(range.from)} to ${percent(range.to)}` : "For no preference does the model beat both contacting everybody and nobody";
    },
    subtitle: "Benefit (churners contacted per 100 users, less those contacted in vain at the preference’s price), by preference; out-of-fold scores",
    describe: "Benefit falls as the preference rises; the model's line lies above those of contacting all and none where it is of use.",
    height: 320,
    draw: ({ranking, point}, width) => {
      const curve = traceBenefit(ranking);
      const top = Math.max(...curve.map((d) => Math.max(d.model, d.contactAll)));
      const low = -top / 4;
      return xyChart({
        width, height: 320,
        x: {from: 0, to: 0.6, title: "preference: the chance from which you would contact", format: percent},
        y: {from: low, to: top * 1.05, title: "benefit per 100 users", format: (value) => formatFixed(value * 100, 0)},
        lines: [
          {points: [[0, 0], [0.6, 0]], color: "var(--muted)", width: 1.5, label: {text: "contact nobody", at: 1, dx: -6, dy: 16, anchor: "end"}},
          {points: curve.filter((d) => d.contactAll >= low).map((d) => [d.preference, d.contactAll]), color: "var(--baseline)", dashed: true, label: {text: "contact all", at: 19, dx: -8, dy: 20, anchor: "end"}},
          {points: curve.map((d) => [d.preference, d.model]), color: "var(--champion)", width: 2.5, label: {text: "the model", at: 18, dx: 8, dy: -6}}
        ],
        marks: point.threshold < 0.6 ? [{x: point.threshold, label: `your line: ${formatShare(point.threshold)}`, color: "var(--accent)"}] : []
      });
    },
    columns: [
      {key: "preference", title: "Preference", format: percent},
      {key: "model", title: "The model", unit: "per 100 users", format: (value: number) => formatFixed(value * 100, 2)},
      {key: "contactAll", title: "Contact all", unit: "per 100 users", format: (value: number) => formatFixed(value * 100, 2)},
      {key: "contactNone", title: "Contact nobody", unit: "per 100 users", format: () => "0"}
    ],
    rows: ({ranking}) => traceBenefit(ranking).filter((_, i) => i % 5 === 4),
    note: "A preference of 20% means: contacting four users in vain is as bad as missing one churner.",
    fileName: "benefit"
  });
}
