import {describe, expect, it} from "vitest";
import {effortFor, ENOUGH, enoughToFit, foldEffortFor} from "../../../data-loaders/tasks/effort.js";
import {learners} from "../../../lib/fit/learners/learners.js";

describe("effortFor(learner)", () => {
  it("asks less of slow learners, but enough for an interval and a curve that ends at all rows", () => {
    for (const learner of learners) {
      const {shuffles, shuffleShare, shares} = effortFor(learner.name);
      expect(shuffles).toBeGreaterThanOrEqual(5);
      expect(shuffleShare > 0 && shuffleShare <= 1).toBe(true);
      expect(shares.at(-1)).toBe(1);
    }
  });
});

describe("enoughToFit(question, nInputs)", () => {
  it("goes by rows where a table is narrow, and by cells where it is wide", () => {
    for (const question of ["shuffles", "learning"] as const) {
      for (const nInputs of [1, 11, 50]) expect(enoughToFit(question, nInputs)).toBe(ENOUGH[question]);
      for (const nInputs of [150, 999, 5000]) {
        expect(enoughToFit(question, nInputs) * nInputs).toBeLessThanOrEqual(2_500_000);
        expect((enoughToFit(question, nInputs) + 1) * nInputs).toBeGreaterThan(2_500_000);
      }
    }
  });
});

describe("foldEffortFor({nRows, nInputs, nFolds})", () => {
  const all = {ofShuffle: "all", ofCurve: 5};

  it("fits on every fold of a narrow table, however long, and of a short one", () => {
    for (const nRows of [150, 11_439, 10_000_000]) expect(foldEffortFor({nRows, nInputs: 11, nFolds: 5})).toEqual(all);
    expect(foldEffortFor({nRows: 3000, nInputs: 150, nFolds: 5})).toEqual(all);
  });

  it("fits on fewer folds where a fit reads many cells, and on no more than there are", () => {
    expect(foldEffortFor({nRows: 16_000, nInputs: 149, nFolds: 5})).toEqual({ofShuffle: "one", ofCurve: 3});
    expect(foldEffortFor({nRows: 16_000, nInputs: 149, nFolds: 2})).toEqual({ofShuffle: "one", ofCurve: 2});
  });
});
