import {describe, expect, it} from "vitest";
import fc from "fast-check";
import type {Cell} from "../../lib/groups.js";
import {
  addCells,
  countBins,
  FEW,
  isTold,
  limitsOf,
  MIN_GROUP,
  nearPart,
  outermost,
  roundTo,
  roundWithin,
  sayNear,
  tellBeside,
  toldRows,
  usersOf
} from "../../lib/groups.js";

describe("roundWithin(value, spread)", () => {
  it("keeps three digits of the spread, or of the number where there is none", () => {
    expect(roundWithin(2021.3791, 1.7)).toBe(2021.38);
    expect(roundWithin(123456, 4321)).toBe(123460);
    expect(roundWithin(0.000123456, 0)).toBe(roundTo(0.000123456));
  });
});

describe("limitsOf(values), outermost(sorted)", () => {
  const values = fc.array(fc.double({noNaN: true, min: -1e6, max: 1e6}), {minLength: 20, maxLength: 120});

  it("tells nothing of how far out one or two lie beyond all others", () => {
    fc.assert(
      fc.property(values, fc.double({noNaN: true, min: 1e9, max: 1e12}), fc.integer({min: 1, max: 2}), (others, far, n) => {
        const withFar = (x: number): Float64Array => Float64Array.from([...others, ...Array.from({length: n}, () => x)]);
        const [{high}, {high: same}] = [limitsOf(withFar(far)), limitsOf(withFar(3 * far))];
        expect(same).toBe(high);
        expect(high).toBeLessThan(1e9);
        expect(outermost(withFar(far).sort()).most).toBe(outermost(withFar(3 * far).sort()).most);
        expect(limitsOf(withFar(-far)).low).toBe(limitsOf(withFar(-3 * far)).low);
      })
    );
  });

  it("leaves nobody more than half of what the outermost lie further out, and all as they are where nobody has more", () => {
    fc.assert(
      fc.property(values, (all) => {
        const {high} = limitsOf(all);
        const calm = Float64Array.from(all, (x) => Math.min(high, x)).sort();
        const outer = calm.slice(-20).map((x) => x - calm[calm.length - 20]);
        const sum = outer.reduce((a, b) => a + b, 0);
        expect(2 * outer[19]).toBeLessThanOrEqual(sum * (1 + 1e-6) + 1e-9 * (1 + Math.abs(high)));
        const even = Float64Array.from({length: 200}, (_, i) => i);
        expect(limitsOf(even)).toEqual({low: 0, high: 199});
        expect(outermost(even)).toEqual({least: 9.5, most: 189.5});
      })
    );
  });

  it("counts customers, each by the value furthest out, and no missing value", () => {
    const rows = Float64Array.from({length: 300}, (_, i) => (i % 2 === 0 ? NaN : i));
    expect(limitsOf(rows)).toEqual({low: 1, high: 299});
    const ofOne = Float64Array.from({length: 300}, (_, i) => (i < 100 ? 1e9 + i : i));
    const customers = Int32Array.from(ofOne, (_, i) => (i < 100 ? 0 : i));
    expect(limitsOf(ofOne).high).toBe(1e9 + 99);
    expect(limitsOf(ofOne, customers).high).toBeLessThan(500);
    expect(limitsOf(new Float64Array(3).fill(NaN))).toEqual({low: -Infinity, high: Infinity});
  });
});

describe("tellBeside(part, rest)", () => {
  it("tells neither a part nor what is left of the whole where either is too few", () => {
    const nat = fc.integer({min: 0, max: 60});
    fc.assert(
      fc.property(nat, nat, (part, rest) => {
        const told = tellBeside({n: part, churned: 0}, {n: rest, churned: 0});
        if (told === FEW) {
          expect(part > 0 && part < MIN_GROUP).toBe(true);
          return;
        }
        for (const n of [told, part + rest - told]) expect(n === 0 || n >= MIN_GROUP || part + rest < MIN_GROUP).toBe(true);
        expect(Math.abs(told - part)).toBeLessThan(MIN_GROUP);
      })
    );
  });
});

describe("nearPart(part, whole)", () => {
  it("tells none, few and all as they are, and a part to the nearest 20 that leaves enough", () => {
    for (const [part, whole] of [
      [0, 50],
      [FEW, 50],
      [50, 50]
    ] as const)
      expect(nearPart(part, whole)).toBe(part);
    const nat = fc.integer({min: MIN_GROUP, max: 400});
    fc.assert(
      fc.property(nat, nat, (part, rest) => {
        const told = nearPart(part, part + rest) as number;
        expect(told % MIN_GROUP).toBe(0);
        expect(Math.min(told, part + rest - told)).toBeGreaterThanOrEqual(MIN_GROUP);
        expect(Math.abs(told - part)).toBeLessThan(MIN_GROUP);
      })
    );
    expect([sayNear(1020, 14999), sayNear(50, 50), sayNear(FEW, 50)]).toEqual(["about 1,020", "50", FEW]);
  });
});

describe("isTold(cell, rest)", () => {
  it("asks for enough of either class on both sides, or nobody on the other", () => {
    expect(isTold({n: 50, churned: 25}, {n: 50, churned: 20})).toBe(true);
    expect(isTold({n: 100, churned: 45}, {n: 0, churned: 0})).toBe(true);
    expect(isTold({n: 60, churned: 40}, {n: 40, churned: 5})).toBe(false);
    expect(isTold({n: 60, churned: 40})).toBe(true);
  });
});

describe("cells of rows that repeat customers", () => {
  const rows = (n: number, customer: (i: number) => number): {codes: Int32Array; customers: Int32Array; y: Uint8Array} => ({
    codes: new Int32Array(n),
    customers: Int32Array.from({length: n}, (_, i) => customer(i)),
    y: Uint8Array.from({length: n}, (_, i) => i % 2)
  });
  const cellOf = (n: number, customer: (i: number) => number): Cell => {
    const {codes, customers, y} = rows(n, customer);
    return countBins(codes, y, 1, customers)[0];
  };

  it("count customers of either class, however many rows these have", () => {
    const one = cellOf(500, () => 7);
    expect([one.n, one.churned, usersOf(one)]).toEqual([500, 250, {n: 1, churned: 1, retained: 1}]);
    expect([isTold(one), isTold({n: 500, churned: 250})]).toEqual([false, true]);
    expect([toldRows(one), toldRows(cellOf(500, (i) => i % 100))]).toEqual([FEW, 500]);
  });

  it("agree with the customers of all their rows when they are joined, in any order", () => {
    const parts = [cellOf(30, (i) => i % 4), cellOf(26, (i) => 2 + (i % 13)), cellOf(40, (i) => 10 + (i % 20))];
    for (const order of [parts, parts.toReversed()]) expect(usersOf(addCells(order)).n).toBeGreaterThanOrEqual(MIN_GROUP);
    expect(usersOf(addCells(parts.slice(0, 2)))).toMatchObject({n: 15});
    expect(usersOf(addCells([parts[0], parts[0]])).n).toBe(4);
  });

  it("have ends that are averages over customers", () => {
    const customers = Int32Array.from({length: 520}, (_, i) => Math.min(i, 20));
    const sorted = Float64Array.from({length: 520}, (_, i) => (i < 20 ? i : 30));
    expect(outermost(sorted, customers).most).toBe((30 + (19 * 20) / 2) / 20);
    expect(outermost(sorted).most).toBe(30);
  });
});
