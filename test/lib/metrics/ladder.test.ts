import fc from "fast-check";
import {expect, it} from "vitest";
import {climbLadder} from "../../../lib/metrics/ladder.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

const anyPair = fc
  .record({n: fc.integer({min: 0, max: 3000}), seed: fc.integer(), apart: fc.double({min: 0, max: 1, noNaN: true})})
  .map(({n, seed, apart}) => {
    const random = createRandom(seed);
    const truth = Array.from({length: n}, () => drawNormal(random) - 1.5);
    const score = (): number[] => truth.map((d) => 1 / (1 + Math.exp(-d - apart * drawNormal(random))));
    return {first: score(), second: score()};
  });

it("climbLadder(first, second, {minGroup}) counts as the scores do, and tells of no few users, in a cell or between lines", () => {
  fc.assert(
    fc.property(anyPair, ({first, second}) => {
      let before = first.map(() => 3);
      for (const {percent, both, onlyFirst, onlySecond} of climbLadder(first, second, {minGroup: 20})) {
        const cells = first.map((a, i) => (a >= percent / 100 ? 2 : 0) + (second[i] >= percent / 100 ? 1 : 0));
        const count = (cell: number): number => cells.filter((d) => d === cell).length;
        expect([both, onlyFirst, onlySecond]).toEqual([count(3), count(2), count(1)]);
        for (const n of [0, 1, 2, 3].map(count)) expect(n === 0 || n >= 20).toBe(true);
        for (let move = 0; move < 16; ++move) {
          const moved = cells.filter((cell, i) => before[i] !== cell && 4 * before[i] + cell === move).length;
          expect(moved === 0 || moved >= 20).toBe(true);
        }
        before = cells;
      }
    }),
    {numRuns: 40}
  );
});

it("climbLadder(first, second, {minGroup}) finds lines where there are many users, and refuses lists of two lengths", () => {
  const random = createRandom("pair");
  const first = Array.from({length: 10_000}, () => random());
  const second = first.map((p) => Math.min(1, Math.max(0, p + 0.1 * drawNormal(random))));
  expect(climbLadder(first, second, {minGroup: 20}).length).toBeGreaterThan(25);
  expect(() => climbLadder([0.1], [], {minGroup: 20})).toThrow(
    "climbLadder: both models must have scored the same users; got 1 and 0 scores."
  );
});
