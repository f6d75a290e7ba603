import {check} from "../check.js";

/** Charts get at most this many points per curve. */
export const MAX_CURVE_POINTS = 200;

/** A point of a curve, both coordinates in units of the axes. */
export type Point = readonly [number, number];

/**
 * Which points of a curve to keep so that its shape stays: both ends, then again and again the point that lies farthest from
 * the line drawn so far (Ramer, Douglas and Peucker, best first), until the number is reached or nothing is off by more than
 * the tolerance. Points on a straight line are dropped first, so a short curve is kept whole in shape.
 *
 * @param points in drawing order
 * @param maxPoints >= 2
 * @param tolerance the largest distance that nobody sees, in units of the axes
 * @returns indices into `points`, rising
 * @example thinCurve([[0, 0], [0.5, 0.5], [1, 1]]) // [0, 2]
 */
export function thinCurve(points: readonly Point[], {maxPoints = MAX_CURVE_POINTS, tolerance = 1e-4} = {}): number[] {
  check(maxPoints >= 2, {where: "thinCurve", rule: "maxPoints must be at least 2", got: maxPoints});
  if (points.length <= 2) return points.map((_, i) => i);
  const kept = [0, points.length - 1];
  const open = [findFarthest(points, 0, points.length - 1)];
  while (kept.length < maxPoints) {
    let worst = 0;
    for (let i = 1; i < open.length; ++i) if (open[i].distance > open[worst].distance) worst = i;
    const {from, to, index, distance} = open[worst];
    if (distance <= tolerance) break;
    kept.push(index);
    open.splice(worst, 1, findFarthest(points, from, index), findFarthest(points, index, to));
  }
  return kept.sort((a, b) => a - b);
}

interface Stretch {
  from: number;
  to: number;
  /** the point between them that lies farthest from their chord */
  index: number;
  /** 0 if there is none */
  distance: number;
}

function findFarthest(points: readonly Point[], from: number, to: number): Stretch {
  const [x0, y0] = points[from];
  const dx = points[to][0] - x0;
  const dy = points[to][1] - y0;
  const length = Math.hypot(dx, dy);
  const result = {from, to, index: from, distance: 0};
  for (let i = from + 1; i < to; ++i) {
    const x = points[i][0] - x0;
    const y = points[i][1] - y0;
    const distance = length === 0 ? Math.hypot(x, y) : Math.abs(x * dy - y * dx) / length;
    if (distance > result.distance) {
      result.index = i;
      result.distance = distance;
    }
  }
  return result;
}
