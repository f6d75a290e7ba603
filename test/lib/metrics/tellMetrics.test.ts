import fc from "fast-check";
import {expect, it} from "vitest";
import {scoreAll} from "../../../lib/metrics/metrics.js";
import {tellDifferences, tellIntervals, tellMetrics} from "../../../lib/metrics/tellMetrics.js";

/** So many users above and below the line at 0.5, by class. */
function users({truePositive, falsePositive, falseNegative, trueNegative}: Record<string, number>): {y: number[]; p: number[]} {
  const y = [1, 0, 1, 0].flatMap((label, i) =>
    Array.from({length: [truePositive, falsePositive, falseNegative, trueNegative][i]}, () => label)
  );
  return {y, p: y.map((_, i) => (i < truePositive + falsePositive ? 0.6 + (i % 7) / 100 : 0.1 + (i % 11) / 100))};
}

it("rounds, and leaves a line at 0.5 with enough on either side as it is", () => {
  const {y, p} = users({truePositive: 33, falsePositive: 20, falseNegative: 70, trueNegative: 400});
  const exact = scoreAll(y, p);
  const told = tellMetrics(y, p, exact);
  for (const [name, value] of Object.entries(told)) {
    expect(value).toBeCloseTo(exact[name as keyof typeof exact], 5);
    expect(value).toBe(Number(value.toPrecision(6)));
  }
});

const count = fc.integer({min: 0, max: 60});
const counts = fc.record({truePositive: count, falsePositive: count, falseNegative: count, trueNegative: count});

it("tells of no line at 0.5 with 1 to 19 users on a side, or 1 or 2 of a class there", () => {
  fc.assert(
    fc.property(counts, (drawn) => {
      const cells = {...drawn, falseNegative: drawn.falseNegative + 1, trueNegative: drawn.trueNegative + 1}; // both classes occur
      const {y, p} = users(cells);
      const [n, churned] = [y.length, y.reduce((sum, d) => sum + d, 0)];
      const {recallAtHalf, precisionAtHalf, accuracy} = tellMetrics(y, p, scoreAll(y, p));
      // worked out as somebody would who knows how many there are
      const truePositive = Math.round(recallAtHalf * churned);
      const called = precisionAtHalf > 0 ? Math.round(truePositive / precisionAtHalf) : null;
      for (const side of called === null ? [] : [called, n - called]) expect(side === 0 || side === n || side >= 20).toBe(true);
      const right = Math.round(accuracy * n);
      const isOneSided = cells.truePositive + cells.falsePositive < 20;
      if (isOneSided) expect([truePositive, right]).toEqual([0, n - churned]);
    })
  );
});

it("gives no interval where there is nothing to tell, nor a difference that would", () => {
  const {y, p} = users({truePositive: 5, falsePositive: 2, falseNegative: 70, trueNegative: 400});
  const exact = scoreAll(y, p);
  const intervals = Object.fromEntries(Object.entries(exact).map(([name, d]) => [name, {estimate: d, low: d / 3, high: d / 3 + 0.1}]));
  const told = tellIntervals(y, p, intervals as Parameters<typeof tellIntervals>[2]);
  expect(told.recallAtHalf).toEqual({estimate: 0, low: null, high: null});
  expect(told.accuracy.estimate).toBe(Number((402 / 477).toPrecision(6)));
  expect(told.rocAuc.low).toBe(Number((exact.rocAuc / 3).toPrecision(6)));
  const base = tellIntervals(y, new Float64Array(y.length).fill(0.16), told);
  expect(tellDifferences(told, {own: told, base}).accuracy).toEqual({estimate: 0, low: null, high: null});
  expect(tellDifferences(told, {own: told, base}).rocAuc).toEqual(told.rocAuc);
});
