import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {fitDomain, placeOn, logOddsTicks, probabilityTicks} from "../../../../src/components/predict/waterfallTable.js";

const fall = (start: number, end: number) => ({
  unit: "logOdds" as const,
  start,
  end,
  steps: [{title: "", inputs: [], contribution: end - start, start, end}]
});

describe("fitDomain(waterfall, previous)", () => {
  test("holds every end of every bar", () => {
    fc.assert(
      fc.property(fc.double({min: -8, max: 8, noNaN: true}), fc.double({min: -8, max: 8, noNaN: true}), (a, b) => {
        const domain = fitDomain(fall(a, b), null);
        expect(placeOn(domain, a)).toSatisfy((x: number) => x >= 0 && x <= 1);
        expect(placeOn(domain, b)).toSatisfy((x: number) => x >= 0 && x <= 1);
      })
    );
  });
  test("stays as it is while a slider moves within it", () => {
    const domain = fitDomain(fall(-2, 0), null);
    expect(fitDomain(fall(-2, -0.1), domain)).toBe(domain);
    expect(fitDomain(fall(-2, 3), domain)).not.toBe(domain);
  });
});

describe("logOddsTicks(domain)", () => {
  test("are few round values, signed alike, within the axis", () => {
    expect(logOddsTicks({low: -4, high: 1}).map((d) => d.label)).toEqual(["−3", "−2", "−1", "0"]);
    const ticks = logOddsTicks({low: -2, high: -0.5});
    expect(ticks.map((d) => d.label)).toEqual(["−1.5", "−1.0"]);
    expect(ticks[0].at).toBeCloseTo(1 / 3, 12);
  });
});

describe("probabilityTicks(unit, domain)", () => {
  test("puts round chances where their log-odds are, apart from each other", () => {
    const ticks = probabilityTicks("logOdds", {low: -4, high: 0.5});
    expect(ticks.map((d) => d.label)).toEqual(["2", "5", "10", "20", "30", "50"]);
    expect(ticks[2].at).toBeCloseTo((Math.log(0.1 / 0.9) + 4) / 4.5, 12);
    for (let i = 1; i < ticks.length; ++i) expect(ticks[i].at - ticks[i - 1].at).toBeGreaterThan(0.1);
  });
});
