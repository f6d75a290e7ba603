import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {putOnGrid} from "../../../lib/fit/grid.js";
import {gridOf} from "../../../lib/statistics/grid.js";
import {sortFloats} from "../../../lib/sortFloats.js";
import {linesByRow} from "../../support/linesByRow.js";

const anyFloat = fc.float({noNaN: true, noDefaultInfinity: true});
const column = fc
  .oneof(
    fc.array(anyFloat, {minLength: 1, maxLength: 60}),
    fc.array(fc.integer({min: -50, max: 50}), {minLength: 1, maxLength: 60}),
    fc
      .tuple(anyFloat, fc.array(fc.float({min: 0, max: 1, noNaN: true}), {minLength: 1, maxLength: 60}))
      .map(([o, xs]) => xs.map((x) => x + o))
  )
  .map((values) => Float32Array.from(values).filter(Number.isFinite));

describe("gridOf(sorted)", () => {
  it("parts rows at a line as their own values do, and moves no cut past a value", () => {
    fc.assert(
      fc.property(column, fc.nat(), (values, pick) => {
        if (values.length === 0) return;
        const sorted = sortFloats(values);
        const {up} = gridOf(sorted);
        const gridded = linesByRow(putOnGrid(values));
        const steps = sortFloats(gridded);
        const at = pick % steps.length;
        if (at === 0 || steps[at] === steps[at - 1]) return;
        const threshold = up((steps[at - 1] + steps[at]) / 2);
        expect(Math.fround(threshold)).toBe(threshold);
        expect(threshold > steps[at - 1] && threshold <= steps[at]).toBe(true);
        values.forEach((x, i) => expect(x < threshold).toBe(gridded[i] < threshold));
      }),
      {numRuns: 2000}
    );
  });

  it("has three digits of the spread, whatever lies far out", () => {
    const lengths = Float32Array.from({length: 1000}, (_, i) => 20 + i * 0.037);
    const grid = gridOf(lengths);
    expect(grid.step).toBe(0.1);
    expect(grid.down(Math.fround(23.456))).toBe(Math.fround(23.4));
    expect(grid.down(Math.fround(23.4))).toBe(Math.fround(23.4));
    expect(grid.up(23.456)).toBe(Math.fround(23.5));
    const withOutlier = gridOf(Float32Array.from([...lengths, 1e9]));
    expect(withOutlier.step).toBe(0.1);
    expect(withOutlier.down(1e9)).toBe(1e9);
    expect(gridOf(Float32Array.of(7)).up(6.5)).toBe(6.5);
  });
});
