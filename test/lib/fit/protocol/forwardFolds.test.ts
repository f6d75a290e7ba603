import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {countFolds, foldsOfJudged, goForward, judgedRows, rowsOfFold, testToTrain} from "../../../../lib/fit/protocol/folds.js";
import {forwardFolds} from "../../../../lib/fit/protocol/forwardFolds.js";
import {createRandom} from "../../../../lib/random.js";

/** A table of some customers over some periods, in any order; with one row per customer where `perCustomer` is 1. */
const tables = fc.record({
  n: fc.integer({min: 40, max: 300}),
  nPeriods: fc.integer({min: 2, max: 120}),
  perCustomer: fc.integer({min: 1, max: 6}),
  k: fc.integer({min: 2, max: 8}),
  seed: fc.string()
});

function draw({n, nPeriods, perCustomer, seed}: {n: number; nPeriods: number; perCustomer: number; seed: string}) {
  const random = createRandom(seed);
  const whole = (below: number): number => Math.floor(random() * below);
  return {
    y: Uint8Array.from({length: n}, (_, i) => (i < 2 ? i : Number(random() < 0.4))),
    periods: Int32Array.from({length: n}, () => whole(nPeriods)),
    groups: Int32Array.from({length: n}, () => whole(Math.ceil(n / perCustomer)))
  };
}

describe("forwardFolds(yTrue, {periods, k, random, groups})", () => {
  it("learns from earlier rows of other groups only, and holds rows out once", () => {
    let forward = 0;
    fc.assert(
      fc.property(tables, (about) => {
        const {y, periods, groups} = draw(about);
        const own = about.perCustomer > 1 ? groups : null;
        const folds = forwardFolds(y, {periods, k: about.k, random: createRandom(about.seed), groups: own});
        if (folds === null) return;
        forward += 1;
        expect(goForward(folds)).toBe(true);
        const nFolds = countFolds(folds);
        expect(nFolds).toBeGreaterThanOrEqual(2);
        expect(nFolds).toBeLessThanOrEqual(about.k);
        const held: number[] = [];
        for (let fold = 0; fold < nFolds; ++fold) {
          const {fit, heldOut} = rowsOfFold(folds, fold);
          held.push(...heldOut);
          expect(Math.max(...fit.map((row) => periods[row]))).toBeLessThan(Math.min(...heldOut.map((row) => periods[row])));
          for (const rows of [fit, heldOut]) expect(new Set(rows.map((row) => y[row])).size).toBe(2);
          const judged = new Set(heldOut.map((row) => groups[row]));
          if (own) expect(fit.some((row) => judged.has(own[row]))).toBe(false);
        }
        expect(held.toSorted((a, b) => a - b)).toEqual([...judgedRows(folds)]);
        expect(foldsOfJudged(folds)).toHaveLength(held.length);
      })
    );
    expect(forward).toBeGreaterThan(10);
  });

  it("cuts parts of about one size, as many as asked for where there are periods enough", () => {
    const n = 600;
    const periods = Int32Array.from({length: n}, (_, i) => i); // a time of its own each
    const y = Uint8Array.from({length: n}, (_, i) => (i % 3 === 0 ? 1 : 0));
    const folds = forwardFolds(y, {periods, k: 5, random: createRandom(1)}) as Uint8Array;
    expect(Array.from({length: 5}, (_, fold) => rowsOfFold(folds, fold).heldOut.length)).toEqual([100, 100, 100, 100, 100]);
    expect(rowsOfFold(folds, 4).fit).toHaveLength(500);
  });

  it("says nothing where two periods are all there is", () => {
    const y = Uint8Array.from({length: 40}, (_, i) => i % 2);
    expect(forwardFolds(y, {periods: y.map((_, i) => Number(i > 20)), k: 5, random: createRandom(1)})).toBe(null);
  });
});

describe("testToTrain(folds)", () => {
  it("is that of k folds by lot, and more where they go forward in time", () => {
    expect(testToTrain(Uint8Array.from({length: 100}, (_, i) => i % 5))).toBeCloseTo(1 / 4, 12);
    const periods = Int32Array.from({length: 600}, (_, i) => Math.floor(i / 100));
    const folds = forwardFolds(
      periods.map((_, i) => i % 2),
      {periods, k: 5, random: createRandom(1)}
    );
    expect(testToTrain(folds!)).toBeCloseTo((1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5) / 5, 12);
  });
});
