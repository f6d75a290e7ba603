import fc from "fast-check";
import {expect, test} from "vitest";
import {MIN_GROUP, nearPart} from "../../../lib/groups.js";
import {cutScoreGroups, MIN_CLASS} from "../../../lib/metrics/scoreGroups.js";
import {cutValueCells} from "../../../lib/metrics/valueCells.js";
import {createRandom} from "../../../lib/random.js";

function draw(n: number, seed: string): {y: Uint8Array; p: Float64Array; value: Float64Array} {
  const random = createRandom(seed);
  const p = Float64Array.from({length: n}, () => random() ** 2);
  return {
    p,
    y: Uint8Array.from(p, (score) => Number(random() < 0.1 + 0.8 * score)),
    value: Float64Array.from({length: n}, () => (random() < 0.05 ? NaN : Math.round(200 * random() - 10)))
  };
}

test("cells hold enough of either class, and every user of their score groups once", () => {
  fc.assert(
    fc.property(fc.integer({min: 600, max: 4000}), fc.string(), (n, seed) => {
      const users = draw(n, seed);
      const groups = cutScoreGroups(users.y, users.p, MIN_GROUP);
      fc.pre(groups !== null);
      const {cells} = cutValueCells(groups, users)!;
      expect(cells.reduce((sum, cell) => sum + cell.n, 0)).toBe(n);
      for (const cell of cells) {
        expect(cell.n).toBeGreaterThanOrEqual(MIN_GROUP);
        expect(cell.churned).toBeGreaterThanOrEqual(MIN_CLASS);
        expect(cell.n - cell.churned).toBeGreaterThanOrEqual(MIN_CLASS);
      }
      // a strip is whole score groups: no difference between the tables tells of fewer than a cell
      let above = {n: 0, churned: 0};
      const running = new Map(
        groups.map(({n: own, churned, from}) => {
          above = {n: above.n + own, churned: above.churned + churned};
          return [from, above];
        })
      );
      for (const from of new Set(cells.map((cell) => cell.from))) {
        const down = cells.filter((cell) => cell.from >= from);
        expect({n: down.reduce((sum, d) => sum + d.n, 0), churned: down.reduce((sum, d) => sum + d.churned, 0)}).toEqual(running.get(from));
      }
    }),
    {numRuns: 30}
  );
});

test("users without a value count at the mean of the others, and are told as they may be", () => {
  const users = draw(2000, "missing");
  const groups = cutScoreGroups(users.y, users.p, MIN_GROUP)!;
  const found = cutValueCells(groups, users)!;
  const known = users.value.filter((v) => !Number.isNaN(v));
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const total = found.cells.reduce((sum, {n, value}) => sum + n * value, 0);
  expect(total / 2000).toBeCloseTo(mean, 0);
  expect(found.missing).toBe(nearPart(2000 - known.length, 2000));
  expect(found.negative).toBe(nearPart(known.filter((v) => v < 0).length, 2000));
  const ofFirst = (n: number): Float64Array => users.value.map((_, i) => (i < n ? 5 : NaN));
  expect(cutValueCells(groups, {...users, value: ofFirst(0)})).toBeNull();
  expect(cutValueCells(groups, {...users, value: ofFirst(MIN_GROUP - 1)})).toBeNull();
  expect(cutValueCells(groups, {...users, value: ofFirst(MIN_GROUP)})).not.toBeNull();
  expect(cutValueCells(groups, {...users, value: ofFirst(MIN_GROUP), groups: users.value.map((_, i) => i >> 1)})).toBeNull();
  expect(cutValueCells(groups, {...users, value: users.value.map(() => -1)})).toMatchObject({missing: 0, negative: 2000});
  expect(cutValueCells(groups, {...users, value: ofFirst(1999)})).toMatchObject({missing: "fewer than 20"});
});

test("the order of rows is irrelevant", () => {
  const {y, p, value} = draw(1500, "order");
  const groups = cutScoreGroups(y, p, MIN_GROUP)!;
  const turned = cutValueCells(groups, {y: y.toReversed(), p: p.toReversed(), value: value.toReversed()});
  expect(turned).toEqual(cutValueCells(groups, {y, p, value}));
});

test("says nothing of how much more one user is worth than all others", () => {
  const users = draw(2000, "far");
  const groups = cutScoreGroups(users.y, users.p, MIN_GROUP)!;
  const withFar = (worth: number) => cutValueCells(groups, {...users, value: users.value.map((d, i) => (i === 777 ? worth : d))});
  expect(withFar(3e9)).toEqual(withFar(1e9));
});
