import fc from "fast-check";
import {expect, it} from "vitest";
import {cutAxis, sideOf, wholeAxis} from "../../../../src/components/ui/axisCut.js";

const values = fc.array(fc.double({min: -10, max: 10, noNaN: true}), {minLength: 1, maxLength: 60});
const better = fc.constantFrom("lower" as const, "higher" as const);

it("cutAxis(values, better) keeps the best value and at least half of all, and counts what lies beyond", () => {
  fc.assert(
    fc.property(values, better, (all, good) => {
      const cut = cutAxis(all, good);
      const beyond = all.filter((d) => sideOf(cut, d) !== 0);
      expect(beyond.length).toBe(cut.nBeyond);
      expect(2 * beyond.length).toBeLessThanOrEqual(all.length);
      expect(sideOf(cut, good === "lower" ? Math.min(...all) : Math.max(...all))).toBe(0);
      expect(beyond.every((d) => sideOf(cut, d) === (good === "lower" ? 1 : -1))).toBe(true);
    })
  );
});

it("cutAxis(values, better) is the same seen from the other side", () => {
  fc.assert(
    fc.property(values, (all) => {
      const [a, b] = [
        cutAxis(all, "lower"),
        cutAxis(
          all.map((d) => -d),
          "higher"
        )
      ];
      expect([b.low === 0 ? 0 : -b.low, b.high === 0 ? 0 : -b.high, b.nBeyond].map(Number)).toEqual([a.high || 0, a.low || 0, a.nBeyond]);
    })
  );
});

it("cutAxis(values, better) cuts before hopeless values, and nowhere else", () => {
  expect(cutAxis([0.408, 0.409, 0.41, 0.412, 0.47, 0.471], "lower")).toEqual({low: 0.408, high: 0.412, nBeyond: 2});
  expect(cutAxis([0.75, 0.74, 0.73, 0.5], "higher")).toEqual({low: 0.73, high: 0.75, nBeyond: 1});
  expect(cutAxis([1, 2, 3, 4], "lower")).toEqual({low: 1, high: 4, nBeyond: 0});
  expect(cutAxis([0.4, 0.47], "lower")).toEqual({low: 0.4, high: 0.47, nBeyond: 0});
  expect(wholeAxis([])).toBeNull();
});
