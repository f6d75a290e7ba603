import {mean} from "d3";
import {expect, it} from "vitest";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {drawIndex, forkRandom} from "../../../lib/random.js";
import {lessChance, levelsByChance} from "../../../lib/statistics/levelsByChance.js";

/** Levels drawn for users who churn by the level's chance, each scored by its own rate on these very users. */
function drawLevels(chances: readonly number[], nUsers: number, seed: number) {
  const random = forkRandom("levels", seed);
  const codes = Array.from({length: nUsers}, () => drawIndex(chances.length, random));
  const y = codes.map((code) => Number(random() < chances[code]));
  const rates = chances.map((_, code) => {
    const own = y.filter((__, i) => codes[i] === code);
    return {n: own.length, churned: own.reduce((sum, d) => sum + d, 0)};
  });
  const scores = codes.map((code) => rates[code].churned / rates[code].n);
  return {rates, auc: rocAuc(y, scores)};
}

it.each([2, 8])("levelsByChance(rates) is what %i levels that say nothing reach on average", (nLevels) => {
  const tables = Array.from({length: 300}, (_, seed) => drawLevels(Array(nLevels).fill(0.25), 400, seed));
  expect(mean(tables, ({rates}) => levelsByChance(rates))).toBeCloseTo(
    mean(tables, ({auc}) => auc)!,
    2
  );
});

it("lessChance(rocAuc, rates) is nearer to what levels that say something reach on other users", () => {
  const chances = [0.15, 0.2, 0.2, 0.25, 0.25, 0.3, 0.3, 0.35];
  const known = drawLevels(chances, 200_000, -1).auc;
  const tables = Array.from({length: 100}, (_, seed) => drawLevels(chances, 400, seed));
  const off = (of: (d: (typeof tables)[number]) => number): number => Math.abs(mean(tables, of)! - known);
  expect(off(({rates, auc}) => lessChance(auc, rates))).toBeLessThan(0.5 * off(({auc}) => auc));
  expect(lessChance(0.5, tables[0].rates)).toBe(0.5);
});
