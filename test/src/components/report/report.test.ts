import type {Interval} from "../../../../lib/book/common.js";
import type {Finalist, MetricInfo} from "../../../../lib/book/models.js";
import {describe, expect, test} from "vitest";
import {heightAt} from "../../../../lib/metrics/curves.js";
import {contactOutcome} from "../../../../src/components/report/gainsFigure.js";
import {contactedOf, placeBlocks} from "../../../../src/components/report/blocks.js";
import {claimOfTenths, groupName, sayGroups} from "../../../../src/components/report/tenths.js";
import {claimOfWays, waysToPerfect} from "../../../../src/components/report/yardsticks.js";

const gains: [number, number][] = [
  [0, 0],
  [0.1, 0.3],
  [0.5, 0.8],
  [1, 1]
];

describe("heightAt(gains, x)", () => {
  test("goes straight between points", () => {
    expect(heightAt(gains, 0.3)).toBeCloseTo(0.55, 12);
  });

  test("ends where the curve ends", () => {
    expect([heightAt(gains, 0), heightAt(gains, 1), heightAt(gains, 1.1)]).toEqual([0, 1, 1]);
  });
});

describe("contactOutcome(gains, contacted, baseRate)", () => {
  test("contacting everyone finds everyone at the base rate", () => {
    expect(contactOutcome(gains, 1, 0.2)).toEqual({contacted: 1, found: 1, precision: 0.2, lift: 1});
  });

  test("keeps precision = lift times base rate", () => {
    const {precision, lift} = contactOutcome(gains, 0.1, 0.2);
    expect(precision).toBeCloseTo(lift * 0.2, 12);
    expect(lift).toBeCloseTo(3, 12);
  });
});

describe("placeBlocks({width, count, textHeight})", () => {
  test("puts ten in one row on a desk and on a sheet, and in two on a phone, inside the width", () => {
    const rows = (width: number): number => new Set(placeBlocks({width, count: 10, textHeight: () => 40}).blocks.map(({y}) => y)).size;
    expect([rows(1100), rows(660), rows(330)]).toEqual([1, 1, 2]);
    for (const width of [200, 330, 700, 1100]) {
      const {blocks, size} = placeBlocks({width, count: 10, textHeight: () => 40});
      expect(Math.max(...blocks.map(({x}) => x + size))).toBeLessThanOrEqual(width + 1e-9);
    }
  });
});

test("placeBlocks reserves each row of blocks the height of the words that its size of block has", () => {
  const {size, height, blocks} = placeBlocks({width: 330, count: 10, textHeight: (side) => (side < 70 ? 61 : 46)});
  expect(height).toBeCloseTo(2 * (size + 61) + 8, 9);
  expect(blocks[5].y).toBeCloseTo(size + 61 + 8, 9);
});

describe("contactedOf(bins, share)", () => {
  const bins = [10, 20, 10].map((n) => ({n}));
  test("fills groups from the highest scores down, and none twice", () => {
    expect(contactedOf(bins, 0.5)).toEqual([0, 0.5, 1]);
    expect([contactedOf(bins, 0), contactedOf(bins, 1)]).toEqual([
      [0, 0, 0],
      [1, 1, 1]
    ]);
  });
});

describe("groupName(i, bins)", () => {
  const bins = (...sizes: number[]) => sizes.map((n) => ({n}));
  const ten = bins(...Array.from({length: 10}, () => 50));

  test("names the ends and counts between", () => {
    expect([0, 1, 2, 3, 9].map((i) => groupName(i, ten))).toEqual(["lowest tenth", "2nd tenth", "3rd tenth", "4th tenth", "highest tenth"]);
    expect(groupName(0, bins(50, 50, 50, 50, 50, 50, 50))).toBe("lowest group");
    expect(groupName(9, bins(20, 50, 50, 50, 50, 50, 50, 50, 50, 90))).toBe("highest group");
  });
});

const metric = (name: string, better: "lower" | "higher"): MetricInfo => ({name, title: name, better, meaning: ""});
const finalist = (name: string, scores: Record<string, Interval>) =>
  ({
    name,
    test: scores,
    overBase: Object.fromEntries(Object.entries(scores).map(([key, d]) => [key, over(key, d)]))
  }) as unknown as Finalist;
const BASE: Record<string, number> = {rocAuc: 0.5, logLoss: 0.5, liftAtTenPercent: 1, accuracy: 0.8};
const over = (key: string, {estimate, low, high}: Interval): Interval => ({
  estimate: estimate - BASE[key],
  low: low - BASE[key],
  high: high - BASE[key]
});
const at = (estimate: number, half = 0): Interval => ({estimate, low: estimate - half, high: estimate + half});

describe("waysToPerfect(model, baseline, metrics)", () => {
  const baseline = finalist("base", {rocAuc: at(0.5), logLoss: at(0.5), liftAtTenPercent: at(1), accuracy: at(0.8)});
  const model = finalist("model", {rocAuc: at(0.75, 0.05), logLoss: at(0.4, 0.05), liftAtTenPercent: at(3), accuracy: at(0.8, 0.01)});
  const ways = waysToPerfect(model, baseline, [
    metric("rocAuc", "higher"),
    metric("logLoss", "lower"),
    metric("liftAtTenPercent", "higher"),
    metric("accuracy", "higher")
  ]);

  test("measures gains and losses on one scale, low end first, and leaves out what has no perfect value", () => {
    expect(ways.map(({metric: {name}}) => name)).toEqual(["rocAuc", "logLoss", "accuracy"]);
    expect(ways[0].way.estimate).toBeCloseTo(0.5, 12);
    expect(ways[1].way.estimate).toBeCloseTo(0.2, 12);
    expect(ways.every(({way}) => way.low !== null && way.low <= way.estimate && way.estimate <= way.high)).toBe(true);
  });

  test("calls nothing better than perfect, though each number is rounded by itself", () => {
    const perfect = {...finalist("perfect", {logLoss: at(0)}), overBase: {logLoss: at(-0.502, 0.01)}} as unknown as Finalist;
    expect(waysToPerfect(perfect, baseline, [metric("logLoss", "lower")])[0].way).toMatchObject({estimate: 1, high: 1});
  });

  test("goes as far as the two figures beside it say, however their difference was rounded", () => {
    const near = {...finalist("near", {logLoss: at(0)}), overBase: {logLoss: at(-0.496, 0.002)}} as unknown as Finalist;
    expect(waysToPerfect(near, baseline, [metric("logLoss", "lower")])[0].way).toMatchObject({estimate: 1, high: 1});
  });

  test("says by which yardsticks there is nothing to see", () => {
    expect(claimOfWays(ways)).toBe("The Champion beats the base rate by every yardstick but accuracy");
    expect(claimOfWays(ways.slice(2))).toBe("No yardstick tells the Champion clearly from the base rate");
    const untold = ways.map((d) => ({...d, way: {estimate: d.way.estimate, low: null, high: null}}));
    expect(claimOfWays(untold)).toMatch(/^Of so few \w+ no interval tells how far the Champion is from the base rate$/);
  });
});

describe("sayGroups(bins)", () => {
  test("calls groups about equal only where they are", () => {
    expect(sayGroups([{n: 117}, {n: 118}, {n: 150}])).toBe("in groups of about equal size");
    expect(sayGroups([{n: 389}, {n: 60}, {n: 120}])).toBe("in groups of 60 to 389");
    expect(sayGroups([{n: 60}])).toBe("in one group");
  });
});

describe("claimOfTenths(bins)", () => {
  const bin = (observed: number, reach = 0.02) => ({n: 100, predicted: observed, observed, low: observed - reach, high: observed + reach});
  const ranks = (low: number | null) => ({test: {rocAuc: {estimate: 0.6, low, high: 0.7}}}) as unknown as Finalist;

  test.each([
    [[0.05, 0.2, 0.5], "From 5 in 100 to 50 in 100: the score sorts those who leave from those who stay"],
    [[0.024, 0.2, 0.51], "From 2 in 100 to 51 in 100: the score sorts those who leave from those who stay"],
    [[0.002, 0.01, 0.029], "From 2 in 1,000 to 29 in 1,000: between these two groups alone, that may be chance"],
    [[0.2, 0.22, 0.235], "From 20 in 100 to 24 in 100: the score sorts those who leave from those who stay"], // though their own intervals meet
    [[0.19, 0.2, 0.21], "From 19 in 100 to 21 in 100: between these two groups alone, that may be chance"],
    [[0.3, 0.2, 0.2], "The score does not sort those who leave from those who stay"],
    [[0.2], "Everybody has the same score, and 20 in 100 left"],
    [[], "Everybody has the same score"]
  ])("says of %j what it shows", (rates, words) => {
    expect(
      claimOfTenths(
        rates.map((rate) => bin(rate)),
        ranks(0.55)
      )
    ).toBe(words);
  });

  test("claims no sorting where test rows leave open that the model ranks by chance, as the headline above it says", () => {
    const rates = [0.05, 0.2, 0.5].map((rate) => bin(rate));
    for (const low of [0.49, 0.5])
      expect(claimOfTenths(rates, ranks(low))).toBe("From 5 in 100 to 50 in 100: too little to tell from chance");
    const outOfFold = {...ranks(0.49), curves: {test: null, outOfFold: null}};
    expect(claimOfTenths(rates, outOfFold)).toBe("From 5 in 100 to 50 in 100: those kept apart do not confirm it");
    expect(claimOfTenths(rates, ranks(null))).toMatch(/sorts those who leave/);
  });
});
