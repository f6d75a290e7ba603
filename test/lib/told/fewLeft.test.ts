import type {ToldParts} from "../../../lib/told/fewLeft.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {seekFewLeft} from "../../../lib/told/fewLeft.js";
import {createRandom, drawIndex} from "../../../lib/random.js";

const partsOf = (codes: readonly number[], n: number): ToldParts => ({
  kinds: {codes: Int32Array.from(codes), n},
  partOf: Array.from({length: n}, (_, part) => part),
  n,
  isWhole: !codes.includes(-1)
});
const findFewLeft = (first: ToldParts, second: ToldParts, users: {y: Uint8Array; groups: Int32Array | null}) =>
  seekFewLeft(second, users)(first);
const halfChurned = (n: number): Uint8Array => Uint8Array.from({length: n}, (_, i) => i % 2);

describe("seekFewLeft(second, users)(first)", () => {
  it("finds a region less all of its towns but one that is not told", () => {
    const region = Array.from({length: 1000}, (_, i) => (i < 400 ? 0 : 1));
    const town = region.map((_, i) => (i < 200 ? 0 : i < 388 ? 1 : i < 400 ? -1 : i < 700 ? 2 : -1));
    const users = {y: halfChurned(1000), groups: null};
    expect(findFewLeft(partsOf(region, 2), partsOf(town, 3), users)).toEqual({first: [0], second: [0, 1]});
    expect(findFewLeft(partsOf(town, 3), partsOf(region, 2), users)).toEqual({first: [0, 1], second: [0]});
    const larger = town.map((code, i) => (i >= 370 && i < 388 ? -1 : code));
    expect(findFewLeft(partsOf(region, 2), partsOf(larger, 3), users)).toBeNull();
    expect(
      findFewLeft(partsOf(region, 2), partsOf(larger, 3), {...users, groups: Int32Array.from(region, (_, i) => (i >= 370 ? 7 : i))})
    ).not.toBeNull();
  });

  it("tells the same of more users than it counts first, and nothing of cuts that have nothing to do with each other", () => {
    const random = createRandom(3);
    const n = 30_000;
    const users = {y: halfChurned(n), groups: null};
    const [one, other] = [5, 4].map((nParts) => Array.from({length: n}, () => drawIndex(nParts, random)));
    expect(findFewLeft(partsOf(one, 5), partsOf(other, 4), users)).toBeNull();
    const within = one.map((code, i) => (code === 0 && i > 60 ? 0 : -1)); // all but a dozen of a part
    expect(findFewLeft(partsOf(one, 5), partsOf(within, 1), users)).toEqual({first: [0], second: [0]});
  });

  it("finds every sum of parts less a sum of parts of the other that leaves too few", () => {
    const codes = fc.array(fc.tuple(fc.integer({min: -1, max: 2}), fc.integer({min: -1, max: 2})), {minLength: 4, maxLength: 14});
    fc.assert(
      fc.property(codes, fc.integer({min: 5, max: 40}), (kinds, times) => {
        const rows = kinds.flatMap((kind, k) => Array.from({length: k % 3 === 0 ? 4 : times}, () => kind));
        const users = {y: halfChurned(rows.length), groups: null};
        const found =
          findFewLeft(
            partsOf(
              rows.map(([a]) => a),
              3
            ),
            partsOf(
              rows.map(([, b]) => b),
              3
            ),
            users
          ) !== null;
        let isThere = false;
        for (let a = 0; a < 8; ++a) {
          for (let b = 0; b < 8; ++b) {
            const isIn = (mask: number, code: number): boolean => code >= 0 && ((mask >> code) & 1) === 1;
            const [ones, others] = [0, 1].map((side) =>
              rows
                .map((row, i) => [i, row] as const)
                .filter(([, [p, q]]) => (side === 0 ? isIn(a, p) && !isIn(b, q) : !isIn(a, p) && isIn(b, q)))
            );
            const left = [...ones, ...others].map(([i]) => users.y[i]);
            const churned = left.reduce((sum, label) => sum + label, 0);
            const isOneSided = ones.length > 0 !== others.length > 0;
            if (isOneSided && a > 0 && b > 0 && (left.length < 20 || churned < 3 || left.length - churned < 3)) isThere = true;
          }
        }
        // parts that are too few themselves are no leak of the two, and of told parts there are none
        const areTold = [0, 1].every((side) =>
          [0, 1, 2].every((code) => {
            const n = rows.filter((row) => row[side] === code).length;
            return n === 0 || n >= 20;
          })
        );
        fc.pre(areTold);
        expect(found).toBe(isThere);
      })
    );
  });
});
