import {describe, expect, it} from "vitest";
import {meanInterval} from "../../../lib/statistics/intervals.js";

describe("meanInterval(values, {groups, level})", () => {
  const values = [3, 5, 4, 9, 8, 7, 1, 2];

  it("is mean ± t s / sqrt(n)", () => {
    const {estimate, low, high, standardError} = meanInterval(values);
    expect(estimate).toBe(4.875);
    expect(standardError).toBeCloseTo(Math.sqrt(58.875 / 7 / 8), 12);
    expect(high - estimate).toBeCloseTo(2.364624251592784 * standardError, 9); // scipy.stats.t.ppf(0.975, 7)
    expect(estimate - low).toBeCloseTo(high - estimate, 12);
  });

  it("counts groups, not rows: copies of a row add nothing", () => {
    const copied = values.flatMap((value) => [value, value, value]);
    const groups = values.flatMap((_, i) => [i, i, i]);
    const once = meanInterval(values);
    const grouped = meanInterval(copied, {groups});
    for (const key of ["estimate", "low", "high", "standardError"] as const) expect(grouped[key]).toBeCloseTo(once[key], 12);
    expect(meanInterval(copied).standardError).toBeLessThan(0.7 * once.standardError);
  });

  it("refuses one row, one group, and values that are not finite", () => {
    expect(() => meanInterval([1])).toThrow("meanInterval: there must be finite values of two rows");
    expect(() => meanInterval([1, 2], {groups: [5, 5]})).toThrow("got 2 values of 1");
    expect(() => meanInterval([1, NaN])).toThrow("with the sum NaN");
  });
});
