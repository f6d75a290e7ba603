import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {countFolds, rowsOfFold, stratifiedFolds} from "../../../../lib/fit/protocol/folds.js";
import {createRandom} from "../../../../lib/random.js";

describe("stratifiedFolds(yTrue, k, random)", () => {
  it("is balanced to within one row, per class and in all", () => {
    const labels = fc.tuple(fc.integer({min: 6, max: 60}), fc.integer({min: 6, max: 60}), fc.integer({min: 2, max: 6}), fc.string());
    fc.assert(
      fc.property(labels, ([nRetained, nChurned, k, seed]) => {
        const y = [...new Array<number>(nRetained).fill(0), ...new Array<number>(nChurned).fill(1)];
        const folds = stratifiedFolds(Object.freeze(y) as number[], k, createRandom(seed));
        for (const isOf of [() => true, (i: number) => y[i] === 1, (i: number) => y[i] === 0]) {
          const sizes = Array.from({length: k}, (_, fold) => folds.filter((d, i) => d === fold && isOf(i)).length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      })
    );
  });

  it("shuffles, and repeats for a seed", () => {
    const y = Array.from({length: 50}, (_, i) => i % 2);
    expect(stratifiedFolds(y, 5, createRandom(1))).toEqual(stratifiedFolds(y, 5, createRandom(1)));
    expect(stratifiedFolds(y, 5, createRandom(1))).not.toEqual(stratifiedFolds(y, 5, createRandom(2)));
  });

  it("refuses more folds than a class has rows", () => {
    expect(() => stratifiedFolds([0, 0, 0, 1, 1], 3, createRandom(1))).toThrow(
      "stratifiedFolds: each class must have at least 3 rows, one per fold; got 2 of class 1. " +
        'Say a smaller number as "folds" under "protocol" in the definition, 2 or more.'
    );
    expect(() => stratifiedFolds([0, 1], 1, createRandom(1))).toThrow("stratifiedFolds: k must be a whole number in [2, 63]; got 1.");
  });
});

describe("rowsOfFold(folds, fold)", () => {
  it("parts the rows, rising", () => {
    const folds = [0, 2, 1, 0, 1];
    expect(countFolds(folds)).toBe(3);
    expect(rowsOfFold(folds, 1)).toEqual({fit: Int32Array.of(0, 1, 3), heldOut: Int32Array.of(2, 4)});
  });
});
