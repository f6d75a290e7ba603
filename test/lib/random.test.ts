import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {createRandom, drawIndex, drawNormal, forkRandom, shuffled} from "../../lib/random.js";

describe("createRandom(seed)", () => {
  test("draws in [0, 1), alike for like seeds", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const a = createRandom(seed);
        const b = createRandom(seed);
        for (let i = 0; i < 20; ++i) {
          const value = a();
          expect(value).toBe(b());
          expect(value >= 0 && value < 1).toBe(true);
        }
      })
    );
  });

  test("is uniform enough: ten bins of 100,000 draws stay within five standard deviations", () => {
    const random = createRandom(42);
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; ++i) ++bins[drawIndex(10, random)];
    for (const n of bins) expect(Math.abs(n - 10_000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.1 * 0.9));
  });

  test("gives neighbouring seeds unrelated numbers", () => {
    const firsts = Array.from({length: 1000}, (_, seed) => createRandom(seed)());
    expect(new Set(firsts).size).toBe(1000);
    const mean = firsts.reduce((a, b) => a + b) / 1000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / 1000));
  });
});

test("forkRandom(seed, ...names) gives each name its own sequence", () => {
  expect(forkRandom(1, "a", 2)()).toBe(forkRandom(1, "a", 2)());
  expect(forkRandom(1, "a", 2)()).not.toBe(forkRandom(1, "a", 3)());
});

test("shuffled(values, random) keeps every value and leaves the input alone", () => {
  const values = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8]);
  const result = shuffled(values, createRandom(7));
  expect([...result].sort()).toEqual([...values]);
  expect(result).not.toEqual(values);
});

test("drawNormal(random) has mean 0 and variance 1", () => {
  const random = createRandom("normal");
  const draws = Array.from({length: 50_000}, () => drawNormal(random));
  const mean = draws.reduce((a, b) => a + b) / draws.length;
  const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(50_000));
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});
