import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {outermost} from "../../../lib/groups.js";
import {gridOf} from "../../../lib/statistics/grid.js";
import {calmColumn, tellColumn} from "../../../lib/statistics/tell.js";

const column = (value: fc.Arbitrary<number>): fc.Arbitrary<Float32Array> =>
  fc.array(value, {minLength: 1, maxLength: 200}).map((values) => Float32Array.from(values));

describe("tellColumn(values)", () => {
  it("keeps the order, and lets nothing stand beyond the means of the outermost", () => {
    fc.assert(
      fc.property(column(fc.float({noNaN: true, min: -1000, max: 1000})), (values) => {
        const told = tellColumn(values);
        const order = [...values.keys()].sort((i, j) => values[i] - values[j]);
        for (let k = 1; k < order.length; ++k) expect(told[order[k]]).toBeGreaterThanOrEqual(told[order[k - 1]]);
        const sorted = Float32Array.from(values).sort();
        const {least, most} = outermost(sorted);
        const slack = gridOf(sorted).step; // ends are rounded to a line
        expect(Math.min(...told)).toBeGreaterThanOrEqual(least - slack);
        expect(Math.max(...told)).toBeLessThanOrEqual(most + slack);
      })
    );
  });

  it("leaves whole numbers whole, its ends too, so that bands read 3–8 and not 3.3–8", () => {
    fc.assert(
      fc.property(column(fc.integer({min: -500, max: 50_000})), (values) => {
        expect([...tellColumn(values)].every(Number.isInteger)).toBe(true);
      })
    );
  });

  it("keeps missing values missing, and tells nothing of a column of them", () => {
    expect([...tellColumn(Float32Array.of(NaN, 1, NaN))]).toEqual([NaN, 1, NaN]);
    expect([...tellColumn(Float32Array.of(NaN))]).toEqual([NaN]);
  });
});

describe("calmColumn(values)", () => {
  it("leaves a column as it is, but for one or two values that outweigh all others", () => {
    const usual = Float32Array.from({length: 500}, (_, i) => i % 97);
    expect(calmColumn(usual)).toBe(usual);
    const withFar = usual.map((x, i) => (i === 5 ? 1e9 : x));
    const calm = calmColumn(withFar);
    expect(calm.filter((x, i) => x !== usual[i])).toHaveLength(1);
    expect(calm[5]).toBeLessThan(200);
    expect(calm).toEqual(calmColumn(usual.map((x, i) => (i === 5 ? 7e12 : x))));
  });
});
