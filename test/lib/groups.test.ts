import {describe, expect, it} from "vitest";
import fc from "fast-check";
import {FEW, isTold, MIN_GROUP, roundTo, roundWithin, toPart} from "../../lib/groups.js";

describe("roundWithin(value, spread)", () => {
  it("keeps three digits of the spread, or of the number where there is none", () => {
    expect(roundWithin(2021.3791, 1.7)).toBe(2021.38);
    expect(roundWithin(123456, 4321)).toBe(123460);
    expect(roundWithin(0.000123456, 0)).toBe(roundTo(0.000123456));
  });
});

describe("toPart(part, whole)", () => {
  it("tells neither a part nor what is left of the whole where either is too few", () => {
    const nat = fc.integer({min: 0, max: 60});
    fc.assert(
      fc.property(nat, nat, (part, rest) => {
        const told = toPart(part, part + rest);
        if (told === FEW) {
          expect(part > 0 && part < MIN_GROUP).toBe(true);
          return;
        }
        for (const n of [told, part + rest - told]) expect(n === 0 || n >= MIN_GROUP || part + rest < MIN_GROUP).toBe(true);
        expect(Math.abs(told - part)).toBeLessThan(MIN_GROUP);
      })
    );
  });
});

describe("isTold(cell, whole)", () => {
  it("asks for enough of either class on both sides, or nobody on the other", () => {
    const whole = {n: 100, churned: 45};
    expect(isTold({n: 50, churned: 25}, whole)).toBe(true);
    expect(isTold(whole, whole)).toBe(true);
    expect(isTold({n: 60, churned: 40}, whole)).toBe(false);
    expect(isTold({n: 60, churned: 40})).toBe(true);
  });
});
