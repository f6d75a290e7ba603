import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {breakEvenSaveRate, lowestBreakEven} from "../../../lib/decide/breakEven.js";
import type {Assumptions} from "../../../lib/decide/money.js";
import {findBestDepth, perThousand, perUser, profitAt, traceProfit} from "../../../lib/decide/money.js";
import {rankUsers} from "../../../lib/decide/ranking.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {createScores} from "../../fixtures/book/scores.js";

const scores = createScores();
const ranking = rankUsers(scores.y, scores.scores.logistic);
const usual: Assumptions = Object.freeze({value: 60, contactCost: 1, offerCost: 5, saveRate: 0.1, falseAccept: 0.3});
const anyAssumptions = fc.record({
  value: fc.double({min: 1, max: 500, noNaN: true}), contactCost: fc.double({min: 0, max: 20, noNaN: true}), offerCost: fc.double({min: 0, max: 50, noNaN: true}),
  saveRate: fc.double({min: 0, max: 1, noNaN: true}), falseAccept: fc.double({min: 0, max: 1, noNaN: true})
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
    fc.assert(fc.property(anyAssumptions, (assumptions) => {
      const best = findBestDepth(ranking, assumptions);
      for (let k = 37; k <= ranking.n; k += 37) {
        if (k < ranking.n && ranking.score[k] === ranking.score[k - 1]) continue;
        expect(profitAt(ranking, k, assumptions)).toBeLessThanOrEqual(best.profit + 1e-9);
      }
      expect(best.profit).toBeCloseTo(profitAt(ranking, best.contacted, assumptions), 8);
    }), {numRuns: 30});
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
    const lucky = rankUsers(Array.from({length: 1000}, (_, i) => (i < 3 ? 1 : Number(i % 50 === 0))), Array.from({length: 1000}, (_, i) => 1 - i / 1000));
    expect(findBestDepth(lucky, {...usual, saveRate: 0.05})).toEqual({contacted: 0, profit: 0});
  });
});

describe("breakEvenSaveRate(ranking, contacted, assumptions)", () => {
  test("is where profit is nothing", () => {
    fc.assert(fc.property(anyAssumptions, fc.integer({min: 50, max: 2400}), (assumptions, k) => {
      const saveRate = breakEvenSaveRate(ranking, k, assumptions);
      if (Number.isFinite(saveRate)) expect(Math.abs(profitAt(ranking, k, {...assumptions, saveRate}))).toBeLessThan(1e-6 * (1 + assumptions.contactCost * k));
    }));
  });
  test("is never where an offer is worth as much as the user", () => {
    expect(breakEvenSaveRate(ranking, 100, {...usual, offerCost: 60})).toBe(Infinity);
  });
  test("lowestBreakEven finds no higher than any depth's", () => {
    const {saveRate} = lowestBreakEven(ranking, usual);
    for (let k = 24; k <= ranking.n; k += 50) expect(saveRate).toBeLessThanOrEqual(breakEvenSaveRate(ranking, k, usual));
  });
});

describe("traceProfit(ranking, assumptions)", () => {
  test("runs from contacting none to contacting all", () => {
    const curve = traceProfit(ranking, usual);
    expect(curve[0]).toEqual({share: 0, profit: 0});
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
