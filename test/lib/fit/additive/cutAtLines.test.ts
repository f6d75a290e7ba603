import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {createCells} from "../../../../lib/fit/additive/cells.js";
import {cutAtLines, SHORTEST} from "../../../../lib/fit/additive/cutAtLines.js";
import {nextFloat32} from "../../../../lib/numbers.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";
import {gridOf} from "../../../../lib/statistics/grid.js";

const ofColumn = fc.array(fc.oneof(fc.float({noDefaultInfinity: true, min: -1e6, max: 1e6}), fc.integer({min: 0, max: 5})));

describe("cutAtLines(cells)", () => {
  it("has every row in the cell whose least value it reaches, and of the next does not", () => {
    fc.assert(
      fc.property(ofColumn, (list) => {
        const values = Float32Array.from(list);
        const {codes, from, counts, values: means} = cutAtLines(createCells(values));
        const expected = new Array<number>(from.length).fill(0);
        for (const [i, code] of codes.entries()) {
          if (Number.isNaN(values[i])) expect(code).toBe(-1);
          else {
            ++expected[code];
            expect(values[i]).toBeGreaterThanOrEqual(from[code]);
            if (code + 1 < from.length) expect(values[i]).toBeLessThan(from[code + 1]);
          }
        }
        expect([...counts]).toEqual(expected);
        expect(Math.min(Infinity, ...counts)).toBeGreaterThan(0);
        expect([...from.subarray(1)].every((x, i) => means[i] < x && x <= means[i + 1])).toBe(true);
      })
    );
  });

  it("cuts on lines of the column's grid and next to them, and nowhere near its ends", () => {
    const random = createRandom("lines");
    const values = Float32Array.from({length: 4000}, () => Math.exp(drawNormal(random)));
    const {down} = gridOf(values.toSorted());
    const {from, counts} = cutAtLines(createCells(values));
    for (const x of from) expect([x, nextFloat32(down(x))]).toContain(down(x) === x ? x : nextFloat32(down(x)));
    expect(Math.min(counts[0], counts[counts.length - 1])).toBeGreaterThanOrEqual(SHORTEST * values.length - 1);
  });

  it("parts those on a line from those below and from those above it", () => {
    const values = Float32Array.from({length: 6000}, (_, i) => i / 100);
    const {codes, from} = cutAtLines(createCells(values));
    const cellOf = (x: number): number => codes[values.indexOf(Math.fround(x))];
    expect([cellOf(20) - cellOf(19.97), cellOf(20.03) - cellOf(20)]).toEqual([1, 1]);
    expect([from[cellOf(20)], from[cellOf(20.03)]]).toEqual([20, nextFloat32(20)]);
  });
});
