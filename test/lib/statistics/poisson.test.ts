import {mean, variance} from "d3";
import {describe, expect, it} from "vitest";
import {createRandom} from "../../../lib/random.js";
import {poissonDrawer} from "../../../lib/statistics/poisson.js";

describe("draws from a Poisson distribution", () => {
  it.each([0.3, 4, 71.3, 2500])("have mean and variance %f", (rate) => {
    const draw = poissonDrawer(rate);
    const random = createRandom(1);
    const n = 40_000;
    const draws = Array.from({length: n}, () => draw(random));
    const deviation = Math.sqrt(rate / n);
    expect(Math.abs((mean(draws) as number) - rate)).toBeLessThan(5 * deviation);
    // the fourth central moment is 3 rate² + rate
    expect(Math.abs((variance(draws) as number) - rate)).toBeLessThan(5 * Math.sqrt((2 * rate ** 2 + rate) / n));
  });

  it("are 0 as often as exp(-mean) says, and end where random numbers do", () => {
    const draw = poissonDrawer(1.5);
    const random = createRandom(2);
    const n = 40_000;
    const share = Array.from({length: n}, () => draw(random)).filter((d) => d === 0).length / n;
    expect(Math.abs(share - Math.exp(-1.5))).toBeLessThan(5 * Math.sqrt(0.17 / n));
    expect(draw(() => 0)).toBe(0);
    expect(draw(() => 1 - 2 ** -53)).toBeGreaterThan(10);
  });
});
