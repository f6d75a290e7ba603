import {describe, expect, it} from "vitest";
import {roundTo, roundWithin} from "../../lib/groups.js";

describe("roundWithin(value, spread)", () => {
  it("keeps three digits of the spread, or of the number where there is none", () => {
    expect(roundWithin(2021.3791, 1.7)).toBe(2021.38);
    expect(roundWithin(123456, 4321)).toBe(123460);
    expect(roundWithin(0.000123456, 0)).toBe(roundTo(0.000123456));
  });
});
