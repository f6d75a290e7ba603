import {describe, expect, test} from "vitest";
import {planTest} from "../../../lib/decide/sampleSize.js";

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
  test("refuses what is no rate", () => {
    expect(() => planTest({control: 0.45, saveRate: 0})).toThrow("planTest: saveRate must lie between 0 and 1; got 0.");
  });
});
