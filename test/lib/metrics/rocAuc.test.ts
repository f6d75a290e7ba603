import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";

describe("rocAuc(yTrue, score)", () => {
  it("is 1 where every churner is above every stayer", () => {
    expect(rocAuc([0, 1, 1], [0.1, 0.4, 0.3])).toBe(1);
  });

  it("counts ties one half", () => {
    expect(rocAuc([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0.5);
    expect(rocAuc([0, 1, 0], [0.5, 0.5, 0.1])).toBe(0.75);
  });

  it("takes any finite score, not only probabilities", () => {
    expect(rocAuc([0, 1, 1], [-5, 12, 700])).toBe(1);
  });

  it("is the share of pairs in the right order", () => {
    const rows = fc.array(fc.tuple(fc.integer({min: 0, max: 1}), fc.integer({min: 0, max: 6})), {minLength: 2, maxLength: 30});
    fc.assert(
      fc.property(
        rows.filter((d) => new Set(d.map(([y]) => y)).size === 2),
        (drawn) => {
          const churned = drawn.filter(([y]) => y === 1).map(([, s]) => s);
          const retained = drawn.filter(([y]) => y === 0).map(([, s]) => s);
          const pairs = churned.flatMap((a) => retained.map((b) => (a > b ? 1 : a === b ? 0.5 : 0) as number));
          const share = pairs.reduce((a, b) => a + b, 0) / pairs.length;
          expect(
            rocAuc(
              drawn.map(([y]) => y),
              drawn.map(([, s]) => s)
            )
          ).toBeCloseTo(share, 12);
        }
      )
    );
  });
});
