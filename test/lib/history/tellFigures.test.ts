import type {Estimate} from "../../../lib/book/common.js";
import {describe, expect, test} from "vitest";
import fc from "fast-check";
import {MIN_GROUP} from "../../../lib/groups.js";
import {niceUp, stepOfShare, tellEstimate, tellFigure, tellNumber, tellShare} from "../../../lib/history/tellFigures.js";
import {metricIntervals} from "../../../lib/metrics/metricIntervals.js";
import {createRandom} from "../../../lib/random.js";

const seeded = {seed: 20};

describe("tellNumber(count, before)", () => {
  test("numbers of a chain of builds differ by nobody or by at least the smallest group, and lie that near to what they are", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 3000}), {minLength: 2, maxLength: 12}), (counts) => {
        let before: number | null = null;
        const told = counts.map((count) => (before = tellNumber(count, before)));
        for (const [i, a] of told.entries()) {
          expect(Math.abs(a - counts[i])).toBeLessThan(MIN_GROUP);
          for (const b of told) expect(a === b || Math.abs(a - b) >= MIN_GROUP).toBe(true);
        }
      }),
      seeded
    );
  });

  test("a build of a few users more or fewer tells the same number", () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 100_000}), fc.integer({min: -9, max: 9}), (count, few) => {
        const before = tellNumber(count);
        expect(tellNumber(Math.max(0, count + few), before)).toBe(before);
      }),
      seeded
    );
  });
});

describe("tellFigure(value, step, before)", () => {
  test("stays until it has moved by a step, and lies within one of what it is", () => {
    fc.assert(
      fc.property(
        fc.double({min: 0, max: 1, noNaN: true}),
        fc.double({min: 0, max: 1, noNaN: true}),
        fc.integer({min: 20, max: 5000}),
        (a, b, n) => {
          const step = stepOfShare(n);
          const before = tellFigure(a, step);
          const told = tellFigure(b, step, before);
          expect(Math.abs(told - b)).toBeLessThanOrEqual(step * (1 + 1e-9));
          if (Math.abs(b - before) < step) expect(told).toBe(before);
        }
      ),
      seeded
    );
  });

  test("never says minus nothing", () => {
    expect(Object.is(tellFigure(-0.001, 0.1), 0)).toBe(true);
  });
});

test("niceUp(least) is round and not below, and not much above", () => {
  fc.assert(
    fc.property(fc.double({min: 1e-6, max: 1e6, noNaN: true}), (least) => {
      expect(niceUp(least)).toBeGreaterThanOrEqual(least * (1 - 1e-8));
      expect(niceUp(least)).toBeLessThanOrEqual(least * 1.51);
    }),
    seeded
  );
});

describe("tellShare(share, step, before)", () => {
  test("stays within 0 and 1, of however few, as everything that is a share or a chance must", () => {
    expect(tellFigure(1, stepOfShare(176))).toBeGreaterThan(1); // steps of 0.15
    fc.assert(
      fc.property(fc.integer({min: 20, max: 2000}), fc.double({min: 0, max: 1, noNaN: true}), (n, share) => {
        const told = tellShare(share, stepOfShare(n));
        expect(told).toBeGreaterThanOrEqual(0);
        expect(told).toBeLessThanOrEqual(1);
        const {estimate, high} = tellEstimate({estimate: share, low: share / 2, high: (1 + share) / 2}, n);
        expect(estimate).toBeLessThanOrEqual(high!);
        expect(tellEstimate({estimate: share, low: null, high: null}, n).estimate).toBeLessThanOrEqual(1);
      })
    );
  });
});

describe("tellEstimate(estimate, n, before)", () => {
  const n = 800;
  const lcg = (seed: number): (() => number) => {
    let state = seed;
    return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  };
  const users = (seed: number): {y: number; p: number}[] => {
    const next = lcg(seed);
    return Array.from({length: n}, () => {
      const p = 0.05 + 0.5 * next();
      return {y: next() < p ? 1 : 0, p};
    });
  };
  const metrics = ["logLoss", "brierScore", "rocAuc", "accuracy"] as const;
  const intervalsOf = (rows: {y: number; p: number}[]): Record<(typeof metrics)[number], Estimate> =>
    metricIntervals(
      rows.map(({y}) => y),
      {model: rows.map(({p}) => p)},
      {random: createRandom(1), repeats: 50, names: metrics}
    ).model;

  test.each([3, 4, 5, 6])("one user more, of either class, is not seen in any mean or rank metric (draw %i)", (seed) => {
    const rows = users(seed);
    const first = intervalsOf(rows);
    for (const y of [0, 1]) {
      const second = intervalsOf([...rows, {y, p: 0.3}]);
      for (const metric of metrics) {
        const before = tellEstimate(first[metric], n);
        expect(tellEstimate(second[metric], n + 1, before).estimate, metric).toBe(before.estimate);
      }
    }
  });

  test("the interval holds the one that was worked out, to half a step", () => {
    fc.assert(
      fc.property(
        fc.double({min: 0.2, max: 0.8, noNaN: true}),
        fc.double({min: 0.01, max: 0.1, noNaN: true}),
        fc.integer({min: 300, max: 20_000}),
        (at, half, rows) => {
          const told = tellEstimate({estimate: at, low: at - half, high: at + half}, rows);
          expect(told.low).toBeLessThanOrEqual(at - half + 1e-9);
          expect(told.high).toBeGreaterThanOrEqual(at + half - 1e-9);
          expect(told.low).toBeLessThanOrEqual(told.estimate);
          expect(told.high).toBeGreaterThanOrEqual(told.estimate);
        }
      ),
      seeded
    );
  });

  test("has no interval where none may be told", () => {
    expect(tellEstimate({estimate: 0.123, low: null, high: null}, 1000)).toEqual({estimate: 0.12, low: null, high: null});
  });
});
