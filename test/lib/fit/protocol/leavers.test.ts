import {describe, expect, it} from "vitest";
import {judgedRows} from "../../../../lib/fit/protocol/folds.js";
import {forwardFolds} from "../../../../lib/fit/protocol/forwardFolds.js";
import {splitRows} from "../../../../lib/fit/protocol/split.js";
import {createRandom} from "../../../../lib/random.js";

const MONTHS = 12;
const LEAVES = 0.06;

/** Months of customers who begin in any of them, until each leaves: only the last row of one who left says so. */
function drawMonths(nCustomers: number, seed: string): {y: Uint8Array; periods: Int32Array; groups: Int32Array} {
  const random = createRandom(seed);
  const rows: {group: number; period: number; churned: number}[] = [];
  for (let group = 0; group < nCustomers; ++group) {
    for (let period = Math.floor(random() * MONTHS); period < MONTHS; ++period) {
      const churned = Number(random() < LEAVES);
      rows.push({group, period, churned});
      if (churned) break;
    }
  }
  return {
    y: Uint8Array.from(rows, (d) => d.churned),
    periods: Int32Array.from(rows, (d) => d.period),
    groups: Int32Array.from(rows, (d) => d.group)
  };
}

/** By how many standard errors a share of churned rows lies off the rate at which customers leave. */
function errorsOff(y: Uint8Array, rows: Int32Array): number {
  const churned = rows.reduce((sum, row) => sum + y[row], 0);
  return (churned - LEAVES * rows.length) / Math.sqrt(rows.length * LEAVES * (1 - LEAVES));
}

describe("months of customers who leave in the end", () => {
  const {y, periods, groups} = drawMonths(4000, "months");
  const {train, test} = splitRows(y, {testShare: 0.2, random: createRandom(3), periods, groups});

  it("has as many leavers among the rows to learn from, and to judge by, as among all", () => {
    for (const rows of [train, test]) expect(Math.abs(errorsOff(y, rows))).toBeLessThan(3.5);
  });

  it("has as many of them among the rows that are held out", () => {
    const of = (values: Uint8Array | Int32Array): Int32Array => Int32Array.from(train, (row) => values[row]);
    const folds = forwardFolds(of(y), {periods: of(periods), k: 5, random: createRandom(4), groups: of(groups)}) as Uint8Array;
    const judged = Int32Array.from(judgedRows(folds), (place) => train[place]);
    expect(Math.abs(errorsOff(y, judged))).toBeLessThan(3.5);
  });

  it("keeps nearly all rows where hardly a customer has two", () => {
    const n = 1000;
    const alone = Int32Array.from({length: n}, (_, i) => (i < 10 ? 0 : i));
    const months = Int32Array.from({length: n}, (_, i) => i % MONTHS);
    const churned = Uint8Array.from({length: n}, (_, i) => Number(i % 7 === 0));
    const sides = splitRows(churned, {testShare: 0.2, random: createRandom(5), periods: months, groups: alone});
    expect(sides.train.length + sides.test.length).toBeGreaterThan(n - 10);
  });
});
