import {describe, expect, it} from "vitest";
import {incompleteBeta, logGamma, lowerGamma, upperGamma} from "../../../lib/statistics/specialFunctions.js";
import {
  chiSquareNoncentrality,
  chiSquareUpperTail,
  noncentralChiSquareCdf,
  normalCdf,
  normalQuantile,
  normalReach,
  normalTwoSided,
  studentReach,
  studentTwoSided
} from "../../../lib/statistics/distributions.js";
import {kolmogorovUpperTail} from "../../../lib/statistics/kolmogorovSmirnov.js";
import {oracle} from "../metrics/oracle.js";

/** Relative where the number is small: a p-value of 1e-20 must not pass for one of 1e-15. */
function expectClose(actual: number, expected: number, tolerance: number): void {
  const scale = Math.abs(expected) > 1e-300 ? Math.abs(expected) : 1;
  expect(Math.abs(actual - expected) / scale).toBeLessThan(tolerance);
}

describe("distributions agree with scipy, also in their tails", () => {
  const cases: [string, (...args: number[]) => number, number][] = [
    ["normalCdf", normalCdf, 1e-12],
    ["normalQuantile", normalQuantile, 1e-12],
    ["chiSquareUpperTail", chiSquareUpperTail, 1e-12],
    ["noncentralChiSquareCdf", noncentralChiSquareCdf, 1e-10],
    ["studentTwoSided", studentTwoSided, 1e-11],
    ["studentReach", studentReach, 1e-11],
    ["incompleteBeta", incompleteBeta, 1e-11],
    ["kolmogorovUpperTail", kolmogorovUpperTail, 1e-11],
    ["logGamma", logGamma, 1e-11]
  ];
  it.each(cases)("%s", (name, f, tolerance) => {
    const points = oracle.distributions[name];
    expect(points.length).toBeGreaterThan(5);
    for (const point of points) expectClose(f(...point.slice(0, -1)), point[point.length - 1], tolerance);
  });
});

describe("distributions", () => {
  it("have tails that make one", () => {
    for (const x of [0.1, 1, 3, 20]) expect(lowerGamma(2.5, x) + upperGamma(2.5, x)).toBeCloseTo(1, 14);
  });

  it("turn back into what they came from", () => {
    for (const p of [1e-6, 0.1, 0.7]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 14);
    expect(normalTwoSided(normalReach(0.95))).toBeCloseTo(0.05, 14);
    for (const share of [0.025, 0.5]) expect(noncentralChiSquareCdf(12, 3, chiSquareNoncentrality(12, 3, share))).toBeCloseTo(share, 9);
  });

  it("find no noncentrality for a statistic that is small even without any", () => {
    expect(chiSquareNoncentrality(0.1, 3, 0.5)).toBe(0);
  });

  it("refuse what is out of their domain", () => {
    expect(() => normalQuantile(1)).toThrow("normalQuantile: p must lie in (0, 1); got 1.");
    expect(() => normalReach(0)).toThrow("normalReach: level must lie in (0, 1); got 0.");
    expect(() => upperGamma(0, 1)).toThrow("upperGamma: a must be > 0 and x >= 0; got a = 0, x = 1.");
    expect(() => incompleteBeta(2, 1, 1)).toThrow("incompleteBeta: a and b must be > 0 and x in [0, 1]; got x = 2, a = 1, b = 1.");
    expect(() => studentReach(0.95, 0)).toThrow(
      "studentReach: level must lie in (0, 1) and degrees be > 0; got level = 0.95, degrees = 0."
    );
  });
});
