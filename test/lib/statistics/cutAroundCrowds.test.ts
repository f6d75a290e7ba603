import {describe, expect, it} from "vitest";
import {cutAroundCrowds} from "../../../lib/statistics/bins.js";

describe("cutAroundCrowds(values, nBins)", () => {
  it("gives a crowded value a bin to itself and cuts the others by count", () => {
    const values = Float32Array.from({length: 1000}, (_, i) => (i < 900 ? 0 : i % 2 === 0 ? -i : i));
    const {nBins, codes} = cutAroundCrowds(values, 32);
    expect(nBins).toBe(6); // the zeros, and five bins of twenty
    const sizes = Array.from({length: nBins}, (_, bin) => codes.filter((d) => d === bin).length);
    expect(sizes).toEqual([900, 20, 20, 20, 20, 20]);
    expect(new Set(codes.subarray(0, 900))).toEqual(new Set([0]));
  });

  it("takes missing values, nothing else, and no value at all", () => {
    expect(cutAroundCrowds([0, 0, 0, 5, 0, NaN], 4)).toEqual({nBins: 2, codes: Int32Array.of(0, 0, 0, 1, 0, -1)});
    expect(cutAroundCrowds([NaN, NaN], 4)).toEqual({nBins: 0, codes: Int32Array.of(-1, -1)});
    expect(cutAroundCrowds([7, 7], 4)).toEqual({nBins: 1, codes: Int32Array.of(0, 0)});
    expect(() => cutAroundCrowds([1, Infinity], 4)).toThrow("cutAroundCrowds: values must be finite (NaN is missing); got 1 infinite.");
  });

  it("never puts two rows of one value into two bins", () => {
    const values = Float32Array.from({length: 500}, (_, i) => (i * i) % 23);
    const {codes} = cutAroundCrowds(values, 10);
    const binOf = new Map<number, number>();
    values.forEach((value, i) => expect(binOf.set(value, binOf.get(value) ?? codes[i]).get(value)).toBe(codes[i]));
  });
});
