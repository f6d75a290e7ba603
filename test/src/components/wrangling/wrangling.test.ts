import type {Rate} from "../../../../lib/book/common.js";
import type {ColumnLabEntry} from "../../../../lib/book/wrangling.js";
import {describe, expect, test} from "vitest";
import {churnScaleEnd} from "../../../../src/components/wrangling/findingsTable.js";
import {sayNotDrawn} from "../../../../src/components/wrangling/ledgerFlow.js";
import {claimOfLab} from "../../../../src/components/wrangling/columnLab.js";

const entry = (title: string, inputs: number, auc: number) =>
  ({
    title,
    inputs: Array.from({length: inputs}, (_, i) => `x${i}`),
    metrics: {rocAuc: {mean: auc, folds: [auc], standardError: 0}}
  }) as unknown as ColumnLabEntry;

describe("claimOfLab(lab)", () => {
  test("sets the best single column between the worst set and the best", () => {
    expect(claimOfLab([entry("All", 9, 0.756), entry("Three", 3, 0.521), entry("One", 1, 0.729)])).toBe(
      "Three: 0.52. One: 0.73. All: 0.76"
    );
  });

  test("needs no single column", () => {
    expect(claimOfLab([entry("All", 9, 0.756), entry("Three", 3, 0.521)])).toBe("Three: 0.52. All: 0.76");
  });
});

describe("churnScaleEnd(rates, baseRate)", () => {
  const rate = (n: number, high: number): Rate => ({n, churned: 1, rate: high / 2, low: 0, high});

  test("holds the base rate and what rests on ten users or more, and never exceeds 1", () => {
    expect(churnScaleEnd([rate(100, 0.43), null], 0.2)).toBeCloseTo(0.5, 12);
    expect(churnScaleEnd([rate(3, 0.9)], 0.18)).toBeCloseTo(0.2, 12);
    expect(churnScaleEnd([rate(20, 1)], 0.18)).toBe(1);
  });
});

describe("sayNotDrawn(n, {nTrain, protocol})", () => {
  const protocol = {fitRows: 1000};

  test("says nothing of none, and tells lot from customers that the split parts", () => {
    expect(sayNotDrawn(0, {nTrain: 900, protocol})).toBe("");
    expect(sayNotDrawn(500, {nTrain: 1000, protocol})).toBe("The other 500 are more than models are fitted on, and were left out by lot. ");
    expect(sayNotDrawn(500, {nTrain: 1000, protocol: {...protocol, group: "customer"}})).toMatch(/by lot/);
    const both = {...protocol, group: "customer", time: "month"};
    expect(sayNotDrawn(540, {nTrain: 400, protocol: both})).toMatch(/^The other 540 are of those with rows both before/);
    expect(sayNotDrawn(540, {nTrain: 900, protocol: both})).toMatch(/are more than models are fitted on, or are of those/);
  });
});
