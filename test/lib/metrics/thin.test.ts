import type {Point} from "../../../lib/metrics/thin.js";
import {describe, expect, it} from "vitest";
import {thinCurve} from "../../../lib/metrics/thin.js";

describe("thinCurve(points, {maxPoints, tolerance})", () => {
  it("drops what lies on a straight line", () => {
    expect(
      thinCurve([
        [0, 0],
        [0.5, 0.5],
        [1, 1]
      ])
    ).toEqual([0, 2]);
  });

  it("keeps corners", () => {
    expect(
      thinCurve([
        [0, 0],
        [0, 0.5],
        [0, 1],
        [0.5, 1],
        [1, 1]
      ])
    ).toEqual([0, 2, 4]);
  });

  it("keeps the curve within the tolerance when there is room", () => {
    const points = Array.from({length: 5000}, (_, i): Point => [i / 4999, Math.sqrt(i / 4999)]);
    const kept = thinCurve(points, {tolerance: 1e-3});
    expect(kept.length).toBeLessThan(60);
    const off = points.map(([x, y]) => {
      const right = Math.max(
        1,
        kept.findIndex((i) => points[i][0] >= x)
      );
      const [[x0, y0], [x1, y1]] = [points[kept[right - 1]], points[kept[right]]];
      return Math.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / Math.hypot(x1 - x0, y1 - y0);
    });
    expect(Math.max(...off)).toBeLessThanOrEqual(1e-3);
  });

  it("never gives more than it is allowed", () => {
    const points = Array.from({length: 1000}, (_, i): Point => [i / 999, i % 2]);
    expect(thinCurve(points, {maxPoints: 50}).length).toBe(50);
    expect(() => thinCurve(points, {maxPoints: 1})).toThrow("thinCurve: maxPoints must be at least 2; got 1.");
  });

  it("keeps both ends, also of a curve that returns to its start", () => {
    expect(
      thinCurve([
        [0, 0],
        [1, 1],
        [0, 0]
      ])
    ).toEqual([0, 1, 2]);
  });
});
