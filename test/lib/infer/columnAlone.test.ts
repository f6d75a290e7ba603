import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {columnAlone, groupByNumber} from "../../../lib/infer/columnAlone.js";

const numbers = fc.array(fc.oneof(fc.integer({min: -3, max: 3}), fc.double(), fc.constant(NaN), fc.constant(-0)));

describe("groupByNumber(churned, retained)", () => {
  it("groups rows by their number from the lowest up, those without one apart", () => {
    fc.assert(
      fc.property(numbers, numbers, (churned, retained) => {
        const counts = new Map<number, {n: number; churned: number}>(); // a map takes -0 and 0 for one, and NaN for itself
        for (const [values, isChurned] of [[churned, 1] as const, [retained, 0] as const]) {
          for (const value of values) {
            const {n, churned: nChurned} = counts.get(value) ?? {n: 0, churned: 0};
            counts.set(value, {n: n + 1, churned: nChurned + isChurned});
          }
        }
        const values = [...counts.keys()].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
        expect(groupByNumber(Float64Array.from(churned), Float64Array.from(retained))).toEqual({
          groups: values.map((value) => counts.get(value)),
          missing: counts.get(NaN) ?? {n: 0, churned: 0},
          nValues: new Set(values.map(Math.fround)).size
        });
      })
    );
  });

  it("ranks a column whose numbers are all above the others' at 1", () => {
    const churned = Float64Array.from({length: 20}, (_, i) => 40 - i);
    const {groups, missing} = groupByNumber(
      churned,
      Float64Array.from({length: 20}, (_, i) => i)
    );
    expect(columnAlone(groups, {missing, isOrdered: true})).toEqual({isAllLeft: false, auc: 1, aucOfMissing: 0.5});
  });
});
