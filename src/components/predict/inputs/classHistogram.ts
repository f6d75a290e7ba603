import type {PredictInput} from "../../../lib/book/predict.js";
import {svg} from "../../ui/dom.js";

const WIDTH = 100;
const HEIGHT = 24;

/**
 * How the input is distributed in each class, to stand behind its slider: retained filled, churned as a line over it.
 * Decoration: the report's data page says the same in words.
 *
 * @param range what the slider spans; bins beyond it are cut off
 */
export function classHistogram({histogram}: PredictInput, range: {min: number; max: number}): SVGSVGElement {
  const tallest = Math.max(...histogram.flatMap((d) => [d.churned, d.retained]), 1e-9);
  const x = (value: number): number => ((Math.min(range.max, Math.max(range.min, value)) - range.min) / (range.max - range.min)) * WIDTH;
  const y = (share: number): number => HEIGHT - (share / tallest) * (HEIGHT - 1);
  const outline = (share: "churned" | "retained"): string =>
    histogram.map((d) => `L${x(d.low).toFixed(2)},${y(d[share]).toFixed(2)}H${x(d.high).toFixed(2)}`).join("").replace(/^L/, "M");
  const first = x(histogram[0]?.low ?? range.min);
  const last = x(histogram[histogram.length - 1]?.high ?? range.max);
  return svg("svg", {class: "wi-hist", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true"},
    svg("path", {d: `${outline("retained")}V${HEIGHT}H${first}Z`, fill: "var(--retained-soft)"}),
    svg("path", {d: `M${first},${HEIGHT}${outline("churned").replace(/^M/, "L")}L${last},${HEIGHT}`, fill: "none", stroke: "var(--churned)", "stroke-width": 1.5, "vector-effect": "non-scaling-stroke"}));
}
