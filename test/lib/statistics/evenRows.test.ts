import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {MIN_GROUP} from "../../../lib/groups.js";
import {evenOf, evenRows} from "../../../lib/statistics/evenRows.js";

const rowsByCustomer = fc.array(fc.integer({min: 1, max: 200}), {minLength: 1, maxLength: 60});
const toGroups = (sizes: readonly number[]): Int32Array =>
  Int32Array.from(sizes.flatMap((size, customer) => new Array<number>(size).fill(customer)));

describe("evenRows(nRows, groups)", () => {
  it("leaves nobody more rows than the 20th of those with most, and takes none from others", () => {
    fc.assert(
      fc.property(rowsByCustomer, (sizes) => {
        const groups = toGroups(sizes);
        const rows = evenRows(groups.length, groups);
        const most = [...sizes].sort((a, b) => b - a)[Math.min(MIN_GROUP, sizes.length) - 1];
        const left = sizes.map((_, customer) => rows.filter((row) => groups[row] === customer).length);
        expect(left).toEqual(sizes.map((size) => Math.min(size, most)));
        expect(rows).toEqual(rows.toSorted((a, b) => a - b));
      })
    );
  });

  it("spreads what is left of a customer over the customer's rows", () => {
    const groups = toGroups([100, ...new Array<number>(20).fill(4)]);
    expect([...evenRows(180, groups)].filter((row) => row < 100)).toEqual([24, 49, 74, 99]);
  });

  it("takes every row where rows repeat nobody", () => {
    expect([...evenRows(5, null)]).toEqual([0, 1, 2, 3, 4]);
    expect([...evenRows(0, new Int32Array(0))]).toEqual([]);
  });
});

it("evenOf(values, groups) counts rows that have a value alone", () => {
  const groups = toGroups([60, ...new Array<number>(20).fill(2)]);
  const values = Float64Array.from(groups, (customer, row) => (customer === 0 && row >= 10 ? NaN : customer));
  expect(evenOf(values, groups).filter((x) => x === 0)).toHaveLength(2);
  expect(evenOf(values, groups)).toHaveLength(42);
});
