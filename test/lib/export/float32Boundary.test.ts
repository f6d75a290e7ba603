import fc from "fast-check";
import {expect, it} from "vitest";
import {float32Boundary} from "../../../lib/export/sqlTrees.js";
import {float32Before} from "../../../lib/numbers.js";

const isBelow = (x: number, threshold: number): boolean => {
  const {bound, inclusive} = float32Boundary(threshold);
  return inclusive ? x <= bound : x < bound;
};

it("float32Boundary(threshold) says of any float64 what rounding it to float32 would say", () => {
  fc.assert(
    fc.property(fc.float({noNaN: true, noDefaultInfinity: true}), fc.double({noNaN: true, noDefaultInfinity: true}), (threshold, x) => {
      expect(isBelow(x, threshold)).toBe(Math.fround(x) < threshold);
    })
  );
});

it("float32Boundary(threshold) decides as rounding does in the middle and beside it", () => {
  fc.assert(
    fc.property(fc.float({noNaN: true, min: Math.fround(-1e30), max: Math.fround(1e30)}), (threshold) => {
      const middle = float32Before(threshold) / 2 + threshold / 2;
      const step = Math.max(Math.abs(middle) * 2 ** -52, 5e-324);
      for (const x of [middle, middle - step, middle + step, threshold, float32Before(threshold)]) {
        expect(isBelow(x, threshold), `${x} < ${threshold}`).toBe(Math.fround(x) < threshold);
      }
    })
  );
});

it("float32Before(value) is the neighbour below, also across zero", () => {
  expect(float32Before(1)).toBe(1 - 2 ** -24);
  expect(float32Before(0)).toBe(-(2 ** -149));
  expect(float32Before(2 ** -149)).toBe(0);
  expect(float32Before(-1)).toBe(-(1 + 2 ** -23));
  expect(float32Before(-3.4028234663852886e38)).toBe(-Infinity);
});
