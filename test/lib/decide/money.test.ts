import fc from "fast-check";
import type {Assumptions} from "../../../lib/decide/money.js";
import {describe, expect, test} from "vitest";
import {
  findBestDepth,
  findPlateau,
  isTooFew,
  leastContacted,
  breakEvenInterval,
  breakEvenSaveRate,
  lowestBreakEven
} from "../../../lib/decide/bestDepth.js";
import {gainAt, perThousand, perUser, profitAt, traceProfit} from "../../../lib/decide/money.js";
import {pointAt} from "../../../lib/decide/contactLine.js";
import {createRandom, drawIndex} from "../../../lib/random.js";
import {rankUsers} from "../../../lib/decide/ranking.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {createScores} from "../../fixtures/book/scores.js";

const scores = createScores();
const ranking = rankUsers(scores.y, scores.scores.logistic);
const usual: Assumptions = Object.freeze({value: 60, contactCost: 1, offerCost: 5, saveRate: 0.1, falseAccept: 0.3});
const anyAssumptions = fc.record({
  value: fc.double({min: 1, max: 500, noNaN: true}),
  contactCost: fc.double({min: 0, max: 20, noNaN: true}),
  offerCost: fc.double({min: 0, max: 50, noNaN: true}),
  saveRate: fc.double({min: 0, max: 1, noNaN: true}),
  falseAccept: fc.double({min: 0, max: 1, noNaN: true})
});

describe("perUser(assumptions)", () => {
  test("weighs a churner and a stayer as Neslin and others", () => {
    expect(perUser(usual)).toEqual({churner: 0.1 * 55 - 1, stayer: -0.3 * 5 - 1});
  });
});

describe("profitAt(ranking, contacted, assumptions)", () => {
  test("adds up user by user", () => {
    const order = Array.from(ranking.row);
    const sum = order.slice(0, 500).reduce((total, i) => total + (scores.y[i] === 1 ? 0.1 * 55 - 1 : -0.3 * 5 - 1), 0);
    expect(profitAt(ranking, 500, usual)).toBeCloseTo(sum, 8);
    expect(profitAt(ranking, 0, usual)).toBe(0);
  });
});

describe("findBestDepth(ranking, assumptions)", () => {
  test("no depth brings more", () => {
    fc.assert(
      fc.property(anyAssumptions, (assumptions) => {
        const best = findBestDepth(ranking, assumptions);
        for (let k = 37; k <= ranking.n; k += 37) {
          if (k < ranking.n && ranking.score[k] === ranking.score[k - 1]) continue;
          expect(profitAt(ranking, k, assumptions)).toBeLessThanOrEqual(best.profit + 1e-9);
        }
        expect(best.profit).toBeCloseTo(profitAt(ranking, best.contacted, assumptions), 8);
      }),
      {numRuns: 30}
    );
  });
  test("runs nothing where nothing pays, everything where contact is free", () => {
    expect(findBestDepth(ranking, {...usual, saveRate: 0})).toEqual({contacted: 0, profit: 0});
    expect(findBestDepth(ranking, {...usual, contactCost: 0, offerCost: 0}).profit).toBeCloseTo(ranking.churned * 0.1 * 60, 6);
  });
  test("does not part users who score the same", () => {
    const tied = rankUsers([1, 0, 0, 0], [0.5, 0.5, 0.5, 0.1]);
    expect([0, 3, 4]).toContain(findBestDepth(tied, {...usual, saveRate: 1}).contacted);
  });
  test("does not recommend a handful of lucky users", () => {
    const lucky = rankUsers(
      Array.from({length: 1000}, (_, i) => (i < 3 ? 1 : Number(i % 50 === 0))),
      Array.from({length: 1000}, (_, i) => 1 - i / 1000)
    );
    expect(findBestDepth(lucky, {...usual, saveRate: 0.05})).toEqual({contacted: 0, profit: 0});
  });
});

describe("breakEvenSaveRate(ranking, contacted, assumptions)", () => {
  test("is where profit is nothing", () => {
    fc.assert(
      fc.property(anyAssumptions, fc.integer({min: 50, max: 2400}), (assumptions, k) => {
        const saveRate = breakEvenSaveRate(ranking, k, assumptions);
        if (Number.isFinite(saveRate))
          expect(Math.abs(profitAt(ranking, k, {...assumptions, saveRate}))).toBeLessThan(1e-6 * (1 + assumptions.contactCost * k));
      })
    );
  });
  test("is never where an offer is worth as much as the user", () => {
    expect(breakEvenSaveRate(ranking, 100, {...usual, offerCost: 60})).toBe(Infinity);
  });
  test("lowestBreakEven finds no higher than any depth's", () => {
    const {saveRate} = lowestBreakEven(ranking, usual);
    for (let k = 24; k <= ranking.n; k += 50) expect(saveRate).toBeLessThanOrEqual(breakEvenSaveRate(ranking, k, usual));
  });
});

describe("gainAt(ranking, contacted, assumptions)", () => {
  test("is the profit per 1,000 users, within the interval that resampled users give", () => {
    const {estimate, low, high} = gainAt(ranking, 300, usual);
    expect(estimate).toBeCloseTo(perThousand(profitAt(ranking, 300, usual), ranking.n), 9);
    const each = Array.from({length: ranking.n}, (_, i) =>
      i >= 300 ? 0 : ranking.churnedAbove[i + 1] > ranking.churnedAbove[i] ? 0.1 * 55 - 1 : -0.3 * 5 - 1
    );
    const random = createRandom("users drawn again");
    const drawn = Array.from({length: 2000}, () => {
      let sum = 0;
      for (let i = 0; i < ranking.n; ++i) sum += each[drawIndex(ranking.n, random)];
      return (sum / ranking.n) * 1000;
    }).sort((a, b) => a - b);
    const width = high - low;
    expect(Math.abs(low - drawn[50])).toBeLessThan(0.06 * width);
    expect(Math.abs(high - drawn[1949])).toBeLessThan(0.06 * width);
  });
});

describe("leastContacted(n)", () => {
  test("is one in a hundred, at least thirty, at most everybody", () => {
    expect([4, 500, 11_439].map(leastContacted)).toEqual([4, 30, 115]);
    expect([0, 1, 114, 115].map((contacted) => isTooFew({contacted, n: 11_439}))).toEqual([false, true, true, false]);
  });
});

describe("findPlateau(ranking, best, assumptions)", () => {
  const {contacted: best, profit} = findBestDepth(ranking, usual);
  const plateau = findPlateau(ranking, best, usual);
  test("holds the best and only depths within its shortfall of it", () => {
    expect(plateau.from).toBeLessThanOrEqual(best);
    expect(plateau.to).toBeGreaterThanOrEqual(best);
    for (let k = plateau.from; k <= plateau.to; ++k) {
      if (k < ranking.n && ranking.score[k] === ranking.score[k - 1]) continue;
      expect(perThousand(profit - profitAt(ranking, k, usual), ranking.n)).toBeLessThanOrEqual(plateau.shortfall + 1e-9);
    }
  });
  test.each([1, 40, 400])("ends where every depth beyond brings clearly less, as the users between tell: %i further", (further) => {
    const k = plateau.to + further;
    const between = Array.from({length: ranking.n}, (_, i): number =>
      i < best || i >= k ? 0 : ranking.churnedAbove[i + 1] > ranking.churnedAbove[i] ? -4.5 : 2.5
    );
    const mean = between.reduce((a, b) => a + b, 0) / ranking.n;
    const error = Math.sqrt(between.reduce((sum, d) => sum + (d - mean) ** 2, 0)) / ranking.n;
    expect(mean - 1.959963984540054 * error).toBeGreaterThan(0);
  });
});

describe("findPlateau where the best stands at the end of a lucky run", () => {
  test("is not stopped by a few unlucky users beyond it", () => {
    // one in two churns all along, but for six stayers right after the 400th user
    const y = Array.from({length: 1000}, (_, i) => (i >= 400 && i < 406 ? 0 : i % 2));
    const even = rankUsers(
      y,
      y.map((_, i) => 1 - i / 1000)
    );
    const assumptions = {value: 10, contactCost: 1, offerCost: 0, saveRate: 0.2, falseAccept: 0}; // a churner brings 1, a stayer costs 1
    expect(findPlateau(even, 400, assumptions)).toMatchObject({from: 30, to: 1000});
  });
});

describe("breakEvenInterval(precision, assumptions)", () => {
  test("holds the line's own, and loses nothing at its ends", () => {
    const {precision} = pointAt(ranking, 0.3);
    const interval = breakEvenInterval(precision!, usual);
    expect(interval.estimate).toBeCloseTo(breakEvenSaveRate(ranking, pointAt(ranking, 0.3).contacted, usual), 12);
    expect(interval.low).toBeLessThan(interval.estimate);
    expect(interval.high).toBeGreaterThan(interval.estimate);
    expect(breakEvenInterval({estimate: 0, low: 0, high: 0.1}, usual)).toMatchObject({estimate: Infinity, high: Infinity});
  });
});

describe("traceProfit(ranking, assumptions)", () => {
  test("runs from contacting none to contacting all", () => {
    const curve = traceProfit(ranking, usual);
    expect(curve[0]).toEqual({share: 0, profit: 0, low: 0, high: 0});
    expect(curve[100].profit).toBeCloseTo(perThousand(profitAt(ranking, ranking.n, usual), ranking.n), 9);
  });
});

describe("buildTornado(ranking, contacted, assumptions)", () => {
  test("puts the assumption that moves the result most first, and knows which turn it", () => {
    const bars = buildTornado(ranking, 240, usual);
    const widths = bars.map((d) => Math.abs(d.high.profit - d.low.profit));
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    expect(bars.map((d) => d.name).sort()).toEqual(Object.keys(usual).sort());
    for (const bar of bars) expect(bar.flips).toBe(Math.sign(bar.low.profit) !== Math.sign(bar.high.profit));
  });
  test("raises no rate above 1", () => {
    expect(buildTornado(ranking, 240, {...usual, saveRate: 0.9}).find((d) => d.name === "saveRate")?.high.value).toBe(1);
  });
});
