import {describe, expect, it} from "vitest";
import {weighLift} from "../../../lib/metrics/rankingMetrics.js";
import {weighUsers} from "../../../lib/metrics/scored.js";

function liftAt(y: number[], p: number[], share: number): number {
  const {scored, weights} = weighUsers("test", y, p);
  return weighLift(scored, weights, share);
}

describe("weighLift(scored, weights, share)", () => {
  it("is one over the base rate for a perfect ranking cut above it", () => {
    expect(liftAt([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4], 0.5)).toBe(2);
    expect(liftAt([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4], 1)).toBe(1);
  });

  it("is 1 for a constant score at any share", () => {
    for (const share of [0.1, 0.33, 1]) expect(liftAt([0, 1, 0, 0], [0.2, 0.2, 0.2, 0.2], share)).toBeCloseTo(1, 12);
  });

  it("shares a run of equal scores that straddles the cut in proportion", () => {
    // half of 4 is 2 users: the first, and half of the two tied ones
    expect(liftAt([1, 0, 1, 0], [0.9, 0.5, 0.5, 0.1], 0.5)).toBeCloseTo(1.5 / 2 / 0.5, 12);
  });

  it("takes a share that is no whole number of users", () => {
    expect(liftAt([1, 0, 0], [0.9, 0.5, 0.1], 0.5)).toBeCloseTo(1 / 1.5 / (1 / 3), 12);
  });
});
