import type {GainsPoint} from "../../../lib/decide/gains.js";
import {traceGains} from "../../../lib/decide/gains.js";
import {formatFixed, formatShare} from "../../../lib/format.js";
import type {Decision} from "../decision.js";
import type {DecidePart} from "../result/resultBox.js";
import {liveFigure} from "./liveFigure.js";
import {xyChart} from "./xyChart.js";

const percent = (share: number): string => formatShare(share, 0);

/** How many of the churners a depth finds, against contacting at random and against knowing everything. */
export function gainsChart(first: Decision): DecidePart {
  return liveFigure<GainsPoint>(first, {
    claim: ({point}) => `The top ${formatShare(point.share)} of users hold ${percent(point.recall.estimate)} of the churners${point.lift === null ? "" : `, ${formatFixed(point.lift, 1)} times what chance would find`}`,
    subtitle: "Share of churners found, by share of users contacted, highest score first; out-of-fold scores",
    describe: "The model's line rises above the diagonal of random contact and stays under that of perfect knowledge.",
    height: 340,
    draw: ({ranking, point}, width) => {
      const curve = traceGains(ranking);
      return xyChart({
        width, height: 340,
        x: {from: 0, to: 1, title: "users contacted", format: percent},
        y: {from: 0, to: 1, title: "churners found", format: percent},
        lines: [
          {points: curve.map((d) => [d.share, d.random]), color: "var(--baseline)", dashed: true, label: {text: "at random", at: 72, dy: 18}},
          {points: [[0, 0], [ranking.baseRate, 1], [1, 1]], color: "var(--muted)", dashed: true, width: 1.5, label: {text: "knowing everything", at: 1, dx: 8, dy: 16}},
          {points: curve.map((d) => [d.share, d.model]), color: "var(--champion)", width: 2.5, label: {text: "the model", at: 45, dx: 6, dy: 16}}
        ],
        marks: [{x: point.share, y: point.recall.estimate, label: `your line: ${formatShare(point.share)}`, color: "var(--accent)"}]
      });
    },
    columns: [
      {key: "share", title: "Users contacted", format: percent},
      {key: "model", title: "Churners found", format: (value: number) => formatShare(value)},
      {key: "random", title: "At random", format: percent},
      {key: "perfect", title: "Knowing everything", format: percent}
    ],
    rows: ({ranking}) => traceGains(ranking, 20),
    fileName: "gains"
  });
}
