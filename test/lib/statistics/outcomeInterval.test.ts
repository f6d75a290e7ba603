import {describe, expect, test} from "vitest";
import {outcomeInterval} from "../../../lib/statistics/intervals.js";

describe("outcomeInterval(outcomes, n)", () => {
  test("is the normal interval of the mean over all rows, those without an outcome too", () => {
    const rows = [...Array<number>(30).fill(4.5), ...Array<number>(50).fill(-2.5), ...Array<number>(120).fill(0)];
    const mean = rows.reduce((sum, d) => sum + d, 0) / rows.length;
    const error = Math.sqrt(rows.reduce((sum, d) => sum + (d - mean) ** 2, 0)) / rows.length;
    const {estimate, low, high} = outcomeInterval(
      [
        [30, 4.5],
        [50, -2.5]
      ],
      200
    );
    expect(estimate).toBeCloseTo(mean, 12);
    expect(high - estimate).toBeCloseTo(1.959963984540054 * error, 12);
    expect(estimate - low).toBeCloseTo(1.959963984540054 * error, 12);
  });
  test("has no width where all bring the same, and another at another level", () => {
    expect(outcomeInterval([[10, 2]], 10)).toEqual({estimate: 2, low: 2, high: 2});
    expect(outcomeInterval([[50, 1]], 100, {level: 0.8}).high).toBeLessThan(outcomeInterval([[50, 1]], 100).high);
  });
  test("refuses more rows than there are", () => {
    expect(() => outcomeInterval([[3, 1]], 2)).toThrow("outcomeInterval: n must be > 0 and hold every row with an outcome; got 3 of 2.");
  });
});
