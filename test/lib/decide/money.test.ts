import fc from "fast-check";
import type {Assumptions} from "../../../lib/decide/money.js";
import {describe, expect, test} from "vitest";
import {
  findBestDepth,
  findPlateau,
  isTooFew,
  leastContacted,
  breakEvenAt,
  breakEvenInterval,
  lowestBreakEven,
  usefulShare
} from "../../../lib/decide/bestDepth.js";
import {gainAt, perThousand, perUser, profitAt, traceProfit} from "../../../lib/decide/money.js";
import {pointAt} from "../../../lib/decide/contactLine.js";
import {createRandom, drawIndex} from "../../../lib/random.js";
import {churnersAmong, rankGroups} from "../../../lib/decide/ranking.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {createScores, groupsOf} from "../../fixtures/book/scores.js";

const scores = createScores();
const ranking = rankGroups(groupsOf(scores.y, scores.scores.logistic));
const breakEvenOf = (k: number, assumptions: Assumptions): number => breakEvenAt(churnersAmong(ranking, k) / k, assumptions);
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
  test("adds up user by user, at every stop", () => {
    const p = scores.scores.logistic;
    for (const {line, contacted} of ranking.stops) {
      const sum = Array.from(scores.y, (label, i) => (p[i] < line ? 0 : label === 1 ? 0.1 * 55 - 1 : -0.3 * 5 - 1)).reduce(
        (a, b) => a + b,
        0
      );
      expect(profitAt(ranking, contacted, usual)).toBeCloseTo(sum, 7);
    }
    expect(profitAt(ranking, 0, usual)).toBe(0);
  });
});

describe("findBestDepth(ranking, assumptions)", () => {
  test("no depth brings more", () => {
    fc.assert(
      fc.property(anyAssumptions, (assumptions) => {
        const best = findBestDepth(ranking, assumptions);
        for (const {contacted} of ranking.stops.filter((d) => d.contacted >= 30))
          expect(profitAt(ranking, contacted, assumptions)).toBeLessThanOrEqual(best.profit + 1e-9);
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
    const tied = rankGroups([
      {n: 3, churned: 1, from: 5000, mean: 0.5},
      {n: 1, churned: 0, from: 1000, mean: 0.1}
    ]);
    expect([0, 3, 4]).toContain(findBestDepth(tied, {...usual, saveRate: 1}).contacted);
  });
  test("does not recommend a handful of lucky users", () => {
    const lucky = rankGroups([
      {n: 20, churned: 18, from: 9000, mean: 0.95},
      ...Array.from({length: 49}, (_, i) => ({n: 20, churned: 1, from: 9000 - 100 * (i + 1), mean: 0.9 - 0.01 * (i + 0.5)}))
    ]);
    expect(findBestDepth(lucky, {...usual, saveRate: 0.05})).toEqual({contacted: 0, profit: 0});
  });
});

describe("breakEvenAt(precision, assumptions)", () => {
  test("is where profit is nothing", () => {
    fc.assert(
      fc.property(anyAssumptions, fc.integer({min: 50, max: 2400}), (assumptions, k) => {
        const saveRate = breakEvenOf(k, assumptions);
        if (Number.isFinite(saveRate))
          expect(Math.abs(profitAt(ranking, k, {...assumptions, saveRate}))).toBeLessThan(1e-6 * (1 + assumptions.contactCost * k));
      })
    );
  });
  test("is never where an offer is worth as much as the user", () => {
    expect(breakEvenOf(100, {...usual, offerCost: 60})).toBe(Infinity);
  });
  test("lowestBreakEven finds no higher than any depth's", () => {
    const {saveRate} = lowestBreakEven(ranking, usual);
    for (const {contacted: k} of ranking.stops.filter((d) => d.contacted >= 30))
      expect(saveRate).toBeLessThanOrEqual(breakEvenOf(k, usual));
  });
});

describe("gainAt(ranking, contacted, assumptions)", () => {
  test("is the profit per 1,000 users, within the interval that resampled users give", () => {
    const {contacted: k, churned: found} = ranking.stops[12];
    const {estimate, low, high} = gainAt(ranking, k, usual);
    expect(estimate).toBeCloseTo(perThousand(profitAt(ranking, k, usual), ranking.n), 9);
    const each = Array.from({length: ranking.n}, (_, i) => (i >= k ? 0 : i < found ? 0.1 * 55 - 1 : -0.3 * 5 - 1));
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
    for (const {contacted: k} of ranking.stops.filter((d) => d.contacted >= plateau.from && d.contacted <= plateau.to)) {
      expect(perThousand(profit - profitAt(ranking, k, usual), ranking.n)).toBeLessThanOrEqual(plateau.shortfall + 1e-9);
    }
  });
  test("ends where every stop beyond brings clearly less, as the users between tell", () => {
    const foundAtBest = churnersAmong(ranking, best);
    const beyond = ranking.stops.filter((d) => d.contacted > plateau.to);
    expect(beyond.length).toBeGreaterThan(5);
    for (const stop of beyond) {
      const [between, found] = [stop.contacted - best, stop.churned - foundAtBest];
      const mean = (found * -4.5 + (between - found) * 2.5) / ranking.n;
      const error =
        Math.sqrt(found * (-4.5 - mean) ** 2 + (between - found) * (2.5 - mean) ** 2 + (ranking.n - between) * mean ** 2) / ranking.n;
      expect(mean - 1.959963984540054 * error).toBeGreaterThan(0);
    }
  });
});

describe("findPlateau where the best stands at the end of a lucky run", () => {
  test("is not stopped by an unlucky group beyond it", () => {
    // one in two churns all along, but for a group of stayers right after the 400th user
    const even = rankGroups(
      Array.from({length: 50}, (_, i) => ({n: 20, churned: i === 20 ? 8 : 10, from: 9800 - 100 * i, mean: 0.985 - 0.01 * i}))
    );
    const assumptions = {value: 10, contactCost: 1, offerCost: 0, saveRate: 0.2, falseAccept: 0}; // a churner brings 1, a stayer costs 1
    expect(findPlateau(even, 400, assumptions)).toMatchObject({from: 40, to: 1000});
  });
});

describe("breakEvenInterval(precision, assumptions)", () => {
  test("holds the line's own, and loses nothing at its ends", () => {
    const {precision} = pointAt(ranking, 0.3);
    const interval = breakEvenInterval(precision!, usual);
    expect(interval.estimate).toBeCloseTo(breakEvenOf(pointAt(ranking, 0.3).contacted, usual), 12);
    expect(interval.low).toBeLessThan(interval.estimate);
    expect(interval.high).toBeGreaterThan(interval.estimate);
    expect(breakEvenInterval({estimate: 0, low: 0, high: 0.1}, usual)).toMatchObject({estimate: Infinity, high: Infinity});
  });
});

describe("usefulShare(ranking, assumptions, shown)", () => {
  test("holds what is to be seen and every depth that brings a gain, and no more than all", () => {
    for (const save of [0.01, 0.05, 0.1, 0.3, 0.9])
      for (const shown of [0, 0.2, 0.97]) {
        const assumptions = {...usual, saveRate: save};
        const share = usefulShare(ranking, assumptions, shown);
        expect(share).toBeGreaterThanOrEqual(shown);
        expect(share).toBeLessThanOrEqual(1);
        for (const {contacted} of ranking.stops)
          if (profitAt(ranking, contacted, assumptions) > 0) expect(contacted / ranking.n).toBeLessThanOrEqual(share);
      }
    expect(usefulShare(ranking, {...usual, saveRate: 0}, 0.83)).toBe(1); // nearly all of them: what all bring is said, and is seen
    expect(usefulShare(ranking, {...usual, saveRate: 0}, 0)).toBeLessThan(0.3);
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
