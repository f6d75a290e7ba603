import {describe, expect, test} from "vitest";
import {planTest, powerOfTest} from "../../../lib/decide/sampleSize.js";

describe("planTest(options)", () => {
  test("agrees with R's power.prop.test(p1 = 0.45, p2 = 0.405, power = 0.8), whose formula gives n = 1896.07", () => {
    expect(planTest({control: 0.45, saveRate: 0.1})).toEqual({control: 0.45, treated: 0.405, nControl: 1897, nTreated: 1897});
  });
  test("a smaller effect, more power or a lopsided split needs more users", () => {
    const total = (options: Partial<Parameters<typeof planTest>[0]>): number => {
      const {nControl, nTreated} = planTest({control: 0.45, saveRate: 0.1, ...options});
      return nControl + nTreated;
    };
    expect(total({saveRate: 0.05})).toBeGreaterThan(3 * total({}));
    expect(total({power: 0.9})).toBeGreaterThan(total({}));
    expect(total({holdOut: 0.2})).toBeGreaterThan(total({}));
  });
  test("takes the largest effect there is: everybody saved", () => {
    expect(planTest({control: 0.45, saveRate: 1})).toMatchObject({treated: 0});
    expect(powerOfTest(1366, {control: 0.45, saveRate: 1}).power).toBeCloseTo(1, 9);
  });
  test("refuses what is no rate", () => {
    expect(() => planTest({control: 0.45, saveRate: 0})).toThrow("planTest: saveRate must be above 0, and at most 1; got 0.");
  });
});

describe("powerOfTest(available, options)", () => {
  test("agrees with R's power.prop.test(n = 683, p1 = 0.45, p2 = 0.405), whose formula gives 0.3900", () => {
    expect(powerOfTest(1366, {control: 0.45, saveRate: 0.1})).toMatchObject({nControl: 683, nTreated: 683});
    expect(powerOfTest(1366, {control: 0.45, saveRate: 0.1}).power).toBeCloseTo(0.39, 4);
  });
  test("is the power that was planned for, at the planned size", () => {
    for (const power of [0.5, 0.72, 0.8, 0.95]) {
      for (const holdOut of [0.2, 0.5, 0.7]) {
        const {nControl, nTreated} = planTest({control: 0.3, saveRate: 0.15, power, holdOut});
        expect(powerOfTest(nControl + nTreated, {control: 0.3, saveRate: 0.15, holdOut}).power).toBeCloseTo(power, 2);
      }
    }
  });
  test("is nothing where a side stays empty", () => {
    expect(powerOfTest(1, {control: 0.3, saveRate: 0.15}).power).toBe(0);
  });
});
