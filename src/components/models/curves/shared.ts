import * as Plot from "@observablehq/plot";
import {formatCount} from "../../../lib/format.js";
import {formatLine} from "../../../lib/whatif/values.js";
import {colors} from "../../ui/colors.js";
import type {EvidenceSet} from "../evidence.js";
import type {DrawnEvidence} from "./pairOf.js";

/** What a chart's drawing reads anew at each redraw. */
export interface Marked {
  threshold: number;
}

/** About as tall as a third of the page is wide, so that the curves are nearly square. */
export const CURVE_HEIGHT = 340;

/** "11,439 users, out-of-fold scores". */
export function describeUsers({n, set}: {n: number; set: EvidenceSet}): string {
  return `${formatCount(n)} users, ${set === "test" ? "test rows" : "out-of-fold scores"}`;
}

/** The second model's curve is dashed as well, so that colour is not alone in telling them apart. */
export function curveMarks<P>(models: readonly DrawnEvidence[], read: {points: (d: DrawnEvidence) => readonly P[]; x: (d: P) => number; y: (d: P) => number}): Plot.Markish[] {
  return models.map((model, i) => {
    const points = read.points(model);
    if (points.length === 1) return Plot.dot(points, {x: read.x, y: read.y, fill: model.color, r: 4});
    return Plot.line(points, {x: read.x, y: read.y, stroke: model.color, strokeWidth: 2.5, strokeDasharray: i === 0 ? undefined : "6,4"});
  });
}

/** Where the threshold lies on each curve, with its value beside the first. */
export function thresholdMarks(points: readonly {x: number; y: number; color: string}[], threshold: number, {above = false} = {}): Plot.Markish[] {
  return [
    Plot.dot(points, {x: "x", y: "y", r: 6, fill: "color", stroke: colors.paper, strokeWidth: 2}),
    Plot.text(points.slice(0, 1), {
      x: "x", y: "y", text: [formatLine(threshold)], dx: 10, dy: above ? -12 : 12, textAnchor: "start", fontWeight: 600, fill: colors.ink, stroke: colors.paper, strokeWidth: 4
    })
  ];
}

/** Names of the models, each in its own colour, at the given corner; the dash repeated in words. */
export function nameMarks(models: readonly DrawnEvidence[], anchor: "bottom-right" | "top-right" | "top-left"): Plot.Markish[] {
  const step = anchor === "bottom-right" ? -17 : 17;
  const first = anchor === "bottom-right" ? -10 : 10;
  return models.map((model, i) =>
    Plot.text([model], {
      frameAnchor: anchor,
      text: [`${i === 0 ? "━" : "╍"} ${model.title}`],
      dx: anchor === "top-left" ? 8 : -8,
      dy: first + step * (anchor === "bottom-right" ? models.length - 1 - i : i),
      fill: model.color,
      fontWeight: 600,
      stroke: colors.paper,
      strokeWidth: 4
    })
  );
}
