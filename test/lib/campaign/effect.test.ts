import type {ArmCounts} from "../../../lib/campaign/campaign.js";
import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {riskDifference, saveRate} from "../../../lib/campaign/effect.js";
import {createRandom} from "../../../lib/random.js";

interface Oracle {
  effects: {counts: ArmCounts; effect: [number, number, number]; saved: [number, number]}[];
}
const {effects} = JSON.parse(readFileSync("test/fixtures/campaign/oracle.json", "utf8")) as Oracle;

describe("as statsmodels has it", () => {
  test.each(effects)("the risk difference of $counts", ({counts, effect: [estimate, low, high]}) => {
    const own = riskDifference(counts);
    expect(own.estimate).toBeCloseTo(estimate, 9);
    expect(own.low).toBeCloseTo(low, 9);
    expect(own.high).toBeCloseTo(high, 9);
  });

  test.each(effects)("the save rate of $counts", ({counts, saved: [low, high]}) => {
    const own = saveRate(counts);
    expect(own.low).toBeCloseTo(low, 9);
    expect(own.high).toBeCloseTo(high, 9);
  });
});

test("of 500 simulated campaigns the intervals hold the true effect in 93 to 97 of 100", () => {
  const random = createRandom("campaigns");
  const draw = (n: number, p: number): number => {
    let k = 0;
    for (let i = 0; i < n; ++i) if (random() < p) ++k;
    return k;
  };
  for (const {nContacted, nAlone, alone, contacted} of [
    {nContacted: 2000, nAlone: 500, alone: 0.27, contacted: 0.21},
    {nContacted: 300, nAlone: 300, alone: 0.12, contacted: 0.12},
    {nContacted: 800, nAlone: 200, alone: 0.03, contacted: 0.02}
  ]) {
    let held = 0;
    for (let campaign = 0; campaign < 500; ++campaign) {
      const counts = {nContacted, contactedLeft: draw(nContacted, contacted), nAlone, aloneLeft: draw(nAlone, alone)};
      const {low, high} = riskDifference(counts);
      if (low <= alone - contacted && alone - contacted <= high) ++held;
    }
    expect(held / 500).toBeGreaterThanOrEqual(0.93);
    expect(held / 500).toBeLessThanOrEqual(0.97);
  }
});

test("a group of nobody has no effect", () => {
  expect(() => riskDifference({nContacted: 5, contactedLeft: 1, nAlone: 0, aloneLeft: 0})).toThrow(
    "riskDifference: both groups must have customers; got 5 contacted and 0 left alone."
  );
  expect(saveRate({nContacted: 9, contactedLeft: 1, nAlone: 9, aloneLeft: 0}).estimate).toBeNull();
});
