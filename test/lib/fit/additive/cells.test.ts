import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {createCells} from "../../../../lib/fit/additive/cells.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";

describe("createCells(values)", () => {
  it("puts every row that has a value into the cell around it, and keeps their mean", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.float({noDefaultInfinity: true, min: -1e6, max: 1e6}), fc.integer({min: 0, max: 5}))), (list) => {
        const values = Float32Array.from(list);
        const cells = createCells(values);
        const sums = new Float64Array(cells.values.length);
        const counts = new Int32Array(cells.values.length);
        for (const [i, code] of cells.codes.entries()) {
          if (Number.isNaN(values[i])) expect(code).toBe(-1);
          else {
            sums[code] += values[i];
            ++counts[code];
          }
        }
        expect([...cells.counts]).toEqual([...counts]);
        for (const [u, mean] of cells.values.entries()) {
          expect(mean).toBeCloseTo(sums[u] / counts[u], 5);
          if (u > 0) expect(mean).toBeGreaterThan(cells.values[u - 1]);
        }
      })
    );
  });

  it("keeps each of few values apart, and makes few cells of many", () => {
    const few = createCells(Float32Array.from({length: 9000}, (_, i) => i % 300));
    expect([...few.values]).toEqual(Array.from({length: 300}, (_, u) => u));
    const random = createRandom(3);
    const many = createCells(Float32Array.from({length: 30_000}, () => Math.exp(2 * drawNormal(random))));
    expect(many.values.length).toBeLessThan(1100);
    expect(Math.max(...many.counts)).toBeLessThanOrEqual(30_000 / 500);
  });
});
