import {describe, expect, it} from "vitest";
import {gaussLegendre} from "../../../lib/explain/treeShap.js";

describe("gaussLegendre(n)", () => {
  it("integrates polynomials up to degree 2n - 1 over [0, 1] exactly", () => {
    for (let n = 1; n <= 12; ++n) {
      const {points, weights} = gaussLegendre(n);
      for (let degree = 0; degree < 2 * n; ++degree) {
        const integral = weights.reduce((sum, weight, i) => sum + weight * points[i] ** degree, 0);
        expect(integral).toBeCloseTo(1 / (degree + 1), 13);
      }
    }
  });

  it("keeps its points inside the interval", () => {
    for (const point of gaussLegendre(9).points) {
      expect(point).toBeGreaterThan(0);
      expect(point).toBeLessThan(1);
    }
  });
});
